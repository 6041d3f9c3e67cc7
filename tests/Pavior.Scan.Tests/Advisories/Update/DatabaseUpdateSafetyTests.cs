using System.Net.Sockets;
using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Update;
using Pavior.Scan.Tests.Registry;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Update;

/// <summary>What must never happen to a database, whatever its servers, its folder and the machine do.</summary>
public sealed class DatabaseUpdateSafetyTests : UpdateTesting
{
    [Fact]
    public async Task A_database_that_is_not_the_one_that_was_built_is_built_anew()
    {
        await UpdateAsync("kev osv-npm");
        var built = await File.ReadAllBytesAsync(Database, Cancellation);
        var other = Folder["other.db"];
        Directory.CreateDirectory(Folder["other"]);
        await File.WriteAllTextAsync(Folder["other/kev.json"], Publishers.KevOf("2026-01-01", 3), Cancellation);
        VulnerabilityDatabase.Build(Folder["other"], other, new HashSet<string>(), 1, _ => { }, Cancellation);
        VulnerabilityDatabase.Copy(other, Database);

        Assert.True((await UpdateAsync("kev osv-npm")).IsBuilt);
        Assert.Equal(built, await File.ReadAllBytesAsync(Database, Cancellation));

        var edited = (byte[])built.Clone();
        edited[^200] ^= 1;
        await File.WriteAllBytesAsync(Database, edited, Cancellation);

        Assert.True((await UpdateAsync("kev osv-npm")).IsBuilt);
        Assert.Equal(built, await File.ReadAllBytesAsync(Database, Cancellation));
        Assert.False((await UpdateAsync("kev osv-npm")).IsBuilt);
    }

    [Fact]
    public async Task A_kept_file_that_is_damaged_is_fetched_anew()
    {
        await UpdateAsync("kev osv-npm");
        Damage("kev");
        Server.Log.Clear();

        var outcome = await UpdateAsync("kev osv-npm");

        Assert.Equal("kev Updated 4, osv-npm Unchanged 4", Say(outcome));
        Assert.Contains($"200 {Publishers.Kev}", Server.Log);
        Assert.Equal("kev Unchanged 4", Say(await UpdateAsync("kev")));
    }

    [Fact]
    public async Task A_kept_file_that_is_damaged_and_cannot_be_fetched_is_named_and_never_read()
    {
        await UpdateAsync("kev osv-npm");
        Damage("kev");
        Server.Remove(Publishers.Kev);
        Server.Put(Publishers.Npm, Publishers.NpmOf(5, "2026-01-03"));
        var before = await File.ReadAllBytesAsync(Database, Cancellation);

        var refused = await Assert.ThrowsAsync<SourceException>(() => UpdateAsync("kev osv-npm"));
        Assert.Contains("the database stays: it has 4 records of kev", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("not as it was fetched, and left out", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, Cancellation));

        File.Delete(Database);
        var outcome = await UpdateAsync("kev osv-npm");
        Assert.Equal("kev Missing 0, osv-npm Updated 5", Say(outcome));
        Assert.Contains("feeds/kev/", Assert.Single(outcome.Damaged), StringComparison.Ordinal);
        Assert.Equal("ghsa", Feeds());
    }

