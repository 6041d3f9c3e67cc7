namespace Pavior.Core;

/// <summary>Which policy a verdict was made by.</summary>
/// <param name="Name">The file as it was named, or <see cref="BuiltInName"/>.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
public sealed record PolicyInfo(string Name, Digest Digest)
{
    public const string BuiltInName = "built-in";

    public bool IsBuiltIn => Name == BuiltInName;
}
