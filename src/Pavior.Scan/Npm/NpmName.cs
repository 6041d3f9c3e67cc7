using System.Buffers;
using Pavior.Core;

namespace Pavior.Scan.Npm;

/// <summary>Names of npm packages: <c>name</c> or <c>@scope/name</c>, as the registry ever took them (validate-npm-package-name, old packages).</summary>
internal static class NpmName
{
    /// <summary>The registry's own limit.</summary>
    public const int MaxLength = 214;

    /// <summary>What <c>encodeURIComponent</c> leaves as it is.</summary>
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()");

    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength)
            return false;
        if (name[0] != '@')
            return IsPart(name) && name is not ("node_modules" or "favicon.ico");
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 1 && !name.AsSpan(1, slash - 1).ContainsAnyExcept(Letters) && IsScopedPart(name.AsSpan(slash + 1));
    }

    /// <summary>The package URL of a valid name; the version may be null.</summary>
    public static PackageUrl Purl(string name, string? version, KeyValuePair<string, string>? qualifier = null)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return new PackageUrl(
            "npm",
            slash < 0 ? null : name[..slash],
            name[(slash + 1)..],
            version,
            qualifier is { } one ? [one] : null);
    }

    /// <summary>Splits <c>name@rest</c> at the first <c>@</c> that is not the scope's; the rest is empty when there is none.</summary>
    public static (string Name, string Version) SplitAtVersion(string text)
    {
        var at = text.Length < 2 ? -1 : text.IndexOf('@', 1);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    /// <summary>The name behind an alias: of <c>"a": "npm:b@^1"</c> it is <c>b</c>, of every other requirement the name itself.</summary>
    public static string Resolve(string name, string? requirement)
    {
        if (requirement is null || !requirement.StartsWith("npm:", StringComparison.Ordinal))
            return name;
        // Without a version behind it, Yarn means a tag or range of the package itself.
        var (real, version) = SplitAtVersion(requirement[4..]);
        return version.Length > 0 && IsValid(real) ? real : name;
    }

    private static bool IsPart(ReadOnlySpan<char> part) => !part.IsEmpty && part[0] is not ('.' or '_') && !part.ContainsAnyExcept(Letters);

    private static bool IsScopedPart(ReadOnlySpan<char> part) => !part.IsEmpty && part[0] != '.' && !part.ContainsAnyExcept(Letters);
}
