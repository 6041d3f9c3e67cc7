using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Go;

/// <summary>
/// Modules (<c>v1.2.3-pre+incompatible</c>) as golang.org/x/mod/semver compares them, and the standard library in its own spelling:
/// <c>go1.21rc2</c> is <c>1.21.0-rc.2</c>, as the Go vulnerability database writes it.
/// </summary>
internal sealed class GoVersionOrder : VersionOrder
{
    public static GoVersionOrder Instance { get; } = new();

    public override string Id => "go";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = SemanticVersion.Of(WithoutGo(left));
        var b = SemanticVersion.Of(WithoutGo(right));
        if (a.Numbers.IsEmpty || b.Numbers.IsEmpty)
            return a.Numbers.IsEmpty && b.Numbers.IsEmpty ? VersionText.CompareNatural(a.Text, b.Text) : b.Numbers.IsEmpty.CompareTo(a.Numbers.IsEmpty);
        var order = SemanticVersion.CompareNumbers(a.Numbers, b.Numbers);
        return order != 0 ? order : ComparePrerelease(a, b);
    }

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var parts = SemanticVersion.Of(WithoutGo(version));
        return parts.IsStrict() || (!parts.Numbers.IsEmpty && parts.Build.IsEmpty && (parts.Prerelease.IsEmpty || IsToolchainPrerelease(parts)));
    }

    private static int ComparePrerelease(SemanticVersion left, SemanticVersion right)
    {
        ReadOnlySpan<char> a = left.Prerelease, b = right.Prerelease;
        if (a.IsEmpty || b.IsEmpty)
            return a.IsEmpty.CompareTo(b.IsEmpty);
        var order = SemanticVersion.CompareIdentifier(TakeFirst(left, ref a), TakeFirst(right, ref b));
        return order != 0 ? order : SemanticVersion.CompareIdentifiers(a, b);
    }

    /// <summary>The first identifier; the word alone of a toolchain's <c>rc2</c>.</summary>
    private static ReadOnlySpan<char> TakeFirst(SemanticVersion version, scoped ref ReadOnlySpan<char> rest)
    {
        if (!version.IsJoined || !IsToolchainPrerelease(version))
            return SemanticVersion.TakeIdentifier(ref rest);
        var word = rest[..^DigitsAtEnd(rest)];
        rest = rest[word.Length..];
        return word;
    }

    private static bool IsToolchainPrerelease(SemanticVersion version)
    {
        var digits = DigitsAtEnd(version.Prerelease);
        return version.IsJoined && digits > 0 && version.Prerelease[..^digits] is "rc" or "beta" or "alpha";
    }

    private static int DigitsAtEnd(ReadOnlySpan<char> text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[^(digits + 1)]))
            digits++;
        return digits;
    }

    private static ReadOnlySpan<char> WithoutGo(ReadOnlySpan<char> version) =>
        version.Length > 2 && version.StartsWith("go") && char.IsAsciiDigit(version[2]) ? version[2..] : version;
}
