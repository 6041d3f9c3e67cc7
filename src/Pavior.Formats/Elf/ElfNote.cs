namespace Pavior.Formats.Elf;

/// <summary>A note: who defined it, its type and its bytes.</summary>
public sealed record ElfNote(string Owner, uint Type, ReadOnlyMemory<byte> Description);
