using System.Text;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;
using Xunit;

namespace Pavior.Formats.Tests.Json;

public sealed class JsonScanTests
{
    [Fact]
    public void Values_are_walked_in_order_and_know_their_line()
    {
        var scan = new JsonScan("f.json", "\uFEFF{ \"a\": \"x\",\n\"skipped\": {\"a\": [1, {}]},\n\"\\u0062\": [\n1, \"y\", null]}"u8);
        var seen = new List<string>();
        while (scan.NextMember(out var name))
        {
            var member = Encoding.UTF8.GetString(name);
            if (member == "skipped")
            {
                scan.Skip();
            }
            else if (scan.IsArray)
            {
                while (scan.NextItem())
                    seen.Add($"{member} {scan.Line} {scan.IsNull} {scan.Number()} {(scan.IsText ? scan.Text() : "")}");
            }
            else
            {
                seen.Add($"{member} {scan.Line} {scan.Text()}");
            }
        }

        scan.End();
        Assert.Equal(["a 1 x", "b 4 False 1 ", "b 4 False  y", "b 4 True  "], seen);
    }

    /// <summary>A reader that asks for another kind than there is keeps its place.</summary>
    [Theory]
    [InlineData("{\"deep\": [[{\"a\": 1}]]}")]
    [InlineData("[1, [2]]")]
    [InlineData("\"text\"")]
    [InlineData("1.5")]
    [InlineData("12345678901234567890123")]
    [InlineData("true")]
    public void What_is_of_another_kind_is_passed_over_whole(string value)
    {
        foreach (var ask in (Asking[])[(ref s) => s.Text(), (ref s) => s.Number(), (ref s) => s.TryObject() ? Drain(ref s) : null, (ref s) => s.TryArray() ? Drain(ref s) : null])
        {
            var scan = new JsonScan("f.json", Encoding.UTF8.GetBytes($"[{value}, \"next\"]"));
            Assert.True(scan.NextItem());
            ask(ref scan);
            Assert.True(scan.NextItem());
            Assert.Equal("next", scan.Text());
            Assert.False(scan.NextItem());
        }
    }

    [Theory]
    [InlineData("", "line 1: expected JSON")]
    [InlineData("{\n\"a\" 1}", "line 2: expected JSON")]
    [InlineData("{\n\"a\": \"\\ud800\"}", "line 2: expected a string without half a surrogate pair")]
    [InlineData("{\n\"\\ud800\": 1}", "line 2: expected a string without half a surrogate pair")]
    [InlineData("{}\n{}", "line 2: expected JSON")]
    [InlineData("{\"a\": [\n", "line 2: expected JSON")]
    [InlineData("{// no\n}", "line 1: expected JSON")]
    public void What_is_no_json_is_refused_by_line(string text, string message) =>
        Assert.Equal("f.json, " + message, Assert.Throws<ParseException>(() => ReadAll(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Throws<ParseException>(() => ReadAll([(byte)'"', 0xC3, (byte)'"']));

    [Fact]
    public void Nesting_has_a_limit() =>
        Assert.Throws<ParseException>(() => ReadAll(Encoding.UTF8.GetBytes(new string('[', 100_000))));

    [Fact]
    public void Equal_strings_become_one_in_a_pool()
    {
        var pool = new Utf8Pool();
        var scan = new JsonScan("f.json", "[\"abc\", \"abc\", \"\\u0061bc\"]"u8);
        scan.Array("a list");
        var texts = new List<string>();
        while (scan.NextItem())
            texts.Add(scan.Text("a word", pool));
        Assert.Same(texts[0], texts[1]);
        Assert.Equal("abc", texts[2]);
    }

    private delegate object? Asking(ref JsonScan scan);

    private static object? Drain(ref JsonScan scan)
    {
        if (scan.IsArray)
        {
            while (scan.NextItem())
                scan.Skip();
            return null;
        }

        while (scan.NextMember(out _))
            scan.Skip();
        return null;
    }

    private static void ReadAll(byte[] bytes)
    {
        var scan = new JsonScan("f.json", bytes);
        if (scan.IsObject)
        {
            while (scan.NextMember(out _))
                scan.Text();
        }
        else
        {
            scan.Skip();
        }

        scan.End();
    }
}
