using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Toml;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Toml;

public sealed class TomlDocumentTests
{
    private const string Sample = """"
        # a comment
        title = "TOML é" # another
        dotted.a.b = 1
        dotted."c d" = [1, 2, [3, {x = 1}]]

        [owner]
        dob = 1979-05-27 07:32:00.5-08:00
        on = true
        text = """
        one \
             two
        three"""
        raw = '''C:\x'y'''

        [[item]]
        name = 'é' ; 
        """";

    [Fact]
    public void Keys_and_values_know_where_they_stand()
    {
        var root = Root("""
            title = "é" # comment
            a.b = { "x y" = [1, true] }
            [[item]]
            'é' = 1979-05-27 07:32:00Z
            """);

        Assert.Equal(
            """
            title 1:1 = a string 1:9
            a 2:1 = a table 2:1
              b 2:3 = a table 2:7
                x y 2:9 = an array 2:17
                  an integer 2:18
                  a boolean 2:21
            item 3:3 = an array of tables 3:1
              a table 3:1
                é 4:1 = a date or time 4:7

            """,
            Print(root, 0));
    }

    [Theory]
    [InlineData("1_000", "1000")]
    [InlineData("+99", "99")]
    [InlineData("-0", "0")]
    [InlineData("0xDEAD_beef", "3735928559")]
    [InlineData("0o17", "15")]
    [InlineData("0b1_0", "2")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("6.626e-34", "6.626E-34")]
    [InlineData("1e06", "1000000")]
    [InlineData("-inf", "-Infinity")]
    [InlineData("nan", "NaN")]
    [InlineData("1979-05-27T07:32:00.999-07:00", "1979-05-27T07:32:00.999-07:00")]
    [InlineData("1979-05-27 07:32", "1979-05-27 07:32")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("07:32:00", "07:32:00")]
    [InlineData(@"""a\tb\u00E9\U0001F600\e\x41\\""", "a\tbé😀\u001BA\\")]
    [InlineData(@"'a\tb'", @"a\tb")]
    [InlineData("\"\"\"\na \\\n   b\"\"\"\"\"", "a b\"\"")]
    [InlineData("'''\r\nx''y\r\n'''", "x''y\n")]
    public void A_value_of_each_notation_is_read(string written, string value) =>
        Assert.Equal(value, Text(Root("k = " + written).Find("k")!));

