using System.Text.Json;
using Pavior.Core;

namespace Pavior.Scan.Tests.Advisories;

/// <summary>What another reader of the same samples (anchore/vunnel, its expected results) makes of them, as lines that both can be put into.</summary>
internal static class VunnelResults
{
    public const string Archive = "data/vuln/feeds/vunnel-provider-fixtures.tar.zst";

    private const string Folder = "tests/unit/providers/";

    /// <summary><c>debian:12 CVE-2025-53603 sope 5.8.0-1+deb12u1</c>; the version is 0 for "never affected" and None for "not fixed".</summary>
    /// <param name="provider">Folder of the provider.</param>
    public static SortedSet<string> Lines(string provider)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, bytes) in DistributionFeedRun.SharedFiles(Archive))
        {
            if (!path.StartsWith(Folder + provider + "/test-fixtures/", StringComparison.Ordinal) || !path.Contains("snapshots/", StringComparison.Ordinal))
                continue;
            using var file = JsonDocument.Parse(bytes);
            if (!file.RootElement.GetProperty("item").TryGetProperty("Vulnerability", out var vulnerability))
                continue;
            var id = vulnerability.GetProperty("Name").GetString();
            foreach (var fix in vulnerability.GetProperty("FixedIn").EnumerateArray())
            {
                var module = fix.TryGetProperty("Module", out var m) && m.ValueKind == JsonValueKind.String && m.GetString() is { Length: > 0 } stream ? $" module {stream}" : "";
                lines.Add($"{vulnerability.GetProperty("NamespaceName").GetString()} {id} {fix.GetProperty("Name").GetString()} {fix.GetProperty("Version").GetString()}{module}");
            }
        }

        return lines;
    }

    /// <summary>Our statements in the same form.</summary>
    /// <param name="advisories">Each covered vulnerability gets a line of its own, as does an advisory without any.</param>
    /// <param name="space">From our ecosystem to the other's name space: <c>Debian:12</c> to <c>debian:12</c>.</param>
    /// <param name="byAdvisory">True where the other one keeps the advisory's id.</param>
    public static SortedSet<string> Lines(IEnumerable<Advisory> advisories, Func<string, string> space, bool byAdvisory = false) =>
        new(
            from advisory in advisories
            from package in advisory.Affected
            from id in byAdvisory || advisory.Covers.Count == 0 ? [advisory.Id] : advisory.Covers
            select $"{space(package.Ecosystem)} {id} {package.Name} {Fix(package)}{(package.Module is null ? "" : $" module {package.Module}")}",
            StringComparer.Ordinal);

    private static string Fix(AffectedPackage package) => package.Status switch
    {
        AffectedStatus.NotAffected => "0",
        AffectedStatus.Affected when package.Vulnerable.Intervals[0].To is { } fix => fix,
        _ => "None",
    };
}
