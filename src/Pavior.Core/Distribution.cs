namespace Pavior.Core;

/// <summary>The operating system of a target, from os-release(5).</summary>
/// <param name="Id"><c>ID</c>, lower case: debian, alpine, rhel.</param>
/// <param name="VersionId"><c>VERSION_ID</c>; empty for rolling releases.</param>
/// <param name="PrettyName"><c>PRETTY_NAME</c>, for people.</param>
public sealed record Distribution(string Id, string VersionId, string PrettyName)
{
    /// <summary><c>VERSION_CODENAME</c>: bookworm, noble.</summary>
    public string? Codename { get; init; }

    /// <summary><c>ID_LIKE</c>, split: the families whose package format and advisories may apply.</summary>
    public IReadOnlyList<string> IdLike { get; init; } = [];

    /// <summary>The value of the purl qualifier <c>distro</c>: <c>debian-12</c>.</summary>
    public string PurlQualifier => VersionId.Length == 0 ? Id : $"{Id}-{VersionId}";
}
