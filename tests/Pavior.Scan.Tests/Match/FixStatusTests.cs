using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Store;
using Pavior.Scan.Debian;
using Pavior.Scan.Match;
using Pavior.Scan.Tests.Advisories;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Match;

/// <summary>What a finding says of the fix where Debian has a word for not bringing one now.</summary>
public sealed class FixStatusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("no-dsa", AffectedStatus.Affected)]
    [InlineData("postponed", AffectedStatus.Deferred)]
    [InlineData("ignored", AffectedStatus.WillNotFix)]
    [InlineData("end-of-life", AffectedStatus.EndOfLife)]
    public void A_word_of_the_lists_is_no_fix_and_says_what_is_done(string word, AffectedStatus expected)
    {
        var finding = Match(new DebianListsFeed(), "list", $"CVE-2024-1001 (A flaw)\n\t- brick 2.0-1\n\t[bookworm] - brick <{word}> (Minor)\n", "1.0-1");
        Assert.Equal((expected, null), (finding!.Status, finding.FixedVersion));
    }

    [Fact]
    public void What_is_not_lower_than_the_fix_of_unstable_is_mended_though_there_was_no_advisory() =>
        Assert.Null(Match(new DebianListsFeed(), "list", "CVE-2024-1001 (A flaw)\n\t- brick 2.0-1\n\t[bookworm] - brick <no-dsa> (Minor)\n", "2.0-1"));

    [Theory]
    [InlineData("""  "nodsa": "Minor issue", "nodsa_reason": ""  """, AffectedStatus.Affected)]
    [InlineData("""  "nodsa": "Minor issue", "nodsa_reason": "postponed"  """, AffectedStatus.Deferred)]
    [InlineData("""  "nodsa": "Minor issue", "nodsa_reason": "ignored"  """, AffectedStatus.WillNotFix)]
    [InlineData("""  "nodsa": "Minor issue"  """, AffectedStatus.Affected)]
    public void A_word_of_the_tracker_says_what_is_done(string words, AffectedStatus expected)
    {
        var json = $$"""{"brick": {"CVE-2024-1": {"scope": "local", "releases": {"bookworm": {"status": "open", "urgency": "low", {{words}} } } } } }""";
        Assert.Equal((expected, null), (Match(new DebianTrackerFeed(), "debian.json", json, "1.0-1")!.Status, (string?)null));
    }

    private Finding? Match(AdvisoryFeed feed, string file, string text, string version)
    {
        var builder = new DatabaseBuilder();
        builder.Add(feed, FeedCorpus.Read(feed, file, text));
        var path = _folder["vulnerabilities.db"];
        using (var output = File.Create(path))
            builder.Write(output);
        using var database = AdvisoryDatabase.Open(path);
        var package = new Package
        {
            Purl = new PackageUrl("deb", "debian", "brick", version, [new("distro", "debian-12")]),
            Evidence = [new Evidence("var/lib/dpkg/status", "dpkg-status")],
        };
        return new VulnerabilityMatcher(database).Match(new Inventory(new Distribution("debian", "12", "Debian"), [package], []), null).Findings.SingleOrDefault();
    }
}
