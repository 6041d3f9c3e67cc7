using System.Diagnostics.CodeAnalysis;
using Pavior.Core;

namespace Pavior.Scan.Java;

/// <summary>What names a Maven artifact; any part may be unknown.</summary>
internal readonly record struct MavenId(string? Group, string? Artifact, string? Version)
{
    /// <summary>Characters of one part; the longest group ids have some 80.</summary>
    private const int MaxPart = 256;

    public bool IsComplete => IsPart(Group) && IsPart(Artifact) && IsPart(Version);

    /// <summary>
    /// <c>pkg:maven</c> needs its namespace. Where no group is known the file is still named, as <c>pkg:generic</c>: a group made up
    /// from the artifact's name would match advisories of something else.
    /// </summary>
    public PackageUrl ToPurl() => Group is null
        ? new PackageUrl("generic", null, Artifact!, Version)
        : new PackageUrl("maven", Group, Artifact!, Version);

    /// <summary>True for text that can be a part of a coordinate: no spaces, no unresolved <c>${expression}</c>, no path.</summary>
    public static bool IsPart([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxPart)
            return false;
        foreach (var c in text)
        {
            if (c <= ' ' || c == 0x7f || c is '$' or '{' or '}' or '/' or '\\' or ':' or '"' or '<' or '>' or '@' or '?' or '*' or '!')
                return false;
        }

        return true;
    }

    public override string ToString() => $"{Group}:{Artifact}:{Version}";
}
