namespace Pavior.Scan.Advisories;

/// <summary>A file that feeds are read from.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What it is called in reports and errors: its path in the folder of feeds, with <c>/</c>.</param>
/// <param name="Length">Bytes; the largest files are read first.</param>
internal sealed record FeedFile(string Path, string Name, long Length);
