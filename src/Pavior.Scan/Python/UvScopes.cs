using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Python;

/// <summary>Tells from uv's dependency graph when each package is needed: the strongest way that leads to it from a root decides.</summary>
internal static class UvScopes
{
    public static DependencyScope[] Of(TomlTable[] entries, TomlTable document, Func<TomlTable, bool> isMember)
    {
        var scopes = new DependencyScope[entries.Length];
        var members = Enumerable.Range(0, entries.Length).Where(i => isMember(entries[i])).ToArray();
        if (members.Length == 0)
            return scopes;

        var byName = entries.Select((e, i) => (Name: e.RequiredText("name"), Index: i)).ToLookup(e => e.Name, e => e.Index);
        var byVersion = entries.Select((e, i) => (Name: e.RequiredText("name"), Version: e.Text("version"), Index: i)).ToLookup(e => (e.Name, e.Version), e => e.Index);
        var reached = new bool[entries.Length];

        // What a name and version stand for is the same each time, so that each is followed once.
        var walked = new HashSet<(string Name, string? Version)>();
        IEnumerable<int> Find((string Name, string? Version) wanted) => wanted.Version is null ? byName[wanted.Name] : byVersion[wanted];
        Walk(entries, Find, walked, Starts(members, entries, "dependencies").Concat(ManifestStarts(document)), DependencyScope.Runtime, reached, scopes);
        Walk(entries, Find, walked, Starts(members, entries, "optional-dependencies"), DependencyScope.Optional, reached, scopes);
        Walk(entries, Find, walked, Starts(members, entries, "dev-dependencies"), DependencyScope.Development, reached, scopes);
        return scopes;
    }

    /// <summary>The dependencies of all members; those of groups and extras stand one level deeper, by name.</summary>
    private static IEnumerable<TomlTable> Starts(int[] members, TomlTable[] entries, string key)
    {
        foreach (var member in members)
        {
            if (key == "dependencies")
            {
                foreach (var dependency in entries[member].Tables(key))
                    yield return dependency;
                continue;
            }

            if (entries[member].Table(key) is not { } groups)
                continue;
            foreach (var dependency in groups.Entries.SelectMany(g => groups.Tables(g.Key)))
                yield return dependency;
        }
    }

    /// <summary>A script's lock has its requirements in the manifest instead of a root package.</summary>
    private static IEnumerable<TomlTable> ManifestStarts(TomlTable document) =>
        document.Table("manifest")?.Tables("requirements") ?? [];

    private static void Walk(
        TomlTable[] entries,
        Func<(string Name, string? Version), IEnumerable<int>> find,
        HashSet<(string Name, string? Version)> walked,
        IEnumerable<TomlTable> starts,
        DependencyScope scope,
        bool[] reached,
        DependencyScope[] scopes)
    {
        var open = new Stack<TomlTable>(starts);
        while (open.TryPop(out var dependency))
        {
            var wanted = (dependency.RequiredText("name"), dependency.Text("version"));
            if (!walked.Add(wanted))
                continue;
            foreach (var index in find(wanted))
            {
                if (reached[index])
                    continue;
                reached[index] = true;
                scopes[index] = scope;
                foreach (var next in Dependencies(entries[index]))
                    open.Push(next);
            }
        }
    }

    /// <summary>With all extras: which of them are asked for is not told apart, so that nothing needed counts as unneeded.</summary>
    private static IEnumerable<TomlTable> Dependencies(TomlTable entry)
    {
        foreach (var dependency in entry.Tables("dependencies"))
            yield return dependency;
        if (entry.Table("optional-dependencies") is not { } extras)
            yield break;
        foreach (var dependency in extras.Entries.SelectMany(e => extras.Tables(e.Key)))
            yield return dependency;
    }
}
