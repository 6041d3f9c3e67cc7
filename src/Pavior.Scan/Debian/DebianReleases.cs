namespace Pavior.Scan.Debian;

/// <summary>Debian's releases: its lists call them by their names, advisories in the OSV form by their numbers.</summary>
internal static class DebianReleases
{
    /// <summary>The release that never is one; its code name is sid.</summary>
    public const string Unstable = "Debian:unstable";

    /// <summary>What a note without release is written down as, until it is known which releases have one of their own.</summary>
    public const string Unnamed = "Debian";

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<DebianRelease> All { get; } =
    [
        new("slink", "Debian:2.1", 2000),
        new("potato", "Debian:2.2", 2003),
        new("woody", "Debian:3.0", 2006),
        new("sarge", "Debian:3.1", 2008),
        new("etch", "Debian:4", 2010),
        new("lenny", "Debian:5", 2012),
        new("squeeze", "Debian:6", 2016),
        new("wheezy", "Debian:7", 2018),
        new("jessie", "Debian:8", 2020),
        new("stretch", "Debian:9", 2022),
        new("buster", "Debian:10", 2024),
        new("bullseye", "Debian:11", 2026),
        new("bookworm", "Debian:12", 2028),
        new("trixie", "Debian:13", 2030),
        new("forky", "Debian:14", int.MaxValue),
        new("duke", "Debian:15", int.MaxValue),
    ];

    private static readonly Dictionary<string, string> ByName =
        All.Select(r => (r.Name, r.Ecosystem)).Append(("sid", Unstable)).Append(("unstable", Unstable)).ToDictionary(StringComparer.Ordinal);

    /// <summary>A release that is newer than this program keeps its name. Null for what cannot be one.</summary>
    public static string? Ecosystem(string name)
    {
        if (ByName.TryGetValue(name, out var ecosystem))
            return ecosystem;
        return name.Length is > 0 and < 32 && name.All(char.IsAsciiLetterLower) ? $"{Unnamed}:{name}" : null;
    }
}
