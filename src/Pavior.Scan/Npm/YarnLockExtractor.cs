using Pavior.Core;
using Pavior.Formats.Yaml;

namespace Pavior.Scan.Npm;

/// <summary>Reads yarn.lock: version 1 by its own grammar, those of Yarn 2 and later as YAML. Neither says what is for development only.</summary>
internal sealed class YarnLockExtractor : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "npm-yarn-lock",
        Version: 1,
        Ecosystem: "npm",
        Title: "yarn.lock (version 1, and those of Yarn 2 and later) declares the exact packages that Yarn installs.",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("yarn.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (LockFilePlace.IsInPackage(file.Path))
            return;
        var bytes = file.ReadAll(YamlStream.MaxBytes).Span;
        var packages = new LockedPackages(into);
        if (bytes.StartsWith("__metadata:"u8) || bytes.IndexOf("\n__metadata:"u8) >= 0)
            ReadBerry(YamlStream.ParseSingle(file.Path, bytes), file.Path, packages);
        else
            ReadClassic(YarnClassicLock.Parse(file.Path, bytes), packages);
        packages.Write();
    }

    private static void ReadClassic(List<YarnClassicEntry> entries, LockedPackages into)
    {
        foreach (var entry in entries)
        {
            var (name, range) = NpmName.SplitAtVersion(entry.Requirements[0]);
            if (range.StartsWith("workspace:", StringComparison.Ordinal) || range.StartsWith("link:", StringComparison.Ordinal))
                continue;
            var origin = NpmOrigin.Git(entry.Resolved)
                ?? (range.StartsWith("http", StringComparison.Ordinal) ? NpmOrigin.Download(entry.Resolved ?? range) : null);
            into.Add(NpmName.Resolve(name, range), entry.Version, entry.Line, origin: origin, requires: Names(entry.Dependencies));
        }
    }

    private static void ReadBerry(YamlDocument document, string path, LockedPackages into)
    {
        if (document.Root is not YamlMapping root)
            throw ParseException.AtLine(path, document.Root.Line, "a mapping of packages by requirement");
        foreach (var (key, value) in root.Entries)
        {
            if (key.Text == "__metadata")
                continue;
            if (value is not YamlMapping entry || entry.TextOf("resolution") is not { } resolution)
            {
                into.AddGap(key.Line, "an entry with a resolution");
                continue;
            }

            var (name, reference) = NpmName.SplitAtVersion(resolution);

            // Workspaces, links and portals are folders of the project.
            if (entry.TextOf("linkType") == "soft" || reference.StartsWith("workspace:", StringComparison.Ordinal))
                continue;
            into.Add(name, entry.TextOf("version"), key.Line, origin: OriginOf(reference), requires: Names(entry));
        }
    }

    private static KeyValuePair<string, string>? OriginOf(string reference) =>
        reference.StartsWith("npm:", StringComparison.Ordinal) || reference.StartsWith("patch:", StringComparison.Ordinal)
            ? null
            : NpmOrigin.Git(reference) ?? NpmOrigin.Download(reference);

    private static List<string> Names(YamlMapping entry)
    {
        var pairs = new List<(string Name, string Range)>();
        if (entry["dependencies"] is YamlMapping dependencies)
        {
            foreach (var (key, value) in dependencies.Entries)
                pairs.Add((key.Text ?? "", value.Text ?? ""));
        }

        return Names(pairs);
    }

    private static List<string> Names(List<(string Name, string Range)> dependencies)
    {
        var names = dependencies.Select(d => NpmName.Resolve(d.Name, d.Range)).Where(NpmName.IsValid).Distinct().ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
