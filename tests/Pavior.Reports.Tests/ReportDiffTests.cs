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

    private static Report Of(params string[] purls) => new(
        new Target(TargetKind.SourceTree, "tree"),
        new Inventory(null, [.. purls.Select(p => new Package { Purl = PackageUrl.TryParse(p, out var purl) ? purl : default })], []));
}
