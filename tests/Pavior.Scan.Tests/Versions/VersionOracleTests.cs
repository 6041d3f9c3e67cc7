using Pavior.Scan.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Versions;

/// <summary>Every pair of versions of which the ecosystem's own tool, or OSV's own test data, says how they compare.</summary>
public sealed class VersionOracleTests
{
    /// <summary>Rows of OSV's data in which the ecosystem's own tool, run on them, says otherwise; we say what the tool says.</summary>
    private static readonly Dictionary<string, string[]> ToolSaysOtherwise = new()
    {
        // Maven 3.8.7's ComparableVersion: a list is older than a number, words before digits are compared as words, not before.
        ["maven-versions.txt"] = ["1-1 = 1-ga-1"],
        ["maven-versions-generated.txt"] =
        [
            "1.0.0-RC16 < 1.0.0.RC8-beta", "6.1.12.rc5 < 6.1.12rc1", "1.1.31.sec10 < 1.1.31_noneautotype", "1.2.31.sec10 < 1.2.31_noneautotype",
            "1.2.67.sec10 < 1.2.67_noneautotype", "1.0.0rc0 < 1.0.beta8",
        ],

        // composer/semver fills up to four numbers, knows stabilities in capitals, and drops "stable"; OSV compares the raw text.
        // The last row is no version to Composer, and no order can have it: 1.2.3.# = 1.2.3 stands beside it, and 1.2.3 < 1.2.3.1.
        ["packagist-versions.txt"] = ["1.0.0 > 1.0", "1.2.3.# = 1.2.3.1"],
        ["packagist-versions-generated.txt"] =
        [
            "v1.9.0-ALPHA.1 = v1.9.0-BETA.1", "v1.9.0-ALPHA.2 = v1.9.0-BETA.2", "5.1.0-stable < 5.1.0-beta2", "v6.5 < v6.5.0-beta-0", "v6.6 < v6.6.0-beta",
        ],
    };

    [Theory]
    [InlineData("apk.tsv", "apk")]
    [InlineData("cargo.tsv", "cargo")]
    [InlineData("composer.tsv", "composer")]
    [InlineData("deb.tsv", "deb")]
    [InlineData("gem.tsv", "gem")]
    [InlineData("go.tsv", "golang")]
    [InlineData("maven.tsv", "maven")]
    [InlineData("npm.tsv", "npm")]
    [InlineData("nuget.tsv", "nuget")]
    [InlineData("pypi.tsv", "pypi")]
    [InlineData("rpm.tsv", "rpm")]
    [InlineData("alpine-versions.txt", "apk")]
    [InlineData("alpine-versions-generated.txt", "apk")]
    [InlineData("cran-versions.txt", "cran")]
    [InlineData("cran-versions-generated.txt", "cran")]
    [InlineData("debian-versions.txt", "deb")]
    [InlineData("debian-versions-generated.txt", "deb")]
    [InlineData("hackage-versions.txt", "hackage")]
    [InlineData("maven-versions.txt", "maven")]
    [InlineData("maven-versions-generated.txt", "maven")]
    [InlineData("nuget-versions.txt", "nuget")]
    [InlineData("packagist-versions.txt", "composer")]
    [InlineData("packagist-versions-generated.txt", "composer")]
    [InlineData("pub-versions.txt", "pub")]
    [InlineData("pypi-versions.txt", "pypi")]
    [InlineData("pypi-versions-generated.txt", "pypi")]
    [InlineData("redhat-versions.txt", "rpm")]
    [InlineData("rubygems-versions.txt", "gem")]
    [InlineData("rubygems-versions-generated.txt", "gem")]
    [InlineData("semver-versions.txt", "npm")]
    [InlineData("semver-versions.txt", "golang")]
    [InlineData("semver-versions.txt", "cargo")]
    public void Every_pair_compares_as_its_oracle_says(string file, string type)
    {
        var pairs = VersionCorpus.Pairs(file);
        Assert.SkipWhen(pairs is null, $"{file} is not in the shared folder");
        var refused = ToolSaysOtherwise.GetValueOrDefault(file, []);
        var agreed = pairs!.Where(p => !refused.Contains(p.ToString())).ToArray();
        var wrong = VersionCorpus.Disagreements(VersionOrders.OfType(type)!, agreed);

        Assert.True(wrong.Length == 0, $"{wrong.Length} of {agreed.Length}:\n{string.Join('\n', wrong.Take(20))}");
        Assert.Equal(refused.Length, pairs!.Count - agreed.Length);
    }
}
