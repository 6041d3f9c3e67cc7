using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Npm;

/// <summary>Reads the lock files of npm: version 1 as a tree of dependencies, versions 2 and 3 as a table of folders (package-lock.json(5)).</summary>
internal sealed class PackageLockExtractor : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    private const string Modules = "node_modules/";

    public ExtractorInfo Info { get; } = new(
        Id: "npm-package-lock",
        Version: 1,
        Ecosystem: "npm",
        Title: "package-lock.json and npm-shrinkwrap.json (versions 1 to 3) declare the exact packages that npm installs.",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("package-lock.json"), new FilePattern.Named("npm-shrinkwrap.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (LockFilePlace.IsInPackage(file.Path))
            return;
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        var packages = new LockedPackages(into);
        if (json.Root.TryGetMember("packages"u8, out var folders))
            ReadFolders(json, folders, packages);
        else
            ReadTree(json, json.Root, packages);
        packages.Write();
    }

    private static void ReadFolders(JsonFile json, JsonElement folders, LockedPackages into)
    {
        if (folders.ValueKind != JsonValueKind.Object)
            throw json.Expected(folders, "an object of packages by folder");
        var asked = AddressesAskedFor(folders);
        foreach (var folder in folders.EnumerateObject())
        {
            var key = folder.Name;
            var at = key.LastIndexOf(Modules, StringComparison.Ordinal);
            var entry = folder.Value;

            // Folders elsewhere are the project and its workspaces; links only point to them.
            if (at < 0 || (at > 0 && key[at - 1] != '/') || entry.IsTrue("link"u8))
                continue;
            var resolved = entry.TextOf("resolved"u8);
            into.Add(
                entry.TextOf("name"u8) ?? key[(at + Modules.Length)..],
                entry.TextOf("version"u8),
                json.LineOf(folder),
                ScopeOf(entry),
                NpmOrigin.Git(resolved) ?? (resolved is not null && asked.Contains(resolved) ? NpmOrigin.Download(resolved) : null),
                PackageJson.RequiresOf(entry),
                PackageJson.LicensesOf(entry));
        }
    }

    /// <summary>The web addresses that requirements name: only from these is an archive taken that no registry knows.</summary>
    private static HashSet<string> AddressesAskedFor(JsonElement folders)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in folders.EnumerateObject())
        {
            AddAddresses(folder.Value.MembersOf("dependencies"u8), asked);
            AddAddresses(folder.Value.MembersOf("devDependencies"u8), asked);
            AddAddresses(folder.Value.MembersOf("optionalDependencies"u8), asked);
        }

        return asked;
    }

    private static void AddAddresses(JsonElement.ObjectEnumerator requirements, HashSet<string> into)
    {
        foreach (var requirement in requirements)
        {
            if (requirement.Value.AsText() is { } text && IsAddress(text))
                into.Add(text);
        }
    }

    /// <summary>Recursion is as deep as the tree of folders, which the depth limit of the JSON text bounds.</summary>
    private static void ReadTree(JsonFile json, JsonElement parent, LockedPackages into)
    {
        foreach (var dependency in parent.MembersOf("dependencies"u8))
        {
            ReadDependency(dependency.Name, dependency.Value, json.LineOf(dependency), into);
            ReadTree(json, dependency.Value, into);
        }
    }

    private static void ReadDependency(string name, JsonElement entry, int line, LockedPackages into)
    {
        var version = entry.TextOf("version"u8);
        var requires = RequiredNames(entry);
        if (version is null)
        {
            into.AddGap(line, $"a version of {name}");
        }
        else if (version.StartsWith("npm:", StringComparison.Ordinal))
        {
            var (real, number) = NpmName.SplitAtVersion(version[4..]);
            into.Add(real, number, line, ScopeOf(entry), null, requires);
        }
        else if (version.StartsWith("file:", StringComparison.Ordinal))
        {
            // A folder of the project has no version here; an archive has it nowhere but in its name.
            if (version.EndsWith(".tgz", StringComparison.Ordinal) || version.EndsWith(".tar.gz", StringComparison.Ordinal))
                into.AddUnversioned(name, line, ScopeOf(entry), requires);
        }
        else
        {
            var origin = NpmOrigin.Git(version) ?? (IsAddress(version) ? NpmOrigin.Download(version) : null);
            into.Add(name, version, line, ScopeOf(entry), origin, requires);
        }
    }

    private static List<string> RequiredNames(JsonElement entry)
    {
        var names = new List<string>();
        foreach (var member in entry.MembersOf("requires"u8))
        {
            var name = NpmName.Resolve(member.Name, member.Value.AsText());
            if (NpmName.IsValid(name))
                names.Add(name);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary><c>devOptional</c> is needed by development, and optionally at run time: the stronger of the two.</summary>
    private static DependencyScope ScopeOf(JsonElement entry) =>
        entry.IsTrue("dev"u8) ? DependencyScope.Development
        : entry.IsTrue("optional"u8) || entry.IsTrue("devOptional"u8) ? DependencyScope.Optional
        : DependencyScope.Runtime;

    private static bool IsAddress(string text) =>
        text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal);
}
