namespace Pavior.Testing;

/// <summary>Public corpora and peers that lie beside the checkout and are never part of it: <c>PAVIOR_SHARED</c>, by default <c>../shared</c>.</summary>
public static class SharedFolder
{
    /// <summary>Absolute path of an entry, or null when the folder or the entry is not there: the test then skips and says so.</summary>
    public static string? TryFind(string relative)
    {
        var root = Environment.GetEnvironmentVariable("PAVIOR_SHARED") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "..", "shared");
        var path = Path.GetFullPath(Path.Combine(root, relative));
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }
}
