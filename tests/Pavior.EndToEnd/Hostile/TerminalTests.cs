using System.Text;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Names made to act on the terminal or page that shows them.</summary>
public sealed partial class TerminalTests : HostileInput
{
    private const string Escape = "\u001b[2J\u001b]0;owned\u0007\u009b31m";

    public static TheoryData<string> Formats => ["table", "markdown", "json", "cyclonedx-1.6", "cyclonedx-1.7", "spdx-2.3", "spdx-2.3-tag-value", "spdx-3.0"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_name_or_gap_reaches_the_terminal_as_a_control_sequence(string format)
    {
        var run = Scan(Hostile(), format);
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.DoesNotContain((run.Output + run.Error).Replace("\n", "", StringComparison.Ordinal), c => char.IsControl(c));
        Assert.DoesNotContain((run.Output + run.Error).Replace("\n", "", StringComparison.Ordinal), c => format is "table" or "markdown" && c is '\u202e' or '\u2066' or '\u200b');
        Harmless(run);
    }

    [Fact]
    public void Markup_in_names_stays_text_in_markdown()
    {
        var output = CodeSpan().Replace(Scan(Hostile(), "markdown").Output, "");
        Assert.DoesNotContain("<script>", output, StringComparison.Ordinal);
        Assert.DoesNotContain("[click](", output, StringComparison.Ordinal);
        Assert.DoesNotContain("[x](", output, StringComparison.Ordinal);
    }

    /// <summary>What stands between backticks is shown as it is.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("(`+)[^\n]*?[^`]\\1(?!`)")]
    private static partial System.Text.RegularExpressions.Regex CodeSpan();

    private string Hostile()
    {
        var tar = new TarBytes()
            .Pax(("path", $"srv/{Escape}\n\r\t/node_modules/a/package.json")).File("x", "{broken")
            .Pax(("path", "srv/\u202egpj.exe\u2066\u200b/node_modules/b/package.json")).File("x", "{broken")
            .Pax(("path", "srv/<script>alert(1)</script>|[click](http://example.org)`/node_modules/c/package.json")).File("x", "{broken")
            .Pax(("path", $"srv/{Escape}/var/x.dist-info/METADATA")).File("x", $"Metadata-Version: 2.1\nName: evil{Escape}|<script>[x](http://example.org)\nVersion: 1{Escape}\n")
            .File("lib/apk/db/installed", $"P:evil{Escape}\nV:1{Escape}\nA:x86_64\nm:{Escape}<script>\n\n")
            .File("etc/os-release", $"ID=debian\nVERSION_ID=12\nPRETTY_NAME=\"De{Escape}bian\"\n");
        var invalid = TarBytes.Header("srv/node_modules/??/package.json", '0', 7, change: h => (h[17], h[18]) = (0xff, 0xfe));
        tar.Raw(invalid).Padded(Encoding.UTF8.GetBytes("{broken"));
        var image = new TestImage();
        image.Labels["org.opencontainers.image.base.name"] = $"base{Escape}<script>";
        return Box.InputFile("i.tar", image.Layer(tar, $"RUN echo {Escape} <script>alert(1)</script> | [x](http://example.org)"));
    }
}
