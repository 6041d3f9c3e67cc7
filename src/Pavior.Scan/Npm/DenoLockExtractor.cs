using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Npm;

/// <summary>Reads deno.lock, versions 2 to 5: its packages of npm and of JSR. Modules imported by address are files, not packages.</summary>
internal sealed class DenoLockExtractor : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "npm-deno-lock",
        Version: 1,
        Ecosystem: "npm",
        Title: "deno.lock (versions 2 to 5) declares the exact npm and JSR packages that Deno loads.",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("deno.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (LockFilePlace.IsInPackage(file.Path))
            return;
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        var packages = new LockedPackages(into);
        switch (json.Root.TextOf("version"u8))
        {
            case "2":
                if (json.Root.TryGetMember("npm"u8, out var npm))
                    ReadNpm(json, npm.MembersOf("packages"u8), packages);
                break;
            case "3":
                if (json.Root.TryGetMember("packages"u8, out var table))
                    Read(json, table, packages);
                break;
            case "4" or "5":
                Read(json, json.Root, packages);
                break;
            case { } other:
                throw ParseException.Unsupported(file.Path, $"deno.lock version {(other.Length > 20 ? other[..20] : other)}; 2 to 5 are read");
            case null when IsVersionOne(json.Root):
                break;
            case null:
                throw json.Expected(json.Root, "a version");
        }

        packages.Write();
    }

    /// <summary>The first form is a plain table of addresses and hashes: it knows no packages.</summary>
    private static bool IsVersionOne(JsonElement root)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String || !member.Name.Contains(':', StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static void Read(JsonFile json, JsonElement tables, LockedPackages into)
    {
        ReadNpm(json, tables.MembersOf("npm"u8), into);
        foreach (var package in tables.MembersOf("jsr"u8))
        {
            var line = json.LineOf(package);
            var (name, version) = NpmName.SplitAtVersion(package.Name);
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (!name.StartsWith('@') || !NpmName.IsValid(name) || NpmVersion.Clean(version) is not { } clean)
                into.AddGap(line, "@scope/name@version");
            else
                into.Add(new PackageUrl("jsr", name[..slash], name[(slash + 1)..], clean), line, DependencyScope.Runtime, Requires(package.Value), []);
        }
    }

    private static void ReadNpm(JsonFile json, JsonElement.ObjectEnumerator table, LockedPackages into)
    {
        foreach (var package in table)
        {
            var (name, version) = NpmName.SplitAtVersion(package.Name);

            // What follows an underscore are the peers it was resolved with; no version holds one.
            var peers = version.IndexOf('_', StringComparison.Ordinal);
            into.Add(name, peers < 0 ? version : version[..peers], json.LineOf(package), requires: Requires(package.Value));
        }
    }

    /// <summary>A list of <c>name</c> or <c>registry:name@range</c>, in older versions an object of names and keys.</summary>
    private static List<string> Requires(JsonElement package)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in package.MembersOf("dependencies"u8))
            AddName(names, member.Value.AsText() ?? member.Name);
        foreach (var item in package.ItemsOf("dependencies"u8))
            AddName(names, item.AsText() ?? "");
        foreach (var item in package.ItemsOf("optionalDependencies"u8))
            AddName(names, item.AsText() ?? "");
        return [.. names];
    }

    private static void AddName(SortedSet<string> names, string text)
    {
        if (text.StartsWith("npm:", StringComparison.Ordinal) || text.StartsWith("jsr:", StringComparison.Ordinal))
            text = text[4..];
        var (name, rest) = NpmName.SplitAtVersion(text);
        name = NpmName.Resolve(name, rest);
        if (NpmName.IsValid(name))
            names.Add(name);
    }
}
