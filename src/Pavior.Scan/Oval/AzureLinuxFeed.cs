using Pavior.Core;

namespace Pavior.Scan.Oval;

/// <summary>Azure Linux, once CBL-Mariner, a document for each release, a definition for each vulnerability of a source package.</summary>
internal sealed class AzureLinuxFeed : OvalFeed
{
    /// <summary>What stands before the number of the release in the versions of its packages.</summary>
    private static readonly string[] Tags = [".azl", ".cm"];

    public override string Id => "azure-linux";

    public override string Title => "Azure Linux OVAL";

    protected override IReadOnlyList<string> Marks { get; } = ["CBL-Mariner OVAL", "Azure Linux OVAL", "com.microsoft.cbl-mariner", "com.microsoft.azurelinux"];

    protected override bool NamesSources => true;

    /// <summary>The documents ask for no platform; the versions tell the release.</summary>
    protected override string Ecosystem(OvalTest? platform) => "Azure Linux";

    protected override (string Id, IReadOnlyList<string> Covers)? TryName(OvalDefinition definition) =>
        Cves(definition) is [var id, ..] ? (id, []) : null;

    protected override List<AffectedPackage> Adapt(OvalDefinition definition, List<AffectedPackage> affected)
    {
        var adapted = new List<AffectedPackage>(affected.Count);
        foreach (var package in affected)
        {
            if (Release(package.Vulnerable.Intervals[0]) is not { } release)
                continue;
            var statement = package with { Ecosystem = $"Azure Linux:{release}" };
            // "Not applicable" is what never was, or no longer is, in the package.
            adapted.Add(definition.Patchable == "Not Applicable"
                ? statement with { Status = AffectedStatus.NotAffected, Vulnerable = VersionRange.All }
                : statement);
        }

        return adapted;
    }

    /// <summary>3 of <c>2.6.7-3.azl3</c>.</summary>
    private static string? Release(VersionInterval interval)
    {
        var version = interval.To ?? interval.From ?? "";
        foreach (var tag in Tags)
        {
            if (version.LastIndexOf(tag, StringComparison.Ordinal) is >= 0 and var at && version[(at + tag.Length)..] is { Length: > 0 and < 4 } digits
                && digits.All(char.IsAsciiDigit))
            {
                return digits;
            }
        }

        return null;
    }
}
