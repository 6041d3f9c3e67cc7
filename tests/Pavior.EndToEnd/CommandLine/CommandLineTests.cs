using System.Diagnostics;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.CommandLine;

/// <summary>What the command line says and how it ends, as a user or a script meets it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Target = "../input/shop.tar";

    /// <summary>Select Graphic Rendition; the console itself sends other sequences to a terminal.</summary>
    private const string Colour = "\u001b\\[[0-9;]*m";

    private readonly Sandbox _box = new();

    public static TheoryData<string> Formats =>
        ["table", "json", "cyclonedx", "cyclonedx-1.6", "cyclonedx-1.7", "spdx", "spdx-2.3", "spdx-2.3-tag-value", "spdx-3.0", "markdown"];

    [Fact]
    public void Help_lists_the_verbs() => Matches("help", Run(0, "--help").Output);

    [Fact]
    public void Help_of_scan_lists_every_option() => Matches("scan-help", Run(0, "scan", "--help").Output);

    [Fact]
    public void The_version_is_one_line() => Assert.Equal("0.1.0\n", Run(0, "--version").Output);

    [Theory]
    [InlineData("scan")]
    [InlineData("scan", "a", "b")]
    [InlineData("scan", "a", "--format", "yaml")]
    [InlineData("scan", "a", "--no-such-option")]
    [InlineData("scan", "a", "--mirror", "docker.io")]
    [InlineData("scan", "a", "-o", "no/such/folder/report")]
    [InlineData("scan", "a", "--exclude", "/")]
    [InlineData("no-such-verb")]
    [InlineData("no-such\u001b[2J\u001b]0;owned\u0007verb")]
    [InlineData("scan", "a", "--format", "\u001b[2J")]
    [InlineData("db", "build")]
    [InlineData("completion", "tcsh")]
    public void Usage_errors_end_with_2_and_say_why(params string[] arguments)
    {
        var run = Run(2, arguments);
        Assert.Empty(run.Output);
        Assert.Matches("^pavior: [^\n]+; see pavior[^\n]* --help\n$", run.Error);
        Assert.DoesNotContain("\u001b", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oci-archive:")]
    [InlineData("docker-archive:")]
    [InlineData("sbom:")]
    [InlineData("rootfs:")]
    [InlineData("")]
    public void A_target_without_a_name_ends_with_2(string target)
    {
        var run = Run(2, "scan", target);
        Assert.Matches("^pavior: [^\n]+\n$", run.Error);
    }

    [Fact]
    public void A_message_is_one_line_of_bounded_length()
    {
        var run = Run(2, "scan", "./" + new string('x', 100_000));
        Assert.InRange(run.Error.Length, 100, 5_000);
    }

    [Theory]
    [InlineData("2>&-", "../input/shop.tar", 0)]
    [InlineData("2>/dev/full", "../input/shop.tar", 0)]
    [InlineData("2>/dev/full", "./nothing.tar", 2)]
    [InlineData("2>&-", "./nothing.tar", 2)]
    [InlineData("2>&- 0<&-", "../input/shop.tar", 0)]
    [InlineData("1>&-", "../input/shop.tar", 2)]
    [InlineData(">/dev/full", "../input/shop.tar", 2)]
    [InlineData("2>/dev/full", "--no-such-option", 2)]
    public void A_closed_or_full_standard_stream_leaves_the_exit_code_right(string redirection, string target, int code)
    {
        Shop();
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"'{PaviorProcess.Binary}' scan {target} --no-cache >{_box.Path("out")} {redirection}"]) { WorkingDirectory = _box.Work })!;
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(code, process.ExitCode);
    }

    [Theory]
    [InlineData("unknown command scann: expected scan, db, cache or completion (did you mean scan?); see pavior --help", "scann", "x")]
    [InlineData("unknown option --formt (did you mean --format?); see pavior scan --help", "scan", "x", "--formt", "json")]
    [InlineData("unknown command claer: expected clear (did you mean clear?); see pavior cache --help", "cache", "claer")]
    [InlineData("b: expected nothing more after scan TARGET; see pavior scan --help", "scan", "a", "b")]
    [InlineData("expected TARGET after scan; see pavior scan --help", "scan")]
    [InlineData("tcsh: expected bash, zsh or fish; see pavior completion --help", "completion", "tcsh")]
    [InlineData("--format: expected FORMAT after it; see pavior scan --help", "scan", "a", "--format")]
    public void A_usage_error_says_what_was_expected_and_what_is_near(string expected, params string[] arguments) =>
        Assert.Equal($"pavior: {expected}\n", Run(2, arguments).Error);

    [Fact]
    public void Alone_it_says_what_it_can_do()
    {
        Matches("help", Run(0).Output);
        Assert.Contains("pavior cache [command]", Run(0, "cache").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_does_not_depend_on_where_the_archive_lies()
    {
        Shop();
        Directory.CreateDirectory(Path.Combine(_box.Work, "elsewhere"));
        File.Copy(_box.InputPath("shop.tar"), Path.Combine(_box.Work, "elsewhere", "shop.tar"));
        foreach (var format in (string[])["json", "cyclonedx", "spdx", "table"])
            Assert.Equal(Run(0, "scan", Target, "-f", format).Output, Run(0, "scan", "elsewhere/shop.tar", "-f", format).Output);
    }

    [Fact]
    public void Its_own_json_report_is_a_target_with_the_same_packages()
    {
        Shop();
        Run(0, "scan", Target, "-f", "json", "-o", "report.json");
        Assert.Contains("packages  4 + 0 added - 0 removed = 4; 0 changed\n", Run(0, "scan", Target, "--diff", "sbom:report.json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_not_there_ends_with_2()
    {
        var run = Run(2, "scan", "./nothing.tar");
        Assert.Empty(run.Output);
        Assert.StartsWith("pavior: ./nothing.tar: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_platform_that_makes_no_sense_ends_with_2()
    {
        Shop();
        Assert.Contains("os/architecture", Run(2, "scan", Target, "--platform", "x").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_library_of_OpenSSL_a_scan_ends_with_2_and_names_the_package()
    {
        Shop();
        foreach (var version in new[] { "3", "1.1", "1.0.2", "1.0.0", "10" })
            _box.InputFile($"empty/libssl.so.{version}", "");
        var run = PaviorProcess.Run(_box, ["scan", Target], environment: ("LD_LIBRARY_PATH", _box.InputPath("empty")));

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Empty(run.Output);
        Assert.Equal(
            "pavior: digests are computed by OpenSSL, whose library libssl.so.3 is not on this machine: install the package libssl3"
            + " (libssl3t64 on Debian 13 and Ubuntu 24.04, openssl-libs on Fedora and RHEL)\n",
            run.Error);
    }

    [Fact]
    public void The_table_of_a_small_image()
    {
        Shop();
        var run = Run(0, "scan", Target);
        Assert.Empty(run.Error);
        Matches("table", run.Output);
    }

    [Fact]
    public void The_table_lists_every_package_when_asked()
    {
        Shop();
        Matches("table-all", Run(0, "scan", Target, "--all").Output);
    }

    [Fact]
    public void What_changed_between_two_images()
    {
        Shop();
        Shop("shop2.tar", "1.3.1", "4.17.21");
        Matches("diff", Run(0, "scan", Target, "--diff", "../input/shop2.tar").Output);
    }

    [Fact]
    public void Formats_without_a_diff_say_so()
    {
        Shop();
        Assert.Contains("does not go with --diff", Run(2, "scan", Target, "--diff", Target, "-f", "spdx").Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_is_written_to_standard_output_and_to_a_file_alike(string format)
    {
        Shop();
        var printed = Run(0, "scan", Target, "--format", format);
        var file = Run(0, "scan", Target, "--format", format, "-o", "report");
        Assert.Empty(file.Output);
        Assert.Equal(printed.Output, File.ReadAllText(Path.Combine(_box.Work, "report")));
        Assert.Contains("left-pad", printed.Output, StringComparison.Ordinal);
        Assert.Equal(["work/report"], _box.Leftovers());
    }

    [Theory]
    [InlineData("no/such/folder/report")]
    [InlineData(".")]
    public void A_report_that_cannot_be_written_ends_with_2_and_leaves_nothing(string place)
    {
        Shop();
        Assert.StartsWith("pavior: ", Run(2, "scan", Target, "-o", place).Error, StringComparison.Ordinal);
        Assert.Empty(_box.Leftovers());
    }

    [Fact]
    public void A_gap_ends_with_3_unless_it_is_accepted()
    {
        _box.InputFile("shop.tar", new TestImage().Layer(new TarBytes().File("srv/node_modules/a/package.json", "{")));
        Assert.Equal("pavior: incomplete: 1 thing could not be read; --accept-gaps if that is acceptable\n", Run(3, "scan", Target).Error);
        Assert.Empty(Run(3, "scan", Target, "--quiet").Error);
        Assert.Empty(Run(0, "scan", Target, "--accept-gaps").Error);
    }

    [Fact]
    public void Layers_read_before_come_from_the_cache_until_it_is_cleared()
    {
        Shop();
        var first = Run(0, "scan", Target, "-f", "json");
        Assert.Equal(2, Directory.GetFiles(_box.Cache).Length);
        Assert.Equal(first.Output, Run(0, "scan", Target, "-f", "json").Output);
        Assert.Equal($"2 layer results removed from {_box.Cache}\n", Run(0, "cache", "clear").Output);
        Assert.Empty(Directory.GetFiles(_box.Cache));
        Assert.Equal($"0 layer results removed from {_box.Cache}\n", Run(0, "cache", "clear").Output);
    }

    [Fact]
    public void Without_cache_nothing_is_kept()
    {
        Shop();
        Run(0, "scan", Target, "--no-cache");
        Assert.Empty(Directory.GetFileSystemEntries(_box.Home));
    }

    [Fact]
    public void A_damaged_cache_changes_nothing()
    {
        Shop();
        var first = Run(0, "scan", Target, "-f", "json");
        foreach (var entry in Directory.GetFiles(_box.Cache))
            File.WriteAllBytes(entry, File.ReadAllBytes(entry)[..^7]);
        Assert.Equal(first.Output, Run(0, "scan", Target, "-f", "json").Output);
        foreach (var entry in Directory.GetFiles(_box.Cache))
            File.WriteAllBytes(entry, [.. Enumerable.Repeat((byte)0xff, 300)]);
        Assert.Equal(first.Output, Run(0, "scan", Target, "-f", "json").Output);
    }

    [Fact]
    public void Piped_output_has_no_colour_and_a_terminal_has_unless_NO_COLOR_says_not()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script is not installed, so there is no terminal to be had");
        Shop();
        Assert.DoesNotContain('\u001b', Run(0, "scan", Target).Output);
        Assert.Matches(Colour, OnTerminal());
        Assert.DoesNotContain('\u001b', string.Concat(System.Text.RegularExpressions.Regex.Split(OnTerminal(), Colour)));
        Assert.DoesNotContain('\u001b', OnTerminal(("NO_COLOR", "1")));
    }

    [Fact]
    public void Scans_at_the_same_time_share_one_cache()
    {
        Shop();
        var runs = Enumerable.Range(0, 6).AsParallel().WithDegreeOfParallelism(6)
            .Select(i => PaviorProcess.Run(_box, ["scan", Target, "-f", "json"], measure: false)).ToArray();
        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.Single(runs.Select(run => run.Output).Distinct());
        Assert.Empty(_box.Leftovers());
    }

    public void Dispose() => _box.Dispose();

    private static void Matches(string snapshot, string actual) =>
        Snapshot.Match(Path.Combine(Repository.Root, "tests", "Pavior.EndToEnd", "CommandLine", "Snapshots", snapshot + ".txt"), actual);

    private PaviorRun Run(int exitCode, params string[] arguments)
    {
        var run = PaviorProcess.Run(_box, arguments);
        Assert.True(run.ExitCode == exitCode, run.ToString());
        return run;
    }

    private void Shop(string file = "shop.tar", string leftPad = "1.3.0", string lodash = "4.17.20")
    {
        var image = new TestImage { Pack = tar => tar, LayerMediaType = "application/vnd.oci.image.layer.v1.tar" };
        image.Labels["org.opencontainers.image.title"] = "shop";
        image.Layer(new TarBytes()
                .File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
                .File("var/lib/dpkg/status", "Package: libc6\nStatus: install ok installed\nVersion: 2.36-9\nArchitecture: amd64\nSource: glibc\n\nPackage: adduser\nStatus: install ok installed\nVersion: 3.134\nArchitecture: all\n\n"),
                "/bin/sh -c #(nop) ADD file:abc in / ")
            .Instruction("/bin/sh -c #(nop)  CMD [\"bash\"]")
            .Layer(new TarBytes()
                .File("srv/node_modules/left-pad/package.json", $$"""{"name":"left-pad","version":"{{leftPad}}","license":"WTFPL"}""")
                .File("srv/node_modules/lodash/package.json", $$"""{"name":"lodash","version":"{{lodash}}","license":"MIT"}"""),
                "RUN /bin/sh -c npm ci # buildkit")
            .WriteOciArchive(_box.InputPath(file));
    }

    private string OnTerminal(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", $"{PaviorProcess.Binary} scan {Target}", "/dev/null"])
        {
            WorkingDirectory = _box.Work,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["HOME"] = _box.Home, ["TERM"] = "xterm-256color" },
        };
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
