using System.Globalization;
using Pavior.Core;
using Pavior.Formats.Yaml;

namespace Pavior.Scan.Npm;

/// <summary>Reads pnpm-lock.yaml of the lock file versions 5, 6 and 9 (pnpm 3 to 11).</summary>
internal sealed class PnpmLockExtractor : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "npm-pnpm-lock",
        Version: 1,
        Ecosystem: "npm",
        Title: "pnpm-lock.yaml (versions 5, 6 and 9) declares the exact packages that pnpm installs.",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("pnpm-lock.yaml")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (LockFilePlace.IsInPackage(file.Path))
            return;
        var packages = new LockedPackages(into);

        // Since version 11 a first document may hold what pnpm itself needs (packageManager, configDependencies).
        foreach (var document in YamlStream.Parse(file.Path, file.ReadAll(YamlStream.MaxBytes).Span))
        {
            if (document.Root is YamlScalar { IsNull: true })
                continue;
            if (document.Root is not YamlMapping root)
                throw ParseException.AtLine(file.Path, document.Root.Line, "a mapping with lockfileVersion and packages");
            Read(root, MajorVersion(root, file.Path), packages);
        }

        packages.Write();
    }

    private static void Read(YamlMapping root, int version, LockedPackages into)
    {
        if (root["packages"] is not YamlMapping table)
            return;
        var scopes = version >= 9 ? Scopes(root) : null;
        var snapshots = Snapshots(root);
        foreach (var (key, value) in table.Entries)
        {
            if (key.Text is not { } name || value is not YamlMapping entry)
            {
                into.AddGap(key.Line, "a package with its members");
                continue;
            }

            if (!IsFolder(name, entry))
                Add(name, entry, key.Line, version, scopes, snapshots, into);
        }
    }

    private static void Add(
        string key, YamlMapping entry, int line, int version, Dictionary<string, DependencyScope>? scopes, Dictionary<string, YamlMapping> snapshots, LockedPackages into)
    {
        var parsed = PnpmKey.Parse(key, version);
        var name = entry.TextOf("name") ?? parsed.Name;
        var needs = snapshots.GetValueOrDefault(key, entry);
        into.Add(
            name,
            entry.TextOf("version") ?? parsed.Version,
            line,
            scopes is null ? StatedScope(entry) : scopes.GetValueOrDefault(key, DependencyScope.Development),
            Origin(entry, parsed.Version),
            Names(needs));
    }

    private static bool IsFolder(string key, YamlMapping entry) =>
        key.StartsWith("link:", StringComparison.Ordinal)
        || (entry["resolution"] is YamlMapping resolution && (resolution.TextOf("type") == "directory" || resolution.TextOf("directory") is not null));

    private static KeyValuePair<string, string>? Origin(YamlMapping entry, string version)
    {
        if (entry["resolution"] is not YamlMapping resolution)
            return null;
        if (resolution.TextOf("type") == "git" && resolution.TextOf("repo") is { } repository)
            return NpmOrigin.Git(repository, resolution.TextOf("commit") ?? "");
        var archive = resolution.TextOf("tarball");
        if (NpmOrigin.Git(archive) is { } git)
            return git;
        var isAddress = version.Contains("://", StringComparison.Ordinal) || entry.TextOf("name") is not null;
        return isAddress && archive?.Contains("/-/", StringComparison.Ordinal) == false ? NpmOrigin.Download(archive) : null;
    }

    private static DependencyScope StatedScope(YamlMapping entry)
    {
        if (entry["dev"] is YamlScalar dev && dev.TryGetBoolean(out var isDev) && isDev)
            return DependencyScope.Development;
        return entry["optional"] is YamlScalar optional && optional.TryGetBoolean(out var isOptional) && isOptional
            ? DependencyScope.Optional
            : DependencyScope.Runtime;
    }

    /// <summary>Version 9 no longer marks development packages: what the importers' other dependencies lead to is not one.</summary>
    private static Dictionary<string, DependencyScope> Scopes(YamlMapping root)
    {
        var reach = new DependencyReach();
        foreach (var (_, importer) in Entries(root["importers"]))
        {
            AddRoots(reach, importer, "dependencies", isOptional: false);
            AddRoots(reach, importer, "optionalDependencies", isOptional: true);
        }

        foreach (var (key, snapshot) in Entries(root["snapshots"]))
        {
            AddEdges(reach, key.Text ?? "", snapshot, "dependencies", isOptional: false);
            AddEdges(reach, key.Text ?? "", snapshot, "optionalDependencies", isOptional: true);
        }

        // A package may stand in several snapshots, one for each set of peers.
        var scopes = new Dictionary<string, DependencyScope>(StringComparer.Ordinal);
        foreach (var (key, scope) in reach.Solve())
        {
            var package = WithoutPeers(key);
            if (!scopes.TryGetValue(package, out var known) || known == DependencyScope.Optional)
                scopes[package] = scope;
        }

        return scopes;
    }

    /// <summary>What a package needs, by its key. The sets of peers differ in versions only, so the first tells the names.</summary>
    private static Dictionary<string, YamlMapping> Snapshots(YamlMapping root)
    {
        var snapshots = new Dictionary<string, YamlMapping>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(root["snapshots"]))
        {
            if (key.Text is { } text && value is YamlMapping snapshot)
                snapshots.TryAdd(WithoutPeers(text), snapshot);
        }

        return snapshots;
    }

    private static string WithoutPeers(string key)
    {
        var parenthesis = key.IndexOf('(', StringComparison.Ordinal);
        return parenthesis < 0 ? key : key[..parenthesis];
    }

    private static void AddRoots(DependencyReach reach, YamlNode importer, string member, bool isOptional)
    {
        foreach (var (name, value) in Entries((importer as YamlMapping)?[member]))
        {
            var version = value.Text ?? (value as YamlMapping)?.TextOf("version");
            if (name.Text is not null && version is not null)
                reach.AddRoot(SnapshotKey(name.Text, version), isOptional);
        }
    }

    private static void AddEdges(DependencyReach reach, string from, YamlNode snapshot, string member, bool isOptional)
    {
        foreach (var (name, value) in Entries((snapshot as YamlMapping)?[member]))
        {
            if (name.Text is not null && value.Text is not null)
                reach.AddEdge(from, SnapshotKey(name.Text, value.Text), isOptional);
        }
    }

    /// <summary>A reference is a version, or for an alias the whole key: <c>lodash@4.17.20</c>.</summary>
    private static string SnapshotKey(string name, string reference)
    {
        var (first, rest) = NpmName.SplitAtVersion(WithoutPeers(reference));
        var isKey = rest.Length > 0 && NpmName.IsValid(first) && NpmVersion.Clean(first) is null;
        return isKey ? reference : $"{name}@{reference}";
    }

    private static List<string> Names(YamlMapping entry)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in (ReadOnlySpan<string>)["dependencies", "optionalDependencies"])
        {
            foreach (var (key, value) in Entries(entry[member]))
            {
                var name = RealName(key.Text ?? "", value.Text ?? "");
                if (NpmName.IsValid(name))
                    names.Add(name);
            }
        }

        return [.. names];
    }

    /// <summary>The reference of an alias is a key: <c>/lodash/4.17.20</c>, <c>/lodash@4.17.20</c> or <c>lodash@4.17.20</c>.</summary>
    private static string RealName(string name, string reference)
    {
        var key = reference.StartsWith('/') ? reference[1..] : SnapshotKey(name, reference);
        if (reference.StartsWith('/') && !key.TrimStart('@').Contains('@', StringComparison.Ordinal))
            return PnpmKey.Parse(reference, 5).Name;
        return NpmName.SplitAtVersion(key).Name is { } real && NpmName.IsValid(real) ? real : name;
    }

    private static IReadOnlyList<YamlEntry> Entries(YamlNode? node) => (node as YamlMapping)?.Entries ?? [];

    private static int MajorVersion(YamlMapping root, string path)
    {
        var text = root.TextOf("lockfileVersion");
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var major = dot < 0 ? text : text![..dot];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw ParseException.AtLine(path, root.Line, "a lockfileVersion");
        if (version is < 5 or > 9)
            throw ParseException.Unsupported(path, $"pnpm lock file version {version}; 5 to 9 are read");
        return version;
    }
}
