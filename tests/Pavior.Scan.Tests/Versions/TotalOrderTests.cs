using Pavior.Core;
using Pavior.Scan.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Versions;

/// <summary>An order is one when it has a place for everything: then ranges can be sorted, merged and searched.</summary>
public sealed class TotalOrderTests
{
    private const int MaxVersions = 1_500;

    /// <summary>Strings that nobody would call a version, and those on which tools contradict themselves.</summary>
    private static readonly string[] Odd =
    [
        "", " ", "0", "00", "v", "v1", "V1.0", "=1", "1.", "1..", ".1", "1-", "1--", "-1", "1-0-1", "1-0-alpha", "1-sp", "1.sp.1", "1-alpha", "1-ga-1", "1.0.alpha.1",
        "1~", "1^", "1~^", "1+", "1+a", "a", "A", "ä", "１", "\0", "1\0", "1:2:3", ":1", "1:", "-", "~", "1.0.0-", "1.0.0-+", "1.0.0-a..b", "1-r", "1-r-0", "1_", "1_x",
        "1.2.3.#", "1.2.3.#.1", "1.2.3.1", "dev-a", "dev-", "master", "1.x-dev", "20100102", "2010-01-02", "1!2", "1!", "1.0+", "1.0+a.", "1.0.post", "1.0-1", "1.0rc", "1.0.r",
        "99999999999999999999999999999999999999", "1.0.0-99999999999999999999", "1.0.0--5", "1.0.0-0", "1.0.0-00", "\ud800", "1.0.0-\ud800", "latest", "1.0 as 2.0", "1@dev",
    ];

    public static TheoryData<string> Orders => new(VersionOrders.All.Select(o => o.Id));

    [Theory]
    [MemberData(nameof(Orders))]
    public void Every_two_versions_of_the_corpus_have_one_order_that_holds_through_a_third(string id)
    {
        var order = VersionOrders.All.Single(o => o.Id == id);
        var versions = Versions(id);
        Array.Sort(versions, (a, b) => order.Compare(a, b) is var c and not 0 ? c : string.CompareOrdinal(a, b));
        var ranks = new int[versions.Length];
        for (var i = 1; i < versions.Length; i++)
            ranks[i] = ranks[i - 1] + (order.Compare(versions[i - 1], versions[i]) == 0 ? 0 : 1);

        // Were there a cycle, some pair would not agree with any ranks at all.
        var wrong = new List<string>();
        for (var i = 0; i < versions.Length && wrong.Count < 20; i++)
        {
            for (var j = 0; j < versions.Length; j++)
            {
                if (Math.Sign(order.Compare(versions[i], versions[j])) != ranks[i].CompareTo(ranks[j]))
                    wrong.Add($"'{versions[i]}' '{versions[j]}': {order.Compare(versions[i], versions[j])}, ranks {ranks[i]} {ranks[j]}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_comparison_allocates_nothing(string id)
    {
        var order = VersionOrders.All.Single(o => o.Id == id);
        var versions = Versions(id).Take(100).ToArray();
        Compare(order, versions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Compare(order, versions);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_long_version_takes_time_in_proportion(string id)
    {
        var order = VersionOrders.All.Single(o => o.Id == id);
        foreach (var part in new[] { "0.", "0-", "1.", "a", "a1", "-", ".", "0", "9", "~", "1:", "-a.", "_p", "1!", "+", "x.", "a.0." })
        {
            var text = "1." + string.Concat(Enumerable.Repeat(part, 200_000));

            Assert.Equal(0, order.Compare(text, text));
            Assert.NotEqual(2, order.Compare(text, text + "1"));
            _ = order.IsValid(text);
        }
    }

    [Fact]
    public void Each_order_has_a_name_of_its_own() =>
        Assert.Equal(VersionOrders.All.Count, VersionOrders.All.Select(o => o.Id).Distinct().Count());

    private static int Compare(VersionOrder order, string[] versions)
    {
        var sum = 0;
        foreach (var left in versions)
        {
            foreach (var right in versions)
                sum += order.Compare(left, right) + order.CompareToEnd(left, right);
        }

        return sum;
    }

    /// <summary>The odd ones and, where the shared folder is, some from all over its corpora of this order.</summary>
    private static string[] Versions(string id)
    {
        string[] files = id switch
        {
            "apk" => ["apk.tsv", "alpine-versions.txt", "alpine-versions-generated.txt"],
            "composer" => ["composer.tsv", "packagist-versions.txt", "packagist-versions-generated.txt"],
            "deb" => ["deb.tsv", "debian-versions.txt", "debian-versions-generated.txt"],
            "gem" => ["gem.tsv", "rubygems-versions.txt", "rubygems-versions-generated.txt"],
            "go" => ["go.tsv"],
            "maven" => ["maven.tsv", "maven-versions.txt", "maven-versions-generated.txt"],
            "nuget" => ["nuget.tsv", "nuget-versions.txt"],
            "pep440" => ["pypi.tsv", "pypi-versions.txt", "pypi-versions-generated.txt"],
            "rpm" or "alpm" => ["rpm.tsv", "redhat-versions.txt"],
            "semver" => ["npm.tsv", "cargo.tsv", "semver-versions.txt"],
            "cran" => ["cran-versions.txt", "cran-versions-generated.txt"],
            "hackage" => ["hackage-versions.txt"],
            _ => ["pub-versions.txt", "semver-versions.txt"],
        };
        var versions = files
            .SelectMany(f => VersionCorpus.Pairs(f) ?? [])
            .SelectMany(p => new[] { p.Left, p.Right })
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var step = Math.Max(1, versions.Length / MaxVersions);
        return [.. versions.Where((_, i) => i % step == 0).Concat(Odd).Distinct(StringComparer.Ordinal)];
    }
}
