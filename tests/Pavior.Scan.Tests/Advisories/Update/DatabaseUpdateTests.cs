using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Update;
using Pavior.Scan.Tests.Registry;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Update;

public sealed class DatabaseUpdateTests : UpdateTesting
{
    private const string All = "kev epss osv-npm debian alpine red-hat amazon photon arch retirejs";

    [Fact]
    public async Task Every_publisher_is_read_in_its_own_layout_and_asked_only_for_what_changed()
    {
        var first = await UpdateAsync(All);

        Assert.Empty(first.Feeds.SelectMany(f => f.Reasons));
        Assert.Equal(
            "kev 4, epss 1, osv-npm 4, debian 3, alpine 1, red-hat 1, amazon 2, photon 2, arch 1, retirejs 1",
            string.Join(", ", first.Feeds.Select(f => $"{f.Id} {f.Records}")));
        Assert.All(first.Feeds, f => Assert.Equal(FeedUpdateState.Updated, f.State));
        Assert.True(first.IsBuilt);
        Assert.Equal("alpine amazon arch debian debian-lists epss ghsa kev photon red-hat retirejs", Feeds());
        var bytes = await File.ReadAllBytesAsync(Database, Cancellation);

        Server.Log.Clear();
        var second = await UpdateAsync(All);

        Assert.False(second.IsBuilt);
        Assert.All(second.Feeds, f => Assert.Equal(FeedUpdateState.Unchanged, f.State));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Database, Cancellation));
        Assert.DoesNotContain(Server.Log, l => l.StartsWith("200", StringComparison.Ordinal) && !IsIndex(l));
        Assert.Contains($"304 {Publishers.Npm}", Server.Log);
    }

    [Fact]
    public async Task What_is_new_at_one_publisher_is_in_the_next_database()
    {
        await UpdateAsync("kev osv-npm");
        Server.Put(Publishers.Npm, Publishers.NpmOf(5, "2026-01-03"));

        var outcome = await UpdateAsync("kev osv-npm");

        Assert.Equal("kev Unchanged 4, osv-npm Updated 5", Say(outcome));
        using var database = VulnerabilityDatabase.Open(Database);
        Assert.Equal(5, database.Info.Feeds.Single(f => f.Id == "ghsa").Records);
    }

    [Theory]
    [InlineData("500", "answers 500")]
    [InlineData("404", "answers 404")]
    [InlineData("loop", "more than 5 redirects")]
    [InlineData("silence", "no answer within 3 s")]
    [InlineData("stall", "nothing came for 0.8 s after 3 bytes")]
    [InlineData("short", "broke off after 3 bytes")]
    [InlineData("page", "holds nothing that could be read")]
    public async Task A_publisher_that_cannot_be_read_is_named_and_its_last_good_data_stays(string trouble, string reason)
    {
        await UpdateAsync("kev osv-npm");
        Server.Put(Publishers.Npm, Publishers.NpmOf(5, "2026-01-03"));
        Server.Script(Publishers.Kev, _ => trouble switch
        {
            "500" => ScriptedAnswer.Status(500),
            "404" => ScriptedAnswer.Status(404),
            "loop" => ScriptedAnswer.Status(302, "Location: /" + Publishers.Kev),
            "silence" => ScriptedAnswer.Stall(),
            "stall" => ScriptedAnswer.Stall(ScriptedAnswer.Head(200, "Content-Length: 100"), "abc"u8.ToArray()),
            "short" => ScriptedAnswer.Raw(ScriptedAnswer.Head(200, "Content-Length: 100"), "abc"u8.ToArray()),
            _ => ScriptedAnswer.Of("<html>Sign in</html>"u8.ToArray(), "text/html"),
        });

        var outcome = await UpdateAsync("kev osv-npm");

        Assert.Equal("kev Kept 4, osv-npm Updated 5", Say(outcome));
        Assert.EndsWith(reason, Assert.Single(outcome.Feeds[0].Reasons), StringComparison.Ordinal);
        Assert.Contains("www.cisa.gov", outcome.Feeds[0].Reasons[0], StringComparison.Ordinal);
        Assert.Equal("ghsa kev", Feeds());
    }

    [Fact]
    public async Task A_publisher_that_was_never_reached_is_missing_and_without_any_there_is_no_database()
    {
        Server.Remove(Publishers.Kev);

        Assert.Equal("kev Missing 0", Say(await UpdateAsync("kev")));
        Assert.False(File.Exists(Database));
    }

    [Theory]
    [InlineData("2026-01-03", 1, "1 records, where there were 4; --accept-less takes them")]
    [InlineData("2025-12-01", 4, "its newest date is 2025-12-01, where it was 2026-01-02; --accept-less takes it")]
    public async Task Data_that_shrinks_by_half_or_becomes_older_is_refused_unless_the_user_takes_it(string date, int count, string reason)
    {
        await UpdateAsync("osv-npm kev");
        Server.Put(Publishers.Npm, Publishers.NpmOf(count, date));
        Server.Put(Publishers.Kev, Publishers.KevOf("2026-01-05", 5));

        var refused = await UpdateAsync("osv-npm kev");

        Assert.Equal("kev Updated 5, osv-npm Kept 4", Say(refused));
        Assert.EndsWith(reason, Assert.Single(refused.Feeds[1].Reasons), StringComparison.Ordinal);
        Assert.Equal($"osv-npm Updated {count}", Say(await UpdateAsync("osv-npm", acceptsLess: true)));
    }

    [Fact]
    public async Task A_broken_transfer_goes_on_where_it_stopped_in_the_same_run_and_in_the_next()
    {
        var body = Server.Body(Publishers.Npm);
        var answers = 0;
        Server.Script(Publishers.Npm, request => (++answers, request["Range"]) switch
        {
            (1, _) => ScriptedAnswer.Raw(ScriptedAnswer.Head(200, $"ETag: {FeedServer.ETag(body)}", $"Content-Length: {body.Length}"), body[..100]),
            (2, "bytes=100-") => ScriptedAnswer.Raw(ScriptedAnswer.Head(206, $"ETag: {FeedServer.ETag(body)}", $"Content-Range: bytes 100-{body.Length - 1}/{body.Length}", $"Content-Length: {body.Length - 100}"), body[100..250]),
            _ => ScriptedAnswer.Raw(ScriptedAnswer.Head(206, $"Content-Range: bytes 250-{body.Length - 1}/{body.Length}", $"Content-Length: {body.Length - 250}")),
        });

        var broken = await UpdateAsync("osv-npm");
        Server.Unscript(Publishers.Npm);
        var whole = await UpdateAsync("osv-npm");

        Assert.EndsWith("broke off after 250 bytes; the next update takes it up there", Assert.Single(broken.Feeds[0].Reasons), StringComparison.Ordinal);
        Assert.Equal("osv-npm Updated 4", Say(whole));
        Assert.Equal($"206 {Publishers.Npm}", Assert.Single(Server.Log));
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_fetched_from_its_start()
    {
        var old = Publishers.NpmOf(3, "2026-01-01");
        Server.Script(Publishers.Npm, request => request["Range"] is null
            ? ScriptedAnswer.Raw(ScriptedAnswer.Head(200, $"ETag: {FeedServer.ETag(old)}", $"Content-Length: {old.Length}"), old[..100])
            : null);

        Assert.Equal("osv-npm Updated 4", Say(await UpdateAsync("osv-npm")));
        Assert.Equal($"200 {Publishers.Npm}", Assert.Single(Server.Log));
    }

    [Fact]
    public async Task A_file_of_another_digest_than_its_publisher_says_is_refused()
    {
        Server.Put($"{Publishers.AmazonMirror}/repodata/updateinfo.xml.gz", FeedServer.Gzip("<updates/>"));

        var outcome = await UpdateAsync("amazon");

        Assert.Equal("amazon Updated 1", Say(outcome));
        Assert.Contains("and its publisher says sha256:", Assert.Single(outcome.Feeds[0].Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_updates_at_once_come_one_after_the_other()
    {
        var both = await Task.WhenAll(UpdateAsync("kev osv-npm"), UpdateAsync("kev osv-npm"));

        Assert.Equal(["kev Unchanged 4, osv-npm Unchanged 4", "kev Updated 4, osv-npm Updated 4"], both.Select(Say).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_update_that_is_cut_off_leaves_the_database_and_the_next_one_is_whole()
    {
        await UpdateAsync("kev osv-npm");
        var before = await File.ReadAllBytesAsync(Database, Cancellation);
        Server.Put(Publishers.Npm, Publishers.NpmOf(5, "2026-01-03"));
        using var cut = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => UpdateAsync("kev osv-npm", progress: said => CancelAt(said, "osv-npm/all.zip", cut), cancellation: cut.Token));

        Assert.Equal(before, await File.ReadAllBytesAsync(Database, Cancellation));
        Assert.Equal("kev Unchanged 4, osv-npm Updated 5", Say(await UpdateAsync("kev osv-npm")));
    }

    [Fact]
    public async Task A_database_that_is_damaged_is_built_anew_from_what_is_kept()
    {
        await UpdateAsync("kev");
        await File.WriteAllTextAsync(Database, "damaged", Cancellation);

        var outcome = await UpdateAsync("kev");

        Assert.True(outcome.IsBuilt);
        Assert.Equal("kev", Feeds());
    }

    [Fact]
    public async Task A_database_that_has_more_than_the_kept_files_is_not_overwritten()
    {
        await UpdateAsync("kev osv-npm");
        var before = await File.ReadAllBytesAsync(Database, Cancellation);
        File.Delete(Path.Combine(Path.GetDirectoryName(Database)!, "feeds.json"));
        Server.Put(Publishers.Kev, Publishers.KevOf("2026-01-05", 5));

        var refused = await Assert.ThrowsAsync<SourceException>(() => UpdateAsync("kev"));

        Assert.StartsWith("the database stays: it has 4 records of ghsa, and one of the kept files would have 0;", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, Cancellation));
        Assert.Equal("kev Updated 5", Say(await UpdateAsync("kev", acceptsLess: true)));
    }

    [Theory]
    [InlineData("[[[[")]
    [InlineData("""{"version": 2, "database": 7, "files": {"kev/known_exploited_vulnerabilities.json": {"place": "x", "digest": "y", "bytes": "x", "records": -5}}}""")]
    [InlineData("""{"version": 2, "files": {"\ud800": {"place": "\ud800"}}}""")]
    [InlineData("""{"version": 2, "files": {"kev/../../../x": {"place": "x", "digest": "sha256:0123456789012345678901234567890123456789012345678901234567890123"}}}""")]
    public async Task An_edited_list_of_files_is_as_if_it_were_not_there(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(Database)!, "feeds.json"), text, Cancellation);

        Assert.Equal("kev Updated 4", Say(await UpdateAsync("kev")));
    }

    [Fact]
    public async Task AFolder_of_an_index_with_an_impossible_name_is_passed_over()
    {
        Server.Put("secdb.alpinelinux.org/", "<a href=\"v3.2\0\0/\">x</a><a href=\"v3.21/\">v3.21/</a>");

        Assert.Equal("alpine Updated 1", Say(await UpdateAsync("alpine")));
    }

    [Fact]
    public async Task The_rest_of_another_version_is_not_put_behind_what_came()
    {
        var (old, body) = (Publishers.NpmOf(3, "2026-01-01"), Server.Body(Publishers.Npm));
        Server.Script(Publishers.Npm, request => request["Range"] switch
        {
            null when Server.Log.IsEmpty && !_begun => Begin(ScriptedAnswer.Raw(ScriptedAnswer.Head(200, $"ETag: {FeedServer.ETag(old)}", $"Content-Length: {old.Length}"), old[..100])),
            "bytes=100-" => ScriptedAnswer.Raw(ScriptedAnswer.Head(206, $"ETag: {FeedServer.ETag(body)}", $"Content-Range: bytes 100-{body.Length - 1}/{body.Length}", $"Content-Length: {body.Length - 100}"), body[100..]),
            _ => null,
        });

        Assert.Equal("osv-npm Updated 4", Say(await UpdateAsync("osv-npm")));
    }

    [Fact]
    public async Task A_feed_that_nobody_publishes_is_refused_by_name()
    {
        var refused = await Assert.ThrowsAsync<SourceException>(() => UpdateAsync("brick"));

        Assert.StartsWith("no feed is called brick; there are kev, epss, osv-npm, ", refused.Message, StringComparison.Ordinal);
    }

    private bool _begun;

    private ScriptedAnswer Begin(ScriptedAnswer answer)
    {
        _begun = true;
        return answer;
    }

    private static bool IsIndex(string line) => line.EndsWith("secdb.alpinelinux.org/", StringComparison.Ordinal) || line.EndsWith(".txt", StringComparison.Ordinal)
        || line.EndsWith("mirror.list", StringComparison.Ordinal) || line.EndsWith("repomd.xml", StringComparison.Ordinal);

    private static void CancelAt(string said, string place, CancellationTokenSource cut)
    {
        if (said == place)
            cut.Cancel();
    }
}
