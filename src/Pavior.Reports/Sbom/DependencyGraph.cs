using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>
/// Who needs whom, from the names that packages require. Where one file names many packages (a package database, a lock file) a name means one of
/// the same file; where each package has its own file (node_modules, dist-info) it means the nearest of the same type, as the loader finds it.
/// </summary>
internal sealed class DependencyGraph
{
    private const int MaxCandidates = 1_000;

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
        var byName = new Dictionary<(string Type, string Name), List<int>>();
        var perFile = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < packages.Count; i++)
        {
            var key = (packages[i].Purl.Type, Spelling(packages[i].Purl.Type, packages[i].Name));
            if (!byName.TryGetValue(key, out var list))
                byName[key] = list = [];
            list.Add(i);
            foreach (var evidence in packages[i].Evidence)
                perFile[evidence.Path] = perFile.GetValueOrDefault(evidence.Path) + 1;
        }

        var edges = new int[packages.Count][];
        for (var i = 0; i < packages.Count; i++)
            edges[i] = Edges(packages, i, byName, perFile);
        return new DependencyGraph(edges, FindRoots(edges));
    }

    private static int[] Edges(
        IReadOnlyList<Package> packages, int from, Dictionary<(string Type, string Name), List<int>> byName, Dictionary<string, int> perFile)
    {
        var package = packages[from];
        if (package.Requires.Count == 0)
            return [];
        var found = new SortedSet<int>();
        foreach (var name in package.Requires)
        {
            if (Candidates(byName, package.Purl.Type, name) is not { } candidates)
                continue;
            foreach (var evidence in package.Evidence)
            {
                if (perFile[evidence.Path] > 1)
                    AddOfSameFile(packages, candidates, evidence.Path, found);
                else if (Nearest(packages, candidates, evidence.Path) is { } nearest)
                    found.Add(nearest);
            }
        }

        found.Remove(from);
        return [.. found];
    }

    private static List<int>? Candidates(Dictionary<(string Type, string Name), List<int>> byName, string type, string name)
    {
        if (byName.TryGetValue((type, Spelling(type, name)), out var exact))
            return exact;
        var colon = type == "deb" ? name.IndexOf(':', StringComparison.Ordinal) : -1;
        return colon > 0 ? byName.GetValueOrDefault((type, name[..colon])) : null;
    }

    private static void AddOfSameFile(IReadOnlyList<Package> packages, List<int> candidates, string path, SortedSet<int> into)
    {
        foreach (var candidate in candidates.Take(MaxCandidates))
        {
            if (packages[candidate].Evidence.Any(e => e.Path == path))
                into.Add(candidate);
        }
    }

    /// <summary>The candidate whose folder shares the longest way with the path; the first of equals.</summary>
    private static int? Nearest(IReadOnlyList<Package> packages, List<int> candidates, string path)
    {
        int? nearest = null;
        var longest = -1;
        foreach (var candidate in candidates.Take(MaxCandidates))
        {
            foreach (var evidence in packages[candidate].Evidence)
            {
                var shared = SharedFolders(path, evidence.Path);
                if (shared > longest)
                    (longest, nearest) = (shared, candidate);
            }
        }

        return nearest;
    }

    private static int SharedFolders(string a, string b)
    {
        var folder = 0;
        for (var i = 0; i < a.Length && i < b.Length && a[i] == b[i]; i++)
        {
            if (a[i] is '/' or '!')
                folder = i + 1;
        }

        return folder;
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