    [Theory]
    [InlineData("a = 1\na = 2", 2)]
    [InlineData("[a]\n[a]", 2)]
    [InlineData("[a]\nb.c = 1\n[a.b]", 3)]
    [InlineData("[a.b]\nx = 1\n[a]\nb.y = 2", 4)]
    [InlineData("a = {b = 1}\na.c = 2", 2)]
    [InlineData("a = {b = 1}\n[a.c]", 2)]
    [InlineData("a = []\n[[a]]", 2)]
    [InlineData("[[a]]\n[a]", 2)]
    [InlineData("[a]\n[[a]]", 2)]
    [InlineData("[[a.b]]\n[[a]]", 2)]
    [InlineData("a = {b.c = 1, b = 2}", 1)]
    [InlineData("a = 1\n\na.b = 2", 3)]
    public void A_second_definition_is_refused(string text, int line) =>
        Assert.Contains($", line {line}: expected a new key", Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("a = ")]
    [InlineData("a")]
    [InlineData("= 1")]
    [InlineData("a = 1 b = 2")]
    [InlineData("a = 01")]
    [InlineData("a = 1__0")]
    [InlineData("a = 1_")]
    [InlineData("a = .5")]
    [InlineData("a = 1.")]
    [InlineData("a = 0x")]
    [InlineData("a = 9223372036854775808")]
    [InlineData("a = 2023-02-29")]
    [InlineData("a = 24:00:00")]
    [InlineData("a = \"x")]
    [InlineData("a = \"x\ny\"")]
    [InlineData("a = \"\\q\"")]
    [InlineData("a = \"\\uD800\"")]
    [InlineData("a = \"\"\"x")]
    [InlineData("a = \"\"\"x\"\"\"\"\"\"")]
    [InlineData("\"\"\"a\"\"\" = 1")]
    [InlineData("a = [1 2]")]
    [InlineData("a = {b = 1")]
    [InlineData("a = {, }")]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("[a]]")]
    [InlineData("[[a] ]")]
    [InlineData("a = 1 # \u0000")]
    [InlineData("a = 1\r")]
    public void What_is_not_toml_is_refused_with_its_line(string text) =>
        Assert.StartsWith("f.toml, line 1: expected ", Refusal(text).Replace("line 2", "line 1", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_not_utf8_is_refused_with_its_line()
    {
        var bad = Assert.Throws<ParseException>(() => TomlDocument.Parse("f.toml", (byte[])[.. "a = 1\nb = '"u8, 0xFF, (byte)'\'']));

        Assert.Equal("f.toml, line 2: expected UTF-8 text", bad.Message);
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{a=", 100_000)]
    [InlineData("a.", 100_000)]
    public void Depth_is_limited(string repeated, int count)
    {
        var nested = string.Concat(Enumerable.Repeat(repeated, count));

        var bad = Assert.Throws<ParseException>(() => Root((repeated == "a." ? "" : "k = ") + nested));

        Assert.Equal(GapKind.LimitReached, bad.Kind);
    }

    [Fact]
    public void A_long_line_is_read_in_linear_time()
    {
        var items = string.Join(", ", Enumerable.Range(0, 200_000).Select(i => $"\"é{i}\""));

        Assert.Equal(200_000, Root($"a = [{items}]").Array("a").Count);
    }

    [Fact]
    public void A_value_of_another_kind_than_asked_for_is_named_with_its_line()
    {
        var root = Root("a = 1\nb = 'x'\n[c]");

        Assert.Equal("f.toml, line 1: expected a string for 'a', not an integer", Assert.Throws<ParseException>(() => root.Text("a")).Message);
        Assert.Equal("f.toml, line 2: expected a table for 'b', not a string", Assert.Throws<ParseException>(() => root.Table("b")).Message);
        Assert.Equal(
            "f.toml, line 3: expected a string 'name' in the table that begins here",
            Assert.Throws<ParseException>(() => root.Table("c")!.RequiredText("name")).Message);
    }

    [Fact]
    public void Broken_variants_are_read_or_refused_but_never_crash()
    {
        foreach (var bytes in SeededMutations.Of(Encoding.UTF8.GetBytes(Sample), 4_000))
        {
            try
            {
                TomlDocument.Parse("f.toml", bytes);
            }
            catch (ParseException)
            {
            }
        }
    }

    private static TomlTable Root(string text) => TomlDocument.Parse("f.toml", Encoding.UTF8.GetBytes(text));

    private static string Refusal(string text) => Assert.Throws<ParseException>(() => Root(text)).Message;

    private static string Text(TomlValue value) => value switch
    {
        TomlString s => s.Value,
        TomlInteger i => i.Value.ToString(CultureInfo.InvariantCulture),
        TomlFloat f => f.Value.ToString(CultureInfo.InvariantCulture),
        TomlDateTime d => d.Text,
        _ => value.Kind,
    };

    private static string Print(TomlTable table, int depth)
    {
        var text = new StringBuilder();
        foreach (var entry in table.Entries)
        {
            text.Append(' ', depth * 2).Append(CultureInfo.InvariantCulture, $"{entry.Key} {Place(entry.KeyPosition)} = ");
            text.Append(CultureInfo.InvariantCulture, $"{entry.Value.Kind} {Place(entry.Value.Position)}\n").Append(Children(entry.Value, depth + 1));
        }

        return text.ToString();
    }

    private static string Children(TomlValue value, int depth) => value switch
    {
        TomlTable table => Print(table, depth),
        TomlArray array => string.Concat(array.Items.Select(
            i => new string(' ', depth * 2) + $"{i.Kind} {Place(i.Position)}\n" + Children(i, depth + 1))),
        _ => "",
    };

    private static string Place(TomlPosition at) => $"{at.Line}:{at.Column}";
}
