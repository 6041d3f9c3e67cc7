using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Ruby;

/// <summary>Gems that RubyGems or a distribution installed, by the specification each leaves in a <c>specifications</c> folder.</summary>
internal sealed class InstalledGems : IExtractor
{
    private const int MaxBytes = 4 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "gem-installed",
        Version: 1,
        Ecosystem: "Ruby",
        Title: "Reads the specifications of installed gems, default gems among them",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Within("specifications", ".gemspec"), new FilePattern.Within("default", ".gemspec")]);

    public void Extract(FileContent file, Extraction into)
    {
        var folder = file.Path[..(file.Path.LastIndexOf('/') + 1)];
        if (folder.EndsWith("/default/", StringComparison.Ordinal) && !folder.EndsWith("specifications/default/", StringComparison.Ordinal))
            return;

        var spec = Gemspec.Parse(TextFile.Read(file, MaxBytes), file.Path);
        var (nameOfFile, versionOfFile) = FromFileName(file.Path.AsSpan(folder.Length));
        var name = spec.Name ?? nameOfFile;
        var version = spec.Version ?? versionOfFile;
        if (name is null || !Gemspec.IsName(name))
            throw ParseException.AtLine(file.Path, 1, "a specification that assigns a gem's name");
        if (version is null || !Gemspec.IsVersion(version))
            throw ParseException.AtLine(file.Path, 1, $"a specification that assigns a version to {name}");
        into.Add(new Package
        {
            Purl = GemPurl.Of(name, version, spec.Platform),
            Confidence = spec.Version is null ? Confidence.Low : Confidence.High,
            Licenses = spec.Licenses,
            Supplier = spec.Authors.Count == 0 ? null : string.Join(", ", spec.Authors),
            Requires = spec.Requires,
        });
    }

    /// <summary><c>name-version[-platform].gemspec</c>: the version begins at the first dash with a digit behind it.</summary>
    private static (string? Name, string? Version) FromFileName(ReadOnlySpan<char> fileName)
    {
        var stem = fileName[..^".gemspec".Length];
        for (var dash = 1; dash + 1 < stem.Length; dash++)
        {
            if (stem[dash] != '-' || !char.IsAsciiDigit(stem[dash + 1]))
                continue;
            var version = stem[(dash + 1)..];
            var platform = version.IndexOf('-');
            return (stem[..dash].ToString(), (platform < 0 ? version : version[..platform]).ToString());
        }

        return (null, null);
    }
}
