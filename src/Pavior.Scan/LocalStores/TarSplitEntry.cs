namespace Pavior.Scan.LocalStores;

/// <summary>One piece of a tar: raw bytes (headers, padding), or the content of a file that lies elsewhere.</summary>
/// <param name="Raw">Bytes to copy; null for a file.</param>
/// <param name="Name">Path in the tar; null for raw bytes.</param>
/// <param name="Size">Bytes of the file's content; zero for folders, links and empty files.</param>
internal readonly record struct TarSplitEntry(byte[]? Raw, string? Name, long Size);
