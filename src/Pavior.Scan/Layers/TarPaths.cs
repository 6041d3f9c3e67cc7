namespace Pavior.Scan.Layers;

/// <summary>Paths inside a target: relative, '/'-separated, without dot segments.</summary>
internal static class TarPaths
{
    /// <summary>Links followed for one path; Linux gives up at 40 as well.</summary>
    public const int MaxLinks = 40;

    /// <summary>Folders of a path that is followed: the deepest that layers may have, and one for each link that may stand in place of one.</summary>
    private const int MaxDepth = 168;

    /// <summary>Drops leading slashes, empty and dot segments, and clamps <c>..</c> at the root.</summary>
    public static string Normalize(string path) => Join([], path);

    /// <summary>The folder that holds a path; empty at the root.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    /// <summary>What a link's target means from where the link lies.</summary>
    public static string ResolveLink(string linkPath, string target)
    {
        if (target.StartsWith('/'))
            return Normalize(target);
        var slash = linkPath.LastIndexOf('/');
        return Join(slash < 0 ? [] : linkPath[..slash].Split('/'), target);
    }

    /// <summary>The path with every link on the way followed; null for a loop, and for one so deep that nothing can be there.</summary>
    public static string? Follow(string path, Func<string, string?> linkAt)
    {
        for (var followed = 0; followed <= MaxLinks; followed++)
        {
            var next = FollowOne(path, linkAt);
            if (next is null)
                return path;
            if (next.AsSpan().Count('/') > MaxDepth)
                return null;
            path = next;
        }

        return null;
    }

    private static string? FollowOne(string path, Func<string, string?> linkAt)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); ; end = path.IndexOf('/', end + 1))
        {
            var part = end < 0 ? path : path[..end];
            if (linkAt(part) is { } target)
                return Normalize(ResolveLink(part, target) + (end < 0 ? "" : path[end..]));
            if (end < 0)
                return null;
        }
    }

    private static string Join(IEnumerable<string> start, string path)
    {
        var segments = new List<string>(start);
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                if (segments.Count > 0)
                    segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }
}
