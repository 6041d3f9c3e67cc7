using System.Collections.Frozen;
using System.Globalization;

namespace Pavior.Scan.Java;

/// <summary>
/// Group ids of widely used artifacts whose jars do not say them: those whose name belongs to one project only. Facts from the
/// projects' published coordinates; an artifact that several groups publish under one name is not here.
/// </summary>
internal static class KnownGroups
{
    private static readonly FrozenDictionary<string, string> Exact = Load(KnownGroupsTable.Exact).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Before, int Major, string After)> Moved = LoadMoved();

    /// <summary>Longest prefix first.</summary>
    private static readonly KeyValuePair<string, string>[] Prefixes =
        [.. Load(KnownGroupsTable.Prefixes).OrderByDescending(p => p.Key.Length).ThenBy(p => p.Key, StringComparer.Ordinal)];

    /// <summary>Null when the artifact is not known, or its group depends on a version that is not known.</summary>
    public static string? Find(string artifact, string? version)
    {
        if (Exact.TryGetValue(artifact, out var group))
            return group;
        if (Moved.TryGetValue(artifact, out var moved) || TryMovedPrefix(artifact, out moved))
            return Major(version) is not { } major ? null : major < moved.Major ? moved.Before : moved.After;
        foreach (var (prefix, prefixGroup) in Prefixes)
        {
            if (artifact.StartsWith(prefix, StringComparison.Ordinal))
                return prefixGroup;
        }

        return null;
    }

    /// <summary>Every artifact and beginning of the tables; a test looks for doubles.</summary>
    public static IEnumerable<string> Names() =>
        Load(KnownGroupsTable.Exact).Concat(Load(KnownGroupsTable.Prefixes)).Select(p => p.Key).Concat(Moved.Keys);

    private static bool TryMovedPrefix(string artifact, out (string Before, int Major, string After) moved)
    {
        var dash = artifact.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0)
            return Moved.TryGetValue(artifact[..(dash + 1)], out moved);
        moved = default;
        return false;
    }

    private static int? Major(string? version)
    {
        if (version is null)
            return null;
        var end = version.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? version.AsSpan() : version.AsSpan(0, end);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    /// <summary>Lines <c>group artifact artifact ...</c>.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Load(string table)
    {
        foreach (var words in Lines(table))
        {
            foreach (var artifact in words.Skip(1))
                yield return new(artifact, words[0]);
        }
    }

    private static FrozenDictionary<string, (string Before, int Major, string After)> LoadMoved()
    {
        var moved = new Dictionary<string, (string Before, int Major, string After)>(StringComparer.Ordinal);
        foreach (var words in Lines(KnownGroupsTable.Moved))
        {
            foreach (var artifact in words.Skip(3))
                moved.Add(artifact, (words[0], int.Parse(words[1], CultureInfo.InvariantCulture), words[2]));
        }

        return moved.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<string[]> Lines(string table) => table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
