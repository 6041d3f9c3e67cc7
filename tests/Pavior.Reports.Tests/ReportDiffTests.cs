using Pavior.Core;
using Pavior.Reports.Diff;
using Pavior.Testing;
using Xunit;

namespace Pavior.Reports.Tests;

public sealed class ReportDiffTests
{
    [Fact]
    public void A_report_does_not_differ_from_itself() =>
        Assert.True(ReportDiff.Between(SampleReports.Image, SampleReports.Image).IsEmpty);

    [Fact]
    public void Packages_are_added_removed_and_changed()
    {
        var diff = ReportDiff.Between(SampleReports.Image, SampleReports.LaterImage);
        Assert.Equal(["left-pad"], diff.Added.Select(p => p.Name));
        Assert.Equal(["nginx", "busybox"], diff.Removed.Select(p => p.Name));
        Assert.Equal(["libc6", "@babel/core"], diff.Changed.Select(c => c.Before.Name));
        Assert.Equal((4, true, true, -180_000_000), (diff.LayersInCommon, diff.DistributionChanged, diff.UserChanged, diff.SizeDifference));
    }

    [Fact]
    public void A_new_release_of_the_distribution_alone_changes_no_package()
    {
        var diff = ReportDiff.Between(Of("pkg:deb/debian/a@1?distro=debian-12"), Of("pkg:deb/debian/a@1?distro=debian-13"));
        Assert.Empty(diff.Changed);
        Assert.Empty(diff.Added);
    }

    [Fact]
    public void Of_several_versions_only_the_different_ones_are_told()
    {
        var diff = ReportDiff.Between(Of("pkg:npm/a@1", "pkg:npm/a@2"), Of("pkg:npm/a@2", "pkg:npm/a@3", "pkg:npm/a@4"));
        Assert.Equal(["3", "4"], diff.Added.Select(p => p.Version));
        Assert.Equal(["1"], diff.Removed.Select(p => p.Version));
        Assert.Empty(diff.Changed);
    }

    [Fact]
    public void Counts_add_up_whatever_there_is_several_times()
    {
        var owned = new Package { Purl = Purl("pkg:generic/curl@8"), Owner = Purl("pkg:deb/debian/curl@8") };
        var before = Of([owned, owned with { Owner = Purl("pkg:deb/debian/libcurl4@8") }, Simple("pkg:npm/a@1"), Simple("pkg:npm/a@1") with { Relation = Relation.Vendored }]);
        var after = Of([owned, Simple("pkg:npm/a@1"), Simple("pkg:npm/b@1"), Simple("pkg:npm/a@2")]);
        var diff = ReportDiff.Between(before, after);
        Assert.Equal(after.Inventory.Packages.Count, before.Inventory.Packages.Count + diff.Added.Count - diff.Removed.Count);
        Assert.Equal(["+b", "-curl", "~a"], [.. diff.Added.Select(p => "+" + p.Name), .. diff.Removed.Select(p => "-" + p.Name), .. diff.Changed.Select(c => "~" + c.After.Name)]);
        Assert.Equal([new Difference("version", "1", "2"), new Difference("relation", "vendored", "installed")], diff.Changed[0].Differences);
    }

    [Fact]
    public void Every_difference_says_what_it_is()
    {
        var one = Simple("pkg:rpm/fedora/a@1?arch=x86_64&epoch=1") with { Evidence = [new Evidence("x", "rpm", 0)] };
        var other = Simple("pkg:rpm/fedora/a@1?arch=aarch64&epoch=2") with { Owner = Purl("pkg:rpm/fedora/o@1"), Evidence = [new Evidence("y", "rpm", 2)] };
        var change = Assert.Single(ReportDiff.Between(Of([one]), Of([other])).Changed);
        Assert.Equal(
            [
                new("version", "1:1", "2:1"), new("qualifiers", "arch=x86_64", "arch=aarch64"), new("owner", "", "o"), new("layer", "0", "2"), new("path", "x", "y"),
            ],
            change.Differences);
    }

    [Fact]
    public void What_only_lies_elsewhere_has_moved()
    {
        var package = Simple("pkg:npm/a@1") with { Evidence = [new Evidence("x", "npm", 0)] };
        var diff = ReportDiff.Between(Of([package]), Of([package with { Evidence = [new Evidence("y", "npm", 0)] }]));
        Assert.Empty(diff.Changed);
        Assert.Equal([new Difference("path", "x", "y")], Assert.Single(diff.Moved).Differences);
        Assert.False(diff.IsEmpty);
    }

    private static Package Simple(string purl) => new() { Purl = Purl(purl) };

    private static PackageUrl Purl(string text) => PackageUrl.TryParse(text, out var purl) ? purl : default;

    private static Report Of(IReadOnlyList<Package> packages) => new(new Target(TargetKind.SourceTree, "tree"), new Inventory(null, packages, []));

    private static Report Of(params string[] purls) => new(
        new Target(TargetKind.SourceTree, "tree"),
        new Inventory(null, [.. purls.Select(p => new Package { Purl = PackageUrl.TryParse(p, out var purl) ? purl : default })], []));
}
