using Pavior.Core;
using Pavior.Scan.Advisories.Kev;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Kev;

public sealed class KevFeedTests
{
    private const string Catalogue = """
        {
          "title": "CISA Catalog of Known Exploited Vulnerabilities",
          "catalogVersion": "2025.08.25",
          "dateReleased": "2025-08-25T17:04:19.9796Z",
          "count": 3,
          "vulnerabilities": [
            {"cveID": "CVE-2025-1", "dateAdded": "2025-08-25", "dueDate": "2025-09-15", "knownRansomwareCampaignUse": "Known", "cwes": []},
            {"cveID": "CVE-2025-2", "dateAdded": "2025-08-24", "knownRansomwareCampaignUse": "Unknown"},
            {"cveID": "CVE-2025-3", "dateAdded": "soon"}
          ]
        }
        """;

    [Fact]
    public void Entries_are_read_with_their_days_and_what_has_none_is_a_gap()
    {
        var sink = FeedCorpus.Read(new KevFeed(), "kev.json", Catalogue);

        Assert.Equal(
            [new KnownExploited("CVE-2025-1", new(2025, 8, 25), new(2025, 9, 15), true), new KnownExploited("CVE-2025-2", new(2025, 8, 24), null, false)],
            sink.Exploited);
        Assert.Equal("kev.json, line 9: expected a vulnerability with \"cveID\" and \"dateAdded\"", Assert.Single(sink.Gaps).Reason);
        Assert.Equal(new DateTimeOffset(2025, 8, 25, 17, 4, 19, 979, TimeSpan.Zero).AddTicks(6000), sink.Published);
    }

    [Fact]
    public void The_catalogue_is_recognised_and_its_schema_is_not()
    {
        Assert.True(FeedCorpus.Takes<KevFeed>("known_exploited_vulnerabilities.json", Catalogue));
        Assert.False(FeedCorpus.Takes<KevFeed>("schema.json", """{"$schema": "x", "title": "y", "properties": {"catalogVersion": {}}}"""));
    }

    [Fact]
    public void The_whole_catalogue_is_read()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<KevFeed>("feeds/kev.tar.zst");

        Assert.Equal(1, files);
        Assert.Empty(sink.Gaps);
        Assert.Equal(1404, sink.Exploited.Count);
        Assert.All(sink.Exploited, e => Assert.NotNull(e.Due));
    }
}
