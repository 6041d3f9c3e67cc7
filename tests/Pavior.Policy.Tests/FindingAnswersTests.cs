using Pavior.Core;
using Pavior.Formats.Vex;
using Pavior.Policy.Vex;
using Pavior.Testing;
using Xunit;

namespace Pavior.Policy.Tests;

/// <summary>Waivers and VEX documents on the sample image.</summary>
public sealed class FindingAnswersTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData("id: CVE-2026-0001", "CVE-2026-0001 nginx, CVE-2026-0001 libc6")]
    [InlineData("id: ghsa-AAAA-bbbb-cccc", "CVE-2026-0001 nginx, CVE-2026-0001 libc6")]
    [InlineData("id: CVE-2026-0001, package: pkg:deb/debian/nginx", "CVE-2026-0001 nginx")]
    [InlineData("id: CVE-2026-0001, package: 'pkg:deb/debian/nginx@1.22.*'", "CVE-2026-0001 nginx")]
    [InlineData("id: CVE-2026-0001, package: 'pkg:deb/debian/nginx@1.23.*'", "")]
    [InlineData("id: CVE-2026-0001, package: 'pkg:deb/*'", "CVE-2026-0001 nginx, CVE-2026-0001 libc6")]
    [InlineData("package: 'pkg:npm/@babel/core'", "MAL-2026-0001 @babel/core")]
    [InlineData("id: CVE-2026-0001, paths: ['nowhere/**']", "")]
    [InlineData("id: CVE-2026-0001, stages: [runtime]", "")]
    [InlineData("id: CVE-2026-0001, package: 'pkg:npm/nginx'", "")]
    public void A_waiver_sets_aside_what_it_names(string waiver, string expected) =>
        Assert.Equal(expected, string.Join(", ", Run(Waiver(waiver, "2026-03-10")).Suppressed.Select(f => $"{f.Id} {f.Package.Name}")));

    [Fact]
    public void A_waiver_counts_on_its_last_day_and_is_told_the_day_after()
    {
        Assert.Empty(Run(Waiver("id: CVE-2026-0001", "2026-03-10")).Unused);
        var report = Run(Waiver("id: CVE-2026-0001", "2026-03-09"));
        Assert.Empty(report.Suppressed);
        Assert.Equal("pavior.yaml, line 2: CVE-2026-0001: it expired on 2026-03-09", Line(Assert.Single(report.Unused)));
    }

    [Fact]
    public void A_waiver_that_matches_nothing_is_told() =>
        Assert.Equal("pavior.yaml, line 2: CVE-1999-1: no finding that counts is as it says", Line(Assert.Single(Run(Waiver("id: CVE-1999-1", "2026-12-31")).Unused)));

    [Theory]
    [InlineData("pkg:deb/debian/nginx", null, "CVE-2026-0001 nginx")]
    [InlineData("pkg:deb/debian/nginx@1.22.1-9", null, "CVE-2026-0001 nginx")]
    [InlineData("pkg:deb/debian/nginx@1.22.1-9?distro=debian-12", null, "CVE-2026-0001 nginx")]
    [InlineData("pkg:deb/debian/nginx@1.22.1-10", null, "")]
    [InlineData("pkg:npm/nginx", null, "")]
    [InlineData("pkg:oci/elsewhere@sha256:0000000000000000000000000000000000000000000000000000000000000000", "pkg:deb/debian/nginx", "")]
    public void A_statement_sets_aside_what_its_product_is(string product, string? part, string expected) =>
        Assert.Equal(expected, string.Join(", ", Run("version: 1", Document(Statement(VexStatus.NotAffected, product, part))).Suppressed.Select(f => $"{f.Id} {f.Package.Name}")));

    [Fact]
    public void An_image_is_known_by_its_digest_and_its_parts_by_their_package_url()
    {
        var image = $"pkg:oci/whatever@{Uri.EscapeDataString(SampleReports.Image.Target.Digest!.Value.ToString())}";
        Assert.Equal(2, Run("version: 1", Document(Statement(VexStatus.NotAffected, TargetPurl.Of(SampleReports.Image.Target)?.ToString() ?? image, null))).Suppressed.Count);
        Assert.Single(Run("version: 1", Document(Statement(VexStatus.Fixed, TargetPurl.Of(SampleReports.Image.Target)?.ToString() ?? image, "pkg:deb/debian/nginx"))).Suppressed);
    }

    [Fact]
    public void The_latest_statement_counts_whatever_document_it_is_in()
    {
        var early = Statement(VexStatus.NotAffected, "pkg:deb/debian/nginx", null) with { Timestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        var late = Statement(VexStatus.Affected, "pkg:deb/debian/nginx", null) with { Timestamp = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero) };
        var (report, kept) = Answer("version: 1", Document(late), Document(early));
        Assert.Empty(report.Suppressed);
        Assert.Empty(report.Unused);
        Assert.Equal(VexStatus.Affected, kept.First(f => f.Package.Name == "nginx").Statement!.Status);
    }

    [Theory]
    [InlineData("CVE-2026-0001", "pkg:npm/left-pad", "no such package is in this target")]
    [InlineData("CVE-2026-0001", "pkg:deb/debian/nginx@9", "the package is there in another version or kind")]
    [InlineData("CVE-1999-0001", "pkg:deb/debian/nginx", "CVE-1999-0001 was not found in it")]
    public void A_statement_without_use_says_why(string id, string product, string why)
    {
        var unused = Assert.Single(Run("version: 1", Document(Statement(VexStatus.NotAffected, product, null) with { Vulnerability = id })).Unused);
        Assert.Equal((false, why), (unused.IsWaiver, unused.Why));
    }

    [Fact]
    public void A_waiver_of_what_a_document_sets_aside_is_not_needed() =>
        Assert.Single(Run(Waiver("id: CVE-2026-0001, package: pkg:deb/debian/nginx", "2026-12-31"), Document(Statement(VexStatus.NotAffected, "pkg:deb/debian/nginx", null))).Unused);

    [Theory]
    [InlineData(VexStatus.Fixed, true, 0)]
    [InlineData(VexStatus.Fixed, null, 0)]
    [InlineData(VexStatus.Fixed, false, 1)]
    [InlineData(VexStatus.NotAffected, true, 1)]
    public void A_version_that_a_document_calls_affected_is_not_fixed(VexStatus status, bool? isAffected, int suppressed)
    {
        var component = Component("pkg:deb/debian/nginx") with { Versions = [new VexVersions("1.22.1-9", IsRange: false, isAffected, IsStated: true)] };
        Assert.Equal(suppressed, Run("version: 1", Document(Of(status, "CVE-2026-0001", component))).Suppressed.Count);
    }

    [Theory]
    [InlineData("CVE-2026-0001", "nginx, libc6")]
    [InlineData("MAL-2026-0001", "")]
    public void A_distribution_speaks_of_its_own_packages(string id, string expected) =>
        Assert.Equal(expected, Suppressed(SampleAssessments.Image, Of(VexStatus.NotAffected, id, new VexComponent { Cpes = ["cpe:/o:debian:debian_linux:12"] })));

    [Theory]
    [InlineData("srv/app/package.json", "MAL-2026-0001", "@babel/core")]
    [InlineData("srv/app/package.json", "CVE-2026-0001", "")]
    [InlineData("srv/tool/package.json", "MAL-2026-0001", "")]
    public void An_application_in_an_image_stands_for_what_lies_below_it(string place, string id, string expected)
    {
        Assert.True(PackageUrl.TryParse("pkg:npm/shop@1.0.0", out var shop));
        var application = new Package { Purl = shop, Properties = new Dictionary<string, string> { ["npm:role"] = "application" }, Evidence = [new Evidence(place, "npm-package", 4)] };
        var inventory = SampleAssessments.Image.Inventory;
        var report = SampleAssessments.Image with { Inventory = inventory with { Packages = [.. inventory.Packages, application] } };
        Assert.Equal(expected, Suppressed(report, Of(VexStatus.NotAffected, id, Component("pkg:npm/shop"))));
        Assert.Equal("", Suppressed(report, Of(VexStatus.NotAffected, id, Component("pkg:npm/shop") with { Versions = [new VexVersions("vers:npm/<2.0", IsRange: true)] })));
    }

    [Fact]
    public void The_words_of_a_document_name_nothing_that_a_package_url_names() =>
        Assert.Equal("", Suppressed(SampleAssessments.Image, Of(VexStatus.NotAffected, "CVE-2026-0001", Component("pkg:deb/debian/elsewhere") with { Id = SampleAssessments.Image.Target.Name })));

    private static VexStatement Of(VexStatus status, string id, VexComponent product) => new() { Vulnerability = id, Status = status, Products = [new VexProduct(product, [])] };

    private static string Suppressed(Report report, VexStatement statement)
    {
        var answers = new FindingAnswers(PolicyReaderTests.Read("version: 1"), "build", [Document(statement)], report, Today);
        return string.Join(", ", report.Assessment!.Findings.Where(f => answers.Answer(f) is null).Select(f => f.Package.Name));
    }

    [Theory]
    [InlineData("test/**", "test/a/b.json", true)]
    [InlineData("test/**", "src/test/a", false)]
    [InlineData("**/test/*.json", "src/x/test/a.json", true)]
    [InlineData("**/test/*.json", "test/a.json", true)]
    [InlineData("/usr/*/a+b", "usr/lib/a+b", true)]
    [InlineData("a?c", "a/c", false)]
    public void A_path_pattern_is_asked_of_whole_paths(string pattern, string path, bool matches) => Assert.Equal(matches, new PathPattern(pattern).Matches(path));

    private static string Waiver(string what, string expires) => $"version: 1\nwaivers: [{{{what}, owner: o, reason: r, expires: {expires}}}]";

    private static string Line(UnusedStatement unused) => $"{unused.Source}: {unused.Vulnerability}: {unused.Why}";

    private static VexStatement Statement(VexStatus status, string product, string? part) => new()
    {
        Vulnerability = "CVE-2026-0001",
        Status = status,
        Products = [new VexProduct(Component(product), part is null ? [] : [Component(part)])],
    };

    private static VexComponent Component(string purl) => PackageUrl.TryParse(purl, out var parsed) ? new VexComponent { Id = purl, Purls = [parsed] } : throw new ArgumentException(purl);

    private static VexInput Document(VexStatement statement) => new("vex.json", new VexDocument { Id = "d", Author = "Vendor", Statements = [statement] });

    private static Report Run(string yaml, params VexInput[] documents) => Answer(yaml, documents).Report;

    private static (Report Report, IReadOnlyList<Finding> Kept) Answer(string yaml, params VexInput[] documents)
    {
        var answers = new FindingAnswers(PolicyReaderTests.Read(yaml), "build", documents, SampleAssessments.Image, Today);
        Finding[] kept = [.. SampleAssessments.Image.Assessment!.Findings.Select(answers.Answer).OfType<Finding>()];
        return (answers.Complete(SampleAssessments.Image), kept);
    }
}
