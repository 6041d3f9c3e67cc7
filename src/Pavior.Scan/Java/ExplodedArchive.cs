using Pavior.Core;

namespace Pavior.Scan.Java;

/// <summary>pom.properties of archives that lie unpacked on the disk, as application servers and layered images leave them.</summary>
internal sealed class ExplodedArchive : IExtractor
{
    private const int MaxBytes = 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "java-exploded-archive",
        Version: 1,
        Ecosystem: "Java",
        Title: "Maven's own record in unpacked Java archives: installed code",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Named("pom.properties")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (!file.Path.Contains("META-INF/maven/", StringComparison.Ordinal))
            return;
        var values = JavaProperties.Parse(file.ReadAll(MaxBytes).Span);
        var id = new MavenId(Value("groupId"), Value("artifactId"), Value("version"));
        if (!id.IsComplete)
            throw ParseException.AtLine(file.Path, 1, "groupId, artifactId and version");
        into.Add(new Package { Purl = id.ToPurl() });

        string? Value(string key) => values.GetValueOrDefault(key)?.Trim();
    }
}
