using Pavior.Core;

namespace Pavior.Scan.OperatingSystems;

/// <summary>Reads os-release(5).</summary>
internal sealed class OsReleaseExtractor : IExtractor
{
    private const int MaxBytes = 1 << 20;

    public ExtractorInfo Info { get; } = new(
        Id: "os-release",
        Version: 1,
        Ecosystem: "Operating systems",
        Title: "Reads os-release, which names the distribution and its release.",
        Modes: ScanModes.Image,
        Patterns: [.. DistributionFiles.OsRelease.Select(path => new FilePattern.At(path))]);

    public void Extract(FileContent file, Extraction into)
    {
        var variables = ShellVariables.Parse(file.ReadAll(MaxBytes).Span, into);
        if (variables.Count == 0)
        {
            if (file.Length > 0)
                throw ParseException.AtLine(file.Path, 1, "an assignment such as ID=debian");
            return;
        }

        // os-release(5): "If not set, a default of ID=linux may be used."
        var id = variables.GetValueOrDefault("ID", "").Trim().ToLowerInvariant();
        var version = variables.GetValueOrDefault("VERSION_ID", "").Trim();
        var codename = variables.GetValueOrDefault("VERSION_CODENAME") ?? variables.GetValueOrDefault("UBUNTU_CODENAME");
        into.Add(new Distribution(id.Length == 0 ? "linux" : id, version, PrettyName(variables))
        {
            Codename = string.IsNullOrWhiteSpace(codename) ? null : codename.Trim(),
            IdLike = variables.GetValueOrDefault("ID_LIKE", "").ToLowerInvariant()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        });
    }

    private static string PrettyName(Dictionary<string, string> variables)
    {
        if (variables.GetValueOrDefault("PRETTY_NAME") is { Length: > 0 } pretty)
            return pretty;
        var name = variables.GetValueOrDefault("NAME") is { Length: > 0 } named ? named : "Linux";
        return variables.GetValueOrDefault("VERSION") is { Length: > 0 } version ? $"{name} {version}" : name;
    }
}
