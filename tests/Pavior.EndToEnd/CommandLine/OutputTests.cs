using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.CommandLine;

/// <summary>Where a report goes with <c>-o</c>, and what a terminal and an interrupt get.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly Sandbox _box = new();

    public OutputTests() =>
        new TestImage().Layer(new TarBytes().File("srv/node_modules/left-pad/package.json", """{"name":"left-pad","version":"1.3.0"}""")).WriteOciArchive(_box.InputPath("shop.tar"));

    [Fact]
    public void A_link_is_written_through_and_stays_a_link()
    {
        File.WriteAllText(Work("real"), "old");
        File.SetUnixFileMode(Work("real"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(Work("link"), "second");
        File.CreateSymbolicLink(Work("second"), "real");
        Scan("link");

        Assert.Equal("second", new FileInfo(Work("link")).LinkTarget);
        Assert.Contains("left-pad", File.ReadAllText(Work("real")), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Work("real")));
        Assert.Equal(["work/link", "work/real", "work/second"], _box.Leftovers().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_link_to_nothing_yet_gets_its_file()
    {
        File.CreateSymbolicLink(Work("link"), "new");
        Scan("link");

        Assert.Equal("new", new FileInfo(Work("link")).LinkTarget);
        Assert.Contains("left-pad", File.ReadAllText(Work("new")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_behind_a_link_is_written_to_and_stays_a_pipe()
    {
        using (var made = Process.Start("mkfifo", Work("pipe")))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        var reading = Task.Run(() => File.ReadAllText(Work("pipe")), TestContext.Current.CancellationToken);
        // A device takes the same way; a test that goes wrong must not be able to replace one of the machine's.
        File.CreateSymbolicLink(Work("link"), "pipe");
        Scan("link");

        Assert.Contains("left-pad", await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("pipe", new FileInfo(Work("link")).LinkTarget);
    }

    /// <summary>By its name in /proc, where nothing can be replaced, should this go wrong.</summary>
    [Fact]
    public void The_name_of_standard_output_means_standard_output() =>
        Assert.Contains("left-pad", Scan("/proc/self/fd/1").Output, StringComparison.Ordinal);

    [Fact]
    public void Escapes_in_a_name_do_not_reach_the_terminal_by_the_progress_line()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script is not installed, so there is no terminal to be had");
        File.WriteAllBytes(_box.InputPath("a\u001b[2Jb.gz"), TestImage.Gzip(File.ReadAllBytes(_box.InputPath("shop.tar"))));
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", $"{PaviorProcess.Binary} scan '../input/a\u001b[2Jb.gz'", "/dev/null"])
        {
            WorkingDirectory = _box.Work,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["HOME"] = _box.Home, ["TERM"] = "xterm-256color", ["NO_COLOR"] = "1" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Contains("unpacking ../input/a\ufffd[2Jb.gz", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_ends_a_scan_with_130_and_one_line()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var host = silent.LocalEndpoint.ToString()!;
        var start = new ProcessStartInfo(PaviorProcess.Binary, ["scan", $"{host}/app:1", "--plain-http", host])
        {
            WorkingDirectory = _box.Work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = _box.Home },
        };
        using var process = Process.Start(start)!;
        using var asked = silent.AcceptTcpClient();
        using (var signal = Process.Start("kill", ["-INT", $"{process.Id}"]))
            signal.WaitForExit();
        if (!process.WaitForExit(20_000))
            process.Kill();

        Assert.Equal("pavior: interrupted\n", process.StandardError.ReadToEnd());
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public void An_interrupt_ends_the_building_of_a_database_with_130()
    {
        var text = string.Concat(Enumerable.Range(0, 3_000).Select(i => $$"""{"id":"OSV-{{i}}","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"p{{i}}"},"versions":["1"]}]}""" + "\n"));
        for (var i = 0; i < 400; i++)
            _box.InputFile($"feeds/{i}.json", text);
        using var process = Process.Start(new ProcessStartInfo(PaviorProcess.Binary, ["db", "build", "--from", _box.InputPath("feeds"), "-o", Work("v.db")])
        {
            WorkingDirectory = _box.Work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = _box.Home },
        })!;
        Assert.False(process.WaitForExit(300));
        using (var signal = Process.Start("kill", ["-INT", $"{process.Id}"]))
            signal.WaitForExit();
        if (!process.WaitForExit(20_000))
            process.Kill();
        Assert.Equal("pavior: interrupted\n", process.StandardError.ReadToEnd());
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Directory.GetFiles(_box.Work));
    }

    public void Dispose() => _box.Dispose();

    private string Work(string name) => Path.Combine(_box.Work, name);

    private PaviorRun Scan(string output)
    {
        var run = PaviorProcess.Run(_box, ["scan", "../input/shop.tar", "-f", "json", "-o", output]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }
}
