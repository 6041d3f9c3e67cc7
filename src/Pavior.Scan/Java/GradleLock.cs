using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Java;

/// <summary>Gradle's lock files: one for each project since Gradle 7, one for each configuration in dependency-locks before.</summary>
internal sealed class GradleLock : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "gradle-lock",
        Version: 1,
        Ecosystem: "Java",
        Title: "Gradle lock files: the artifacts that dependency locking fixed",
        Modes: ScanModes.Source,
        Patterns:
        [
            new FilePattern.Ending("gradle.lockfile"),
            new FilePattern.Within("dependency-locks", ".lockfile"),
        ]);

    public void Extract(FileContent file, Extraction into)
    {
        var isOld = !file.Path.EndsWith("gradle.lockfile", StringComparison.Ordinal);
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        var isBuild = name.StartsWith("buildscript-", StringComparison.Ordinal) || name.StartsWith("settings-", StringComparison.Ordinal);
        var lines = new TextLines(TextFile.Read(file, MaxBytes));
        while (lines.MoveNext())
        {
            var line = lines.Current.Trim();
            if (line.IsEmpty || line[0] == '#' || line.StartsWith("empty="))
                continue;
            var equals = line.IndexOf('=');
            if (equals < 0 && !isOld)
                throw ParseException.AtLine(file.Path, lines.Number, "group:artifact:version=configurations");
            var configurations = equals < 0 ? name.AsSpan(0, name.Length - ".lockfile".Length) : line[(equals + 1)..];
            into.Add(new Package
            {
                Purl = Id(equals < 0 ? line : line[..equals], file.Path, lines.Number).ToPurl(),
                Relation = Relation.Declared,
                Scope = isBuild ? DependencyScope.Development : Scope(configurations),
                Evidence = [new Evidence(file.Path, into.Extractor, Line: lines.Number)],
            });
        }
    }

    private static MavenId Id(ReadOnlySpan<char> text, string path, int line)
    {
        var first = text.IndexOf(':');
        var last = text.LastIndexOf(':');
        var id = first <= 0 || last <= first
            ? default
            : new MavenId(text[..first].ToString(), text[(first + 1)..last].ToString(), text[(last + 1)..].ToString());
        return id.IsComplete ? id : throw ParseException.AtLine(path, line, "group:artifact:version");
    }

    /// <summary>Development when each configuration is for tests, annotation processors, code style or the build itself.</summary>
    private static DependencyScope Scope(ReadOnlySpan<char> configurations)
    {
        foreach (var range in configurations.Split(','))
        {
            if (!IsDevelopment(configurations[range].Trim()))
                return DependencyScope.Runtime;
        }

        return DependencyScope.Development;
    }

    private static bool IsDevelopment(ReadOnlySpan<char> configuration)
    {
        if (configuration is "classpath" or "checkstyle" or "pmd" or "spotbugs" or "ktlint" or "detekt" or "jacocoAgent" or "jacocoAnt")
            return true;
        return configuration.StartsWith("test", StringComparison.Ordinal)
            || configuration.Contains("Test", StringComparison.Ordinal)
            || configuration.Contains("nnotationProcessor", StringComparison.Ordinal);
    }
}
