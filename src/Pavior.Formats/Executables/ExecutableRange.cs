namespace Pavior.Formats.Executables;

/// <summary>A section or segment of a program: bytes of the file and the address they are loaded at.</summary>
/// <param name="Name">Section name; empty for a segment without one.</param>
/// <param name="Address">Virtual address of the first byte.</param>
/// <param name="Offset">Offset in the file.</param>
/// <param name="Size">Bytes present in the file, cut at its end; 0 for what only exists in memory.</param>
/// <param name="IsWritable">Loaded writable.</param>
/// <param name="IsExecutable">Loaded executable.</param>
/// <param name="IsCut">The headers promise more bytes than the file has.</param>
public sealed record ExecutableRange(
    string Name, ulong Address, long Offset, long Size, bool IsWritable, bool IsExecutable, bool IsCut = false);
