using Pavior.Testing;

namespace Pavior.EndToEnd;

/// <summary>Folders of one test's own: what goes in, and an empty home, working and temporary folder to see what a run leaves.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Sandbox()
    {
        foreach (var folder in new[] { Home, Work, Temporary, Input })
            Directory.CreateDirectory(folder);
    }

    public string Home => _folder["home"];

    public string Work => _folder["work"];

    public string Temporary => _folder["tmp"];

    /// <summary>Where the test puts what is scanned.</summary>
    public string Input => _folder["input"];

    public string Cache => System.IO.Path.Combine(Home, ".cache", "pavior");

    /// <summary>A path beside the input, for measurements and reports.</summary>
    public string Path(string name) => _folder[name];

    public string InputPath(string name) => System.IO.Path.Combine(Input, name);

    public string InputFile(string name, ReadOnlySpan<byte> bytes)
    {
        var path = InputPath(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>An OCI archive.</summary>
    public string InputFile(string name, TestImage image) => image.WriteOciArchive(InputPath(name));

    public string InputFile(string name, string text) => InputFile(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Everything that runs wrote anywhere but into the cache.</summary>
    public string[] Leftovers() =>
    [
        .. from folder in new[] { Home, Work, Temporary }
           from path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
           let isCache = path.StartsWith(Cache + "/", StringComparison.Ordinal) && path.EndsWith(".layer", StringComparison.Ordinal)
           let isAboveCache = (Cache + "/").StartsWith(path + "/", StringComparison.Ordinal)
           where !isCache && !isAboveCache
           select System.IO.Path.GetRelativePath(_folder.Path, path),
    ];

    public void Dispose() => _folder.Dispose();
}
