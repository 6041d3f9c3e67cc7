using System.Globalization;
using Pavior.Core;

namespace Pavior.Reports.Diff;

/// <summary>One package that both targets have, and not in the same way. Which of two versions is newer is not said: that takes the version order of its ecosystem.</summary>
/// <param name="Differences">What is not the same; never empty.</param>
public sealed record PackageChange(Package Before, Package After, IReadOnlyList<Difference> Differences)
{
    /// <summary>True when it only lies elsewhere.</summary>
    public bool IsMove => Differences.All(static d => d.IsPlace);

    /// <summary>Null when nothing that a report shows is different.</summary>
    public static PackageChange? Of(Package before, Package after)
    {
        var differences = new List<Difference>();
        Add("version", FullVersion(before), FullVersion(after));
        Add("qualifiers", Qualifiers(before), Qualifiers(after));
        Add("relation", Words.Of(before.Relation), Words.Of(after.Relation));
        Add("scope", Words.Of(before.Scope), Words.Of(after.Scope));
        Add("owner", before.Owner?.DisplayName ?? "", after.Owner?.DisplayName ?? "");
        Add("layer", Layer(before), Layer(after));
        Add("path", Path(before), Path(after));
        return differences.Count == 0 ? null : new PackageChange(before, after, differences);

        void Add(string what, string one, string other)
        {
            if (one != other)
                differences.Add(new Difference(what, one, other));
        }
    }

    /// <summary>With the epoch, which purls of rpm packages keep beside the version.</summary>
    internal static string FullVersion(Package package) =>
        package.Purl.Qualifier("epoch") is { } epoch ? $"{epoch}:{package.Version}" : package.Version;

    /// <summary>What of the purl is neither version nor release of the distribution.</summary>
    internal static string Qualifiers(Package package)
    {
        var qualifiers = string.Join(' ', package.Purl.Qualifiers.Where(q => q.Key is not ("distro" or "epoch")).Select(q => $"{q.Key}={q.Value}"));
        return package.Purl.Subpath is { Length: > 0 } subpath ? $"{qualifiers} #{subpath}".TrimStart() : qualifiers;
    }

    private static string Layer(Package package) =>
        package.Evidence.Min(e => e.Layer) is { } layer ? layer.ToString(CultureInfo.InvariantCulture) : "";

    private static string Path(Package package) => package.Evidence.Count == 0 ? "" : package.Evidence[0].Path;
}
