using Pavior.Core;

namespace Pavior.Scan.Java;

/// <summary>One gap for all artifacts of a file whose versions stand elsewhere: hundreds of gaps would say no more.</summary>
internal static class UnresolvedVersions
{
    /// <summary>Coordinates that the gap names.</summary>
    private const int MaxNamed = 20;

    public static Gap Gap(string path, string decider, SortedSet<string> coordinates)
    {
        var named = string.Join(", ", coordinates.Take(MaxNamed));
        var more = coordinates.Count > MaxNamed ? $" and {coordinates.Count - MaxNamed} more" : "";
        return new Gap(path, GapKind.Unsupported, $"{path}: {decider} decides the versions of {named}{more}");
    }
}
