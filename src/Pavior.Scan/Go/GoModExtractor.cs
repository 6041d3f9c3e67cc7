using Pavior.Core;

namespace Pavior.Scan.Go;

/// <summary>The modules that a go.mod file requires, after its replacements.</summary>
internal sealed class GoModExtractor : IExtractor
{
    public const string Id = "go-mod";

    /// <summary>Set on the modules of a file that leaves out indirect ones; <see cref="GoSums"/> looks for it.</summary>
    public const string IncompleteProperty = "go:incomplete";

    public ExtractorInfo Info { get; } = new(
        Id,
        1,
        "Go",
        "Reads the modules and the toolchain that go.mod requires, after its replacements",
        ScanModes.Source,
        [new FilePattern.Named("go.mod")]);

    public void Extract(FileContent file, Extraction into)
    {
        var mod = GoModFile.Parse(file.ReadAll(GoModFile.MaxBytes).Span, file.Path);
        if ((mod.Toolchain ?? MinimumToolchain(mod.Go)) is { } toolchain)
        {
            // The least version that may build it, not the one that does.
            into.Add(new Package
            {
                Purl = new PackageUrl("golang", null, "stdlib", toolchain),
                Relation = Relation.Declared,
                Confidence = Confidence.Low,
            });
        }

        var replacements = new Dictionary<(string Path, string? Version), GoReplacement>();
        foreach (var replacement in mod.Replaces)
            replacements.TryAdd((replacement.Path, replacement.Version), replacement);
        foreach (var requirement in mod.Requires)
        {
            var package = ToPackage(requirement, Replacement(replacements, requirement), mod.IsComplete);
            into.Add(package with { Evidence = [new Evidence(file.Path, into.Extractor, Line: requirement.Line)] });
        }
    }

    /// <summary>A replacement of this very version counts before one of all versions.</summary>
    private static GoReplacement? Replacement(Dictionary<(string Path, string? Version), GoReplacement> replacements, GoRequirement requirement) =>
        replacements.GetValueOrDefault((requirement.Path, requirement.Version)) ?? replacements.GetValueOrDefault((requirement.Path, null));

    private static Package ToPackage(GoRequirement requirement, GoReplacement? replacement, bool isComplete)
    {
        var (path, version) = (requirement.Path, requirement.Version);
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (replacement is { NewVersion: { } newVersion } && GoPackages.IsNameable(replacement.NewPath))
        {
            properties["go:replaces"] = $"{path}@{version}";
            (path, version) = (replacement.NewPath, newVersion);
        }
        else if (replacement is not null)
        {
            properties["go:replaced-by"] = replacement.NewPath;
        }

        if (requirement.IsIndirect)
            properties["go:indirect"] = "true";
        if (!isComplete)
            properties[IncompleteProperty] = "true";
        return new Package
        {
            Purl = GoPackages.Purl(path, version),
            Relation = Relation.Declared,
            Confidence = properties.ContainsKey("go:replaced-by") ? Confidence.Medium : Confidence.High,
            Properties = properties,
        };
    }

    /// <summary>Since Go 1.21 the go directive is a minimum that the toolchain enforces; <c>1.24</c> means 1.24.0.</summary>
    private static string? MinimumToolchain(string? go) =>
        go is null || !GoVersionText.IsAtLeast(go, 1, 21) ? null
        : go.Count(c => c == '.') == 1 && go.All(c => char.IsAsciiDigit(c) || c == '.') ? go + ".0"
        : go;
}
