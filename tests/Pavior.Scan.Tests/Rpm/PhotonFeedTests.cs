using Pavior.Scan.Rpm;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Rpm;

public sealed class PhotonFeedTests
{
    [Fact]
    public void The_packages_tell_the_release_and_each_status_has_its_own_word() =>
        Assert.Equal(
            """
            CVE-2023-1001 Photon OS:4.0 src:brick Affected (, 7.88.1-4.ph4)
            CVE-2023-1001 Photon OS:4.0 src:sand NotAffected (, )
            CVE-2023-1002 Photon OS:4.0 src:brick Affected (, )
            """,
            DistributionFeedRun.Lines(Read("""
                [{"cve_id": "CVE-2023-1001", "pkg": "brick", "cve_score": 9.8, "aff_ver": "all versions before 7.88.1-4.ph4 are vulnerable", "res_ver": "7.88.1-4.ph4", "status": "Fixed"},
                 {"cve_id": "CVE-2023-1002", "pkg": "brick", "cve_score": null, "aff_ver": "", "res_ver": "NA", "status": "Not Fixed"},
                 {"cve_id": "CVE-2023-1001", "pkg": "sand", "res_ver": "NA", "status": "Not Affected"}]
                """)));

    [Fact]
    public void A_record_that_says_nothing_is_a_gap()
    {
        var sink = Read("""
            [{"cve_id": "CVE-2023-1001", "pkg": "brick", "res_ver": "1-1.ph5", "status": "Fixed"},
             {"cve_id": "CVE-2023-1002", "pkg": "brick", "res_ver": "NA", "status": "Fixed"}]
            """);

        Assert.Equal("cve_data.json, line 2: expected a vulnerability, a package and a status with the version that mends it", Assert.Single(sink.Gaps).Reason);
        Assert.Equal("CVE-2023-1001 Photon OS:5.0 src:brick Affected (, 1-1.ph5)", DistributionFeedRun.Lines(sink));
    }

    [Fact]
    public void The_samples_say_what_another_reader_of_them_expects()
    {
        var sink = DistributionFeedRun.OverShared(new PhotonFeed(), VunnelResults.Archive, "tests/unit/providers/photon/test-fixtures/input/");

        // A fix without a version is a gap, where the other reader says that there is none. It leaves out names that are no CVE.
        Assert.EndsWith("cve_data_photon4.0.json, line 42: expected a vulnerability, a package and a status with the version that mends it", Assert.Single(sink.Gaps).Reason, StringComparison.Ordinal);
        Assert.Equal(
            VunnelResults.Lines("photon").Except(["photon:4.0 CVE-2023-50447 python3 None"]),
            VunnelResults.Lines(sink.Advisories.Where(a => a.Id.StartsWith("CVE-", StringComparison.Ordinal)), e => e.Replace("Photon OS:", "photon:", StringComparison.Ordinal))
                .Where(l => !l.EndsWith(" 0", StringComparison.Ordinal)));
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new PhotonFeed(), "cve_data.json", text);
}
