namespace Pavior.Core;

/// <summary>Which files an extractor wants. Declared, not computed: the walker looks each path up once instead of asking every extractor.</summary>
public abstract record FilePattern
{
    private FilePattern()
    {
    }

    /// <summary>The base name is exactly this, at any depth: <c>package.json</c>.</summary>
    public sealed record Named(string Name) : FilePattern;

    /// <summary>The path ends with this: <c>.jar</c>, <c>.dist-info/METADATA</c>. Must hold a dot or slash at its start or a '.' inside the last segment.</summary>
    public sealed record Ending(string Suffix) : FilePattern;

    /// <summary>The whole path, relative to the root: <c>var/lib/dpkg/status</c>.</summary>
    public sealed record At(string Path) : FilePattern;

    /// <summary>Files below a folder, at any depth, that end with the suffix (empty for all): <c>var/lib/dpkg/info/</c>, <c>.list</c>.</summary>
    public sealed record Below(string Folder, string Suffix) : FilePattern;

    /// <summary>Files whose own folder has this name, wherever that lies, and that end with the suffix: <c>conda-meta</c>, <c>.json</c>.</summary>
    public sealed record Within(string Folder, string Suffix) : FilePattern;

    /// <summary>The base name begins and ends with these, at any depth: <c>requirements</c>, <c>.txt</c>.</summary>
    public sealed record Affixed(string Prefix, string Suffix) : FilePattern;

    /// <summary>Programs and libraries, whatever their name: ELF, PE or Mach-O by their first bytes.</summary>
    /// <param name="Names">Base names, with <c>*</c> and <c>?</c>, by which the extractor tells programs apart: a hard link of such a name is read too.</param>
    public sealed record Executable(params IReadOnlyList<string> Names) : FilePattern;
}
