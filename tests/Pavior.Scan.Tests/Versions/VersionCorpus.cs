using Pavior.Core;
using Pavior.Testing;

namespace Pavior.Scan.Tests.Versions;

/// <summary>Pairs of versions and what the ecosystem's own tool says of them, from the shared folder.</summary>
internal static class VersionCorpus
{
    private const string Folder = "data/vuln/versions";

    /// <summary>Null where the file is not there.</summary>
    public static IReadOnlyList<VersionPair>? Pairs(string file) =>
        SharedFolder.TryFind($"{Folder}{(file.EndsWith(".tsv", StringComparison.Ordinal) ? "" : "-osv")}/{file}") is not { } path ? null
        : file.EndsWith(".tsv", StringComparison.Ordinal) ? Table(path)
        : Lines(path);

    /// <summary>Version, range and whether the one satisfies the other.</summary>
    public static IReadOnlyList<(string Version, string Range, bool Satisfies)>? Ranges(string file) =>
        SharedFolder.TryFind($"{Folder}/{file}") is not { } path ? null
        : [.. File.ReadLines(path).Skip(1).Select(l => l.Split('\t')).Where(f => f.Length > 3).Select(f => (f[0], f[1], f[2] == "1"))];

    /// <summary>What an order says against its oracle, a line for each disagreement.</summary>
    public static string[] Disagreements(VersionOrder order, IEnumerable<VersionPair> pairs) =>
    [
        .. from pair in pairs
           let forth = order.Compare(pair.Left, pair.Right)
           let back = order.Compare(pair.Right, pair.Left)
           where Math.Sign(forth) != pair.Expected || Math.Sign(back) != -pair.Expected
           select $"{pair}, and not {Sign(forth)} (back: {Sign(back)})",
    ];

    private static VersionPair[] Table(string path) =>
    [
        .. File.ReadLines(path).Skip(1).Select(l => l.Split('\t')).Where(f => f.Length > 2)
            .Select(f => new VersionPair(f[0], f[1], int.Parse(f[2], System.Globalization.CultureInfo.InvariantCulture))),
    ];

    private static VersionPair[] Lines(string path) =>
    [
        .. File.ReadLines(path)
            .Where(l => l.Length > 0 && l[0] != '#' && !l.StartsWith("//", StringComparison.Ordinal))
            .Select(l => l.Split(' '))
            .Select(f => f is [var left, "<" or "=" or ">", var right]
                ? new VersionPair(left, right, f[1] == "<" ? -1 : f[1] == "=" ? 0 : 1)
                : throw new InvalidDataException($"{path}: {string.Join(' ', f)}")),
    ];

    private static char Sign(int order) => order < 0 ? '<' : order > 0 ? '>' : '=';
}
