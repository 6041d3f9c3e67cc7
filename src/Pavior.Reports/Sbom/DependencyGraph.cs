using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>
/// Who needs whom, from the names that packages require. Where one file names many packages (a package database, a lock file) a name means one of
/// the same file; where each package has its own file (node_modules, dist-info) it means the nearest of the same type, as the loader finds it.
/// </summary>
internal sealed class DependencyGraph
{
    /// <summary>Edges of one graph; from there on a requirement means the first of several packages of its name in a file, no longer each.</summary>
    private const int MaxEdges = 2_000_000;

    /// <summary>Places of packages times what they require; from there on the first place of a package speaks for all.</summary>
    private const int MaxLooks = 4_000_000;

    private readonly int[][] _edges;

    private DependencyGraph(int[][] edges, int[] roots)
    {
        _edges = edges;
        Roots = roots;
    }

    /// <summary>Packages from which every other can be reached: those that nobody needs, and one of each circle that nobody else reaches. In order.</summary>
    public IReadOnlyList<int> Roots { get; }

    /// <summary>Indices of the packages that this one needs, in order, without itself.</summary>
    public IReadOnlyList<int> NeededBy(int package) => _edges[package];

    public static DependencyGraph Of(IReadOnlyList<Package> packages)
    {
        var names = new PackageNameIndex(packages, Spelling);
        var edges = new int[packages.Count][];
        var room = MaxEdges;
        var looks = MaxLooks;
        for (var i = 0; i < packages.Count; i++)
        {
            edges[i] = Edges(packages[i], i, names, room, ref looks);
            room = Math.Max(0, room - edges[i].Length);
        }

        return new DependencyGraph(edges, FindRoots(edges));
    }

    private static int[] Edges(Package package, int from, PackageNameIndex names, int room, ref int looks)
    {
        if (package.Requires.Count == 0)
            return [];
        var found = new HashSet<int>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in package.Requires)
        {
            if (!asked.Add(name) || Known(names, package.Purl.Type, name) is not { } known)
                continue;
            string? last = null;
            foreach (var evidence in package.Evidence)
            {
                // Evidence is in the order of its path: the lines of one file stand together.
                if (evidence.Path == last)
                    continue;
                last = evidence.Path;
                AddMeant(names, known, evidence.Path, found, room);
                if (--looks < 0)
                    break;
            }
        }

        found.Remove(from);
        int[] sorted = [.. found];
        Array.Sort(sorted);
        return sorted;
    }

    private static void AddMeant(PackageNameIndex names, int name, string path, HashSet<int> into, int room)
    {
        if (!names.IsShared(path))
        {
            if (names.Nearest(name, path) is { } nearest)
                into.Add(nearest);
            return;
        }

        foreach (var candidate in names.InFile(name, path))
        {
            into.Add(candidate);
            if (into.Count > room)
                return;
        }
    }

    private static int? Known(PackageNameIndex names, string type, string name)
    {
        if (names.Find(type, Spelling(type, name)) is { } exact)
            return exact;
        var colon = type == "deb" ? name.IndexOf(':', StringComparison.Ordinal) : -1;
        return colon > 0 ? names.Find(type, name[..colon]) : null;
    }

    private static string Spelling(string type, string name) => type switch
    {
        "pypi" => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'),
        "nuget" or "composer" => name.ToLowerInvariant(),
        _ => name,
    };

    private static int[] FindRoots(int[][] edges)
    {
        var needed = new bool[edges.Length];
        foreach (var list in edges)
        {
            foreach (var to in list)
                needed[to] = true;
        }

        var roots = new List<int>();
        var reached = new bool[edges.Length];
        for (var i = 0; i < edges.Length; i++)
        {
            if (!needed[i])
                Reach(edges, i, reached, roots);
        }

        for (var i = 0; i < edges.Length; i++)
        {
            if (!reached[i])
                Reach(edges, i, reached, roots);
        }

        roots.Sort();
        return [.. roots];
    }

    private static void Reach(int[][] edges, int root, bool[] reached, List<int> roots)
    {
        roots.Add(root);
        reached[root] = true;
        var open = new Stack<int>([root]);
        while (open.TryPop(out var from))
        {
            foreach (var to in edges[from])
            {
                if (reached[to])
                    continue;
                reached[to] = true;
                open.Push(to);
            }
        }
    }
}
