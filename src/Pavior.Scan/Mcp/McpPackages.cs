using System.Buffers;
using Pavior.Core;
using Pavior.Scan.Npm;

namespace Pavior.Scan.Mcp;

/// <summary>Turns what package runners are given (<c>name@1.0.0</c>, <c>name==1.0</c>, a git address) into package URLs. Nothing else of it is kept.</summary>
internal static class McpPackages
{
    /// <summary>What may follow a name in a requirement (PEP 508).</summary>
    private static readonly System.Buffers.SearchValues<char> EndOfName = System.Buffers.SearchValues.Create("[=<>!~@; ");

    private const int MaxPart = 256;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly SearchValues<char> VersionLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+!");

    public static McpLaunch? Npm(string requirement)
    {
        if (GitHub(requirement) is { } git)
            return git;
        var (name, version) = NpmName.SplitAtVersion(requirement);

        // A file of the package may follow, as Deno allows: name@1.0.0/bin.
        if (version.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
            version = version[..slash];
        if (!NpmName.IsValid(name))
            return null;
        var clean = NpmVersion.Clean(version);
        return new McpLaunch(NpmName.Purl(name, clean), clean is not null);
    }

    public static McpLaunch? Jsr(string requirement)
    {
        var (name, version) = NpmName.SplitAtVersion(requirement);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (!name.StartsWith('@') || !NpmName.IsValid(name))
            return null;
        var clean = NpmVersion.Clean(version);
        return new McpLaunch(new PackageUrl("jsr", name[..slash], name[(slash + 1)..], clean), clean is not null);
    }

    /// <summary>A requirement by PEP 508, or uv's <c>name@version</c>.</summary>
    public static McpLaunch? PyPi(string requirement)
    {
        if (GitHub(requirement) is { } git)
            return git;
        var end = requirement.AsSpan().IndexOfAny(EndOfName);
        var name = end < 0 ? requirement : requirement[..end];
        if (!IsPart(name))
            return null;
        var rest = end < 0 ? "" : requirement[end..];
        if (rest.StartsWith('['))
            rest = rest[(rest.IndexOf(']', StringComparison.Ordinal) + 1)..];
        rest = rest.Trim();
        var version = rest.StartsWith("===", StringComparison.Ordinal) ? rest[3..]
            : rest.StartsWith("==", StringComparison.Ordinal) ? rest[2..]
            : rest.StartsWith('@') ? rest[1..]
            : "";
        version = version.Trim();
        var isPinned = version.Length > 0 && version.Length <= MaxPart && char.IsAsciiDigit(version[0]) && !version.AsSpan().ContainsAnyExcept(VersionLetters);
        return new McpLaunch(new PackageUrl("pypi", null, name, isPinned ? version : null), isPinned);
    }

    public static McpLaunch? NuGet(string requirement, string? version)
    {
        var at = requirement.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? requirement : requirement[..at];
        version ??= at < 0 ? "" : requirement[(at + 1)..];
        if (!IsPart(name))
            return null;
        var isPinned = version.Length is > 0 and <= MaxPart && char.IsAsciiDigit(version[0]) && !version.AsSpan().ContainsAnyExcept(VersionLetters);
        return new McpLaunch(new PackageUrl("nuget", null, name, isPinned ? version : null), isPinned);
    }

    /// <summary><c>github:owner/name#ref</c>, <c>git+https://github.com/owner/name.git@ref</c>; only a full commit holds still.</summary>
    private static McpLaunch? GitHub(string text)
    {
        const string Host = "github.com/";
        var place = text;
        if (text.StartsWith("github:", StringComparison.Ordinal))
        {
            place = text[7..];
        }
        else if (text.StartsWith("git+", StringComparison.Ordinal) || text.StartsWith("https://" + Host, StringComparison.Ordinal))
        {
            var host = text.IndexOf(Host, StringComparison.Ordinal);
            if (host < 0)
                return null;
            place = text[(host + Host.Length)..];
        }
        else if (text.StartsWith('@') || text.Count(c => c == '/') != 1)
        {
            return null;
        }

        var separator = place.AsSpan().IndexOfAny('#', '@', '?');
        var reference = separator < 0 ? "" : place[(separator + 1)..];
        var parts = (separator < 0 ? place : place[..separator]).Split('/');
        if (parts.Length < 2 || !IsPart(parts[0]) || parts[0].StartsWith('.'))
            return null;
        var name = parts[1].EndsWith(".git", StringComparison.Ordinal) ? parts[1][..^4] : parts[1];
        if (!IsPart(name))
            return null;
        var end = reference.AsSpan().IndexOfAny('#', '?');
        reference = end < 0 ? reference : reference[..end];
        var isCommit = reference.Length is 40 or 64 && reference.All(char.IsAsciiHexDigit);
        return new McpLaunch(new PackageUrl("github", parts[0], name, isCommit ? reference : null), isCommit);
    }

    private static bool IsPart(string text) => text.Length is > 0 and <= MaxPart && !text.AsSpan().ContainsAnyExcept(Letters) && text is not ("." or "..");
}
