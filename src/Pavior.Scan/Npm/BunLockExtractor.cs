using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Npm;

/// <summary>Reads bun.lock, the text form of Bun's lock file. The binary form, bun.lockb, has no specification and becomes a gap.</summary>
internal sealed class BunLockExtractor : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Characters of a key: names joined by slashes, from the outermost package to the one that is meant.</summary>
    private const int MaxKey = 1_024;

    /// <summary>Packages in packages that are looked through for what one needs.</summary>
    private const int MaxNesting = 32;

    public ExtractorInfo Info { get; } = new(
        Id: "npm-bun-lock",
        Version: 1,
        Ecosystem: "npm",
        Title: "bun.lock declares the exact packages that Bun installs; the older binary bun.lockb is named as a gap.",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("bun.lock"), new FilePattern.Named("bun.lockb")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (LockFilePlace.IsInPackage(file.Path))
            return;
        if (file.Path.EndsWith("bun.lockb", StringComparison.Ordinal))
            throw ParseException.Unsupported(file.Path, "the binary lock file of Bun; its text form bun.lock is read");
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes), comments: true);
        if (!json.Root.TryGetMember("lockfileVersion"u8, out var version) || !version.TryGetNumber(out var number))
            throw json.Expected(json.Root, "a lockfileVersion");
        if (number is < 0 or > 2)
            throw ParseException.Unsupported(file.Path, $"bun.lock version {number}; 0 to 2 are read");
        var packages = new LockedPackages(into);
        Read(json, packages);
        packages.Write();
    }

    private static void Read(JsonFile json, LockedPackages into)
    {
        var scopes = Scopes(json.Root);
        foreach (var package in json.Root.MembersOf("packages"u8))
        {
            var line = json.LineOf(package);
            if (package.Value.ValueKind != JsonValueKind.Array || package.Value.GetArrayLength() == 0 || package.Value[0].AsText() is not { } resolution)
            {
                into.AddGap(line, "an array that starts with name@version");
                continue;
            }

            var (name, reference) = NpmName.SplitAtVersion(resolution);
            if (IsFolder(reference))
                continue;
            var members = Members(package.Value);
            var requires = PackageJson.RequiresOf(members);
            var scope = scopes.GetValueOrDefault(package.Name, DependencyScope.Development);
            var origin = NpmOrigin.Git(reference) ?? NpmOrigin.Download(reference);
            if (origin is null && NpmVersion.Clean(reference) is null && IsArchive(reference))
                into.AddUnversioned(name, line, scope, requires);
            else
                into.Add(name, reference, line, scope, origin, requires);
        }
    }

    private static bool IsFolder(string reference) =>
        reference.StartsWith("workspace:", StringComparison.Ordinal)
        || reference.StartsWith("link:", StringComparison.Ordinal)
        || reference.StartsWith("root:", StringComparison.Ordinal)
        || (reference.StartsWith("file:", StringComparison.Ordinal) && !IsArchive(reference));

    private static bool IsArchive(string reference) =>
        reference.EndsWith(".tgz", StringComparison.Ordinal) || reference.EndsWith(".tar.gz", StringComparison.Ordinal);

    /// <summary>The object among the items of a package; its index depends on where the package comes from.</summary>
    private static JsonElement Members(JsonElement package)
    {
        foreach (var item in package.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
                return item;
        }

        return default;
    }

    private static Dictionary<string, DependencyScope> Scopes(JsonElement root)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var package in root.MembersOf("packages"u8))
            keys.Add(package.Name);
        var reach = new DependencyReach();
        foreach (var workspace in root.MembersOf("workspaces"u8))
        {
            var from = workspace.Value.TextOf("name"u8) ?? "";
            AddRoots(reach, keys, from, workspace.Value.MembersOf("dependencies"u8), isOptional: false);
            AddRoots(reach, keys, from, workspace.Value.MembersOf("peerDependencies"u8), isOptional: false);
            AddRoots(reach, keys, from, workspace.Value.MembersOf("optionalDependencies"u8), isOptional: true);
        }

        foreach (var package in root.MembersOf("packages"u8))
        {
            if (package.Value.ValueKind != JsonValueKind.Array)
                continue;
            var members = Members(package.Value);
            AddEdges(reach, keys, package.Name, members.MembersOf("dependencies"u8), isOptional: false);
            AddEdges(reach, keys, package.Name, members.MembersOf("peerDependencies"u8), isOptional: false);
            AddEdges(reach, keys, package.Name, members.MembersOf("optionalDependencies"u8), isOptional: true);
        }

        return reach.Solve();
    }

    private static void AddRoots(DependencyReach reach, HashSet<string> keys, string from, JsonElement.ObjectEnumerator needs, bool isOptional)
    {
        foreach (var need in needs)
        {
            if (Resolve(keys, from, need.Name) is { } key)
                reach.AddRoot(key, isOptional);
        }
    }

    private static void AddEdges(DependencyReach reach, HashSet<string> keys, string from, JsonElement.ObjectEnumerator needs, bool isOptional)
    {
        foreach (var need in needs)
        {
            if (Resolve(keys, from, need.Name) is { } key)
                reach.AddEdge(from, key, isOptional);
        }
    }

    /// <summary>Keys are paths of names as Node.js resolves them: <c>a/b</c> is the b that only a sees.</summary>
    private static string? Resolve(HashSet<string> keys, string from, string name)
    {
        for (var level = 0; from.Length > 0 && from.Length <= MaxKey && level < MaxNesting; level++)
        {
            if (keys.TryGetValue($"{from}/{name}", out var nested))
                return nested;
            from = Parent(from);
        }

        return keys.TryGetValue(name, out var top) ? top : null;
    }

    private static string Parent(string key)
    {
        var slash = key.LastIndexOf('/');
        if (slash <= 0)
            return "";
        var scope = key.LastIndexOf('/', slash - 1);
        if (key[scope + 1] != '@')
            return key[..slash];
        return scope < 0 ? "" : key[..scope];
    }
}
