using System.Diagnostics;
using System.Text.Json;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Findings;

/// <summary>debsecan, Debian's own matcher, and Pavior, on the same advisories and the same dpkg database.</summary>
public sealed class DebsecanTests : IDisposable
{
    private const string Lists = "data/vuln/feeds/debian-tracker-lists.tar.zst";
    private const string Suites = "data/vuln/oracles/debsecan-feeds.tar.zst";

    private static readonly string[] Releases = ["jessie 8", "stretch 9", "buster 10", "bullseye 11"];

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void The_same_vulnerabilities_of_the_same_packages_are_found()
    {
        var (lists, suites) = (SharedFolder.TryFind(Lists), SharedFolder.TryFind(Suites));
        Assert.SkipWhen(lists is null || suites is null, $"PAVIOR_SHARED holds no {Lists} or {Suites}");
        Assert.SkipUnless(Images.MadeImages.Installed("debsecan"), "debsecan is not installed");
        Directory.CreateDirectory(_box.InputPath("feeds"));
        File.Copy(lists!, _box.InputPath("feeds/lists.tar.zst"));
        var database = _box.Path("debian.db");
        Assert.Equal(0, PaviorProcess.Run(_box, ["db", "build", "--from", _box.InputPath("feeds"), "-o", database]).ExitCode);
        var feeds = DebsecanFeed.Unpack(suites!, _box.Input);
        var twice = DebsecanFeed.NamedTwice(lists!);

        foreach (var (suite, release) in Releases.Select(r => (r.Split(' ')[0], r.Split(' ')[1])))
        {
            var status = _box.InputFile($"{suite}-root/var/lib/dpkg/status", feeds[suite].Status());
            _box.InputFile($"{suite}-root/etc/os-release", $"ID=debian\nVERSION_ID=\"{release}\"\n");
            var theirs = Debsecan(suite, status);
            var ours = Scan(_box.InputPath(suite + "-root"), database);

            Assert.NotEmpty(theirs);
            Assert.Equal("", string.Join('\n', theirs.Except(ours)));
            // Where two advisories of a release name one vulnerability, the feeds hold the first fix. That it was named again says that the first was not whole.
            Assert.Equal("", string.Join('\n', ours.Except(theirs).Where(o => !twice.Contains($"{o.Split(' ')[0]} {suite}"))));
            Assert.InRange(ours.Except(theirs).Count(), 0, ours.Count / 200);
        }
    }

    private HashSet<string> Debsecan(string suite, string status)
    {
        using var process = Process.Start(new ProcessStartInfo("debsecan", ["--source", "file://" + _box.Input, "--suite", suite, "--status", status, "--format", "simple"])
        {
            RedirectStandardOutput = true,
        })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join(' ', l.Split(' ')[..2]))];
    }

    /// <summary><c>CVE-2020-1927 apache2</c>.</summary>
    private HashSet<string> Scan(string root, string database)
    {
        var run = PaviorProcess.Run(_box, ["scan", "rootfs:" + root, "--db", database, "--format", "json", "--no-cache"]);
        Assert.True(run.ExitCode is 0 or 1, run.ToString());
        using var report = JsonDocument.Parse(run.Output);
        // Lists also say that nobody looks after a package any more; the feeds hold none of that.
        return
        [
            .. report.RootElement.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("status").GetString() == "affected")
                .Select(f => $"{f.GetProperty("id").GetString()} {f.GetProperty("name").GetString()}"),
        ];
    }
}