    [Fact]
    public async Task A_file_that_breaks_in_its_middle_does_not_replace_a_whole_one()
    {
        await UpdateAsync("kev epss osv-npm");
        var lines = string.Concat(Enumerable.Range(0, 200).Select(i => $"CVE-2024-{i:D4},0.5,0.5\n"));
        var packed = FeedServer.Gzip("#model_version:v2025.03.14,score_date:2026-01-03T12:55:00Z\ncve,epss,percentile\n" + lines);
        Server.Put("epss.empiricalsecurity.com/epss_scores-current.csv.gz", packed[..^20]);
        Server.Put(Publishers.Npm, Publishers.NpmOf(9, "2026-01-03")[..^1]);
        var kev = Publishers.KevOf("2026-01-03", 5);
        Server.Put(Publishers.Kev, kev[..(kev.Length - 40)]);

        var outcome = await UpdateAsync("kev epss osv-npm");

        Assert.Equal("kev Kept 4, epss Kept 1, osv-npm Kept 4", Say(outcome));
        Assert.All(outcome.Feeds, f => Assert.Contains("that could be read", Assert.Single(f.Reasons), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_of_a_file_does_not_replace_a_whole_one_and_is_better_than_nothing()
    {
        const string Head = """<?xml version="1.0"?><updates>""";
        const string Update = """<update type="security" status="final"><id>ALAS2023-2026-00{0}</id><title>brick</title><issued date="2026-01-02 00:00"/><severity>important</severity><references><reference href="x" id="CVE-2024-000{0}" type="cve"/></references><pkglist><collection short="amazon-linux-2023"><package arch="x86_64" epoch="0" name="brick" release="1.amzn2023.0.1" version="1.{0}"/></collection></pkglist></update>""";
        var three = Head + string.Concat(Enumerable.Range(1, 3).Select(i => Update.Replace("{0}", $"{i}", StringComparison.Ordinal)));
        Publishers.Amazon(Server, three + "<update");
        var first = await UpdateAsync("amazon");

        Assert.Equal("amazon Updated 6", Say(first));
        Assert.Contains("not all of it can be read: amazon/2-updateinfo.xml, line 1: expected well-formed XML", first.Feeds[0].Reasons[0], StringComparison.Ordinal);

        Publishers.Amazon(Server, three + "</updates>");
        Assert.Empty((await UpdateAsync("amazon")).Feeds[0].Reasons);
        Publishers.Amazon(Server, three + Update.Replace("{0}", "4", StringComparison.Ordinal) + "<update");

        var broken = await UpdateAsync("amazon");

        Assert.Equal("amazon Kept 6", Say(broken));
        Assert.EndsWith("; --accept-less takes the rest", broken.Feeds[0].Reasons[0], StringComparison.Ordinal);
        Assert.Equal("amazon Updated 8", Say(await UpdateAsync("amazon", acceptsLess: true)));
    }

    [Fact]
    public async Task Data_without_dates_does_not_go_back_in_time_either()
    {
        const string Place = "security.archlinux.org/all.json";
        var (old, later) = (Arch("1.2-1"), Arch("1.3-1"));
        Server.Put(Place, old, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await UpdateAsync("arch");
        Server.Put(Place, later, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("arch Updated 1", Say(await UpdateAsync("arch")));

        Server.Put(Place, old, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var older = await UpdateAsync("arch");
        Server.Put(Place, old, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        var again = await UpdateAsync("arch");

        Assert.Equal("arch Kept 1", Say(older));
        Assert.EndsWith("its server says that it is of 2026-01-01 00:00:00 UTC, and the one that is kept is of 2026-01-02 00:00:00; --accept-less takes it", Assert.Single(older.Feeds[0].Reasons), StringComparison.Ordinal);
        Assert.EndsWith("it is a version that the one that is kept has replaced; --accept-less takes it", Assert.Single(again.Feeds[0].Reasons), StringComparison.Ordinal);
        Assert.Equal("arch Updated 1", Say(await UpdateAsync("arch", acceptsLess: true)));

        static string Arch(string version) => $$"""[{"name": "AVG-1", "packages": ["brick"], "status": "Fixed", "severity": "High", "type": "x", "affected": "1.1-1", "fixed": "{{version}}", "ticket": null, "issues": ["CVE-2024-0008"], "advisories": []}]""";
    }

    [Fact]
    public async Task What_oneServer_sent_is_not_continued_at_another_nor_are_its_marks_told_to_it()
    {
        await using var other = new FeedServer();
        Publishers.Fill(other);
        var body = other.Body(Publishers.Npm);
        var hostile = Publishers.NpmOf(3, "2026-01-01");
        other.Script(Publishers.Npm, _ => ScriptedAnswer.Raw(ScriptedAnswer.Head(200, $"ETag: {FeedServer.ETag(body)}", $"Content-Length: {hostile.Length}"), hostile[..100]));
        Assert.Equal("osv-npm Missing 0", Say(await UpdateAsync("osv-npm", mirror: other.Address)));
        Server.Log.Clear();

        Assert.Equal("osv-npm Updated 4", Say(await UpdateAsync("osv-npm")));
        Assert.Equal($"200 {Publishers.Npm}", Assert.Single(Server.Log));

        other.Unscript(Publishers.Npm);
        Assert.Equal("osv-npm Unchanged 4", Say(await UpdateAsync("osv-npm", mirror: other.Address)));
        Assert.Equal($"200 {Publishers.Npm}", Assert.Single(other.Log));
    }

    [Fact]
    public async Task Wherever_an_update_stops_the_old_database_is_there_or_the_new_one_and_the_next_update_is_whole()
    {
        var next = Folder["next.db"];
        byte[]? wanted = null;
        for (var stop = 1; ; stop++)
        {
            Directory.Delete(Directory.CreateDirectory(Path.GetDirectoryName(Database)!).FullName, recursive: true);
            Publishers.Fill(Server);
            await UpdateAsync("kev osv-npm");
            var before = await File.ReadAllBytesAsync(Database, Cancellation);
            Server.Put(Publishers.Npm, Publishers.NpmOf(5, "2026-01-03"));
            Server.Put(Publishers.Kev, Publishers.KevOf("2026-01-05", 5));

            var left = stop;
            var isStopped = false;
            try
            {
                await UpdateAsync("kev osv-npm", step: _ => Stop(ref left));
            }
            catch (StoppedException)
            {
                isStopped = true;
            }

            var after = await File.ReadAllBytesAsync(Database, Cancellation);
            if (!isStopped)
                wanted = after;
            else if (!after.AsSpan().SequenceEqual(before))
                await File.WriteAllBytesAsync(next, after, Cancellation);

            // Without any server: what is kept has to do.
            foreach (var place in (string[])[Publishers.Kev, Publishers.Npm])
                Server.Script(place, _ => ScriptedAnswer.Status(404));
            var offline = await UpdateAsync("kev osv-npm");
            Assert.All(offline.Feeds, f => Assert.Equal(FeedUpdateState.Kept, f.State));
            Assert.Empty(offline.Damaged);
            Assert.Equal("ghsa kev", Feeds());
            foreach (var place in (string[])[Publishers.Kev, Publishers.Npm])
                Server.Unscript(place);
            var last = await UpdateAsync("kev osv-npm");
            Assert.Empty(last.Feeds.SelectMany(f => f.Reasons));
            Assert.Equal([5, 5], last.Feeds.Select(f => f.Records));
            Assert.False((await UpdateAsync("kev osv-npm")).IsBuilt);
            Assert.Equal(2, Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Database)!, "feeds"), "*", SearchOption.AllDirectories).Length);
            if (!isStopped)
            {
                Assert.True(stop > 5, $"{stop} steps");
                break;
            }
        }

        Assert.Equal(wanted, await File.ReadAllBytesAsync(Database, Cancellation));
        if (File.Exists(next))
            Assert.Equal(wanted, await File.ReadAllBytesAsync(next, Cancellation));
    }

    [Fact]
    public async Task A_lock_that_nobody_holds_and_that_cannot_be_opened_is_an_error_and_not_waited_for()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Path.GetDirectoryName(Database)!, "feeds.lock")));

        await Assert.ThrowsAnyAsync<IOException>(() => UpdateAsync("kev").WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    [Theory]
    [InlineData("feeds")]
    [InlineData("feeds.incoming")]
    [InlineData("feeds.lock")]
    [InlineData("feeds.json")]
    [InlineData("feeds/kev")]
    [InlineData("feeds.incoming/kev")]
    [InlineData("feeds.incoming/kev/known_exploited_vulnerabilities.json.part")]
    [InlineData("feeds.incoming/kev/known_exploited_vulnerabilities.json.mark")]
    public async Task Nothing_is_written_through_a_link(string name)
    {
        var link = Path.Combine(Path.GetDirectoryName(Database)!, name);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        var isFolder = !Path.GetFileName(name).Contains('.', StringComparison.Ordinal) || name == "feeds.incoming";
        var victim = Folder["victim"];
        if (isFolder)
            Directory.CreateDirectory(victim);
        else
            await File.WriteAllTextAsync(victim, "mine", Cancellation);
        File.CreateSymbolicLink(link, victim);

        string? refused = null;
        try
        {
            refused = string.Join(' ', (await UpdateAsync("kev")).Feeds.SelectMany(f => f.Reasons));
        }
        catch (SourceException link1)
        {
            refused = link1.Message;
        }

        Assert.Contains(": a link, and nothing is read or written through one", refused, StringComparison.Ordinal);
        if (isFolder)
            Assert.Empty(Directory.EnumerateFileSystemEntries(victim));
        else
            Assert.Equal("mine", await File.ReadAllTextAsync(victim, Cancellation));
    }

    [Fact]
    public async Task Long_words_of_aServer_are_shortened()
    {
        Server.Script(Publishers.Kev, _ => ScriptedAnswer.Status(302, $"Location: http://h.example.org/{new string('a', 50_000)}"));
        Server.Script(Publishers.Npm, _ => ScriptedAnswer.Status(302, $"Location: {Server.Address}{new string('b', 50_000)}"));
        Server.Put("security.access.redhat.com/data/csaf/v2/vex/archive_latest.txt", $"csaf_vex_{new string('c', 70_000)}.tar.zst");
        Server.Put("cdn.amazonlinux.com/2/core/latest/x86_64/mirror.list", $"https://cdn.amazonlinux.com/{new string('d', 70_000)}");

        var outcome = await UpdateAsync("kev osv-npm red-hat amazon");

        Assert.All(outcome.Feeds, f => Assert.InRange(Assert.Single(f.Reasons).Length, 20, 500));
    }

    [Theory]
    [InlineData(true, "; stopped after ", "; the next update takes it up there")]
    [InlineData(false, "; stopped after ", " bytes")]
    public async Task A_transfer_that_is_too_slow_is_taken_up_by_the_next_update_where_it_has_a_mark_and_else_leaves_nothing(bool hasMark, string middle, string end)
    {
        var body = Server.Body(Publishers.Npm);
        string[] marks = hasMark ? [$"ETag: {FeedServer.ETag(body)}"] : [];
        Server.Script(Publishers.Npm, request => request["Range"] is null
            ? new ScriptedAnswer(async (stream, cancellation) =>
            {
                await stream.WriteAsync(ScriptedAnswer.Head(200, [.. marks, $"Content-Length: {body.Length}"]), cancellation);
                for (var i = 0; i < body.Length; i++)
                {
                    await stream.WriteAsync(body.AsMemory(i, 1), cancellation);
                    await stream.FlushAsync(cancellation);
                    await Task.Delay(20, cancellation);
                }
            })
            : null);
        var slow = RegistryTesting.Quick with { RateSpan = TimeSpan.FromMilliseconds(400), LeastRate = 8 * 1024 };

        var stopped = await UpdateAsync("osv-npm", limits: slow);

        var reason = Assert.Single(stopped.Feeds[0].Reasons);
        Assert.Contains(middle, reason, StringComparison.Ordinal);
        Assert.EndsWith(end, reason, StringComparison.Ordinal);
        var left = Directory.GetFiles(Path.GetDirectoryName(Database)!, "*", SearchOption.AllDirectories).Where(f => f.Contains("incoming", StringComparison.Ordinal));
        Assert.Equal(hasMark ? 2 : 0, left.Count());
        Server.Unscript(Publishers.Npm);
        Server.Log.Clear();
        Assert.Equal("osv-npm Updated 4", Say(await UpdateAsync("osv-npm")));
        Assert.Equal($"{(hasMark ? 206 : 200)} {Publishers.Npm}", Assert.Single(Server.Log));
    }

    private sealed class StoppedException : Exception;

    private static void Stop(ref int left)
    {
        if (--left == 0)
            throw new StoppedException();
    }

    private void Damage(string feed)
    {
        var file = Assert.Single(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Database)!, "feeds", feed)));
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
