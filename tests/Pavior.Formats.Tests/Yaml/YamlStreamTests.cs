using System.Text;
using Pavior.Core;
using Pavior.Formats.Yaml;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Yaml;

public sealed class YamlStreamTests
{
    [Fact]
    public void Every_key_and_value_knows_where_it_stands()
    {
        var root = Root("""
            apiVersion: v1
            metadata:
              name: web
              labels: {app: web, tier: "front"}
            items:
              - one
              - two: 2
            """);

        Assert.Equal(
            """
            map 1:1-7:11
              apiVersion 1:1-1:11 = v1 Plain 1:13-1:15
              metadata 2:1-2:9 = map 3:3-4:36
                name 3:3-3:7 = web Plain 3:9-3:12
                labels 4:3-4:9 = map 4:11-4:36
                  app 4:12-4:15 = web Plain 4:17-4:20
                  tier 4:22-4:26 = front DoubleQuoted 4:28-4:35
              items 5:1-5:6 = seq 6:3-7:11
                one Plain 6:5-6:8
                map 7:5-7:11
                  two 7:5-7:8 = 2 Plain 7:10-7:11

            """,
            Print(root, 0));
    }

    [Fact]
    public void Values_left_out_stand_behind_their_key()
    {
        var root = Root("a:\nb: \n\nc: [x, ]\nd: {e, f: }\ng:\n");

        Assert.Equal(
            """
            map 1:1-6:3
              a 1:1-1:2 =  Plain 1:3-1:3
              b 2:1-2:2 =  Plain 2:3-2:3
              c 4:1-4:2 = seq 4:4-4:9
                x Plain 4:5-4:6
              d 5:1-5:2 = map 5:4-5:12
                e 5:5-5:6 =  Plain 5:6-5:6
                f 5:8-5:9 =  Plain 5:11-5:11
              g 6:1-6:2 =  Plain 6:3-6:3

            """,
            Print(root, 0));
    }

    [Fact]
    public void Scalar_styles_are_kept_and_their_text_is_resolved()
    {
        var root = Root("plain: a b\nsingle: 'it''s'\ndouble: \"tab\\there\"\nliteral: |\n  one\n  two\nfolded: >-\n  one\n  two\n");

        Assert.Equal(
            ["Plain:a b", "SingleQuoted:it's", "DoubleQuoted:tab\there", "Literal:one\ntwo\n", "Folded:one two"],
            root.Entries.Select(e => $"{((YamlScalar)e.Value).Style}:{e.Value.Text}"));
    }

    [Theory]
    [InlineData("~", true)]
    [InlineData("null", true)]
    [InlineData("", true)]
    [InlineData("'null'", false)]
    [InlineData("nil", false)]
    public void Null_is_what_the_core_schema_calls_so(string text, bool expected) =>
        Assert.Equal(expected, ((YamlScalar)Root($"a: {text}")["a"]!).IsNull);

    [Theory]
    [InlineData("true", true, true)]
    [InlineData("FALSE", true, false)]
    [InlineData("yes", false, false)]
    [InlineData("'true'", false, true)]
    public void Booleans_are_plain_true_and_false(string text, bool isBoolean, bool value)
    {
        var scalar = (YamlScalar)Root($"a: {text}")["a"]!;
        Assert.Equal(isBoolean, scalar.TryGetBoolean(out var actual));
        Assert.Equal(value, actual);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-12", -12)]
    [InlineData("+7", 7)]
    [InlineData("0o17", 15)]
    [InlineData("0xff", 255)]
    [InlineData("1.5", null)]
    [InlineData("\"1\"", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("0o7777777777777777777777", null)]
    public void Integers_are_those_of_the_core_schema(string text, int? value)
    {
        var isInteger = ((YamlScalar)Root($"a: {text}")["a"]!).TryGetInteger(out var actual);
        Assert.Equal(value, isInteger ? (int)actual : null);
    }

    [Fact]
    public void An_alias_stands_at_its_own_place_and_shares_the_content_of_its_anchor()
    {
        var root = Root("base: &base\n  image: nginx\nother: *base\n");

        var alias = Assert.IsType<YamlMapping>(root["other"]);
        Assert.Equal("3:8-3:13", alias.Span.ToString());
        Assert.Equal("nginx", alias.TextOf("image"));
        Assert.Same(root["base"], alias.Definition);
        Assert.Equal("base", root["base"]!.Anchor);
        Assert.Null(alias.Anchor);
    }

    [Fact]
    public void Aliases_that_stand_for_a_billion_nodes_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
            text.Append(i is var n ? $"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]\n" : "");

        var bad = Assert.Throws<ParseException>(() => Root(text.ToString()));

        Assert.Equal(GapKind.LimitReached, bad.Kind);
        Assert.Equal("f.yaml: line 7: aliases that stand for more than 1000000 nodes", bad.Message);
    }

    [Theory]
    [InlineData("a: &a [*a]", "f.yaml, line 1: expected an alias of a node that is complete, not *a")]
    [InlineData("x: &a 1\na: &a\n  b: *a", "f.yaml, line 3: expected an alias of a node that is complete, not *a")]
    [InlineData("a: *b", "f.yaml, line 1: expected an alias of a node that is complete, not *b")]
    [InlineData("a: 1\n---\nb: *a", "f.yaml, line 3: expected an alias of a node that is complete, not *a")]
    public void An_alias_needs_a_complete_node_before_it(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ParseException>(() => YamlStream.Parse("f.yaml", Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void Duplicate_keys_are_reported_and_the_last_one_counts()
    {
        var document = YamlStream.ParseSingle("f.yaml", "a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n"u8);

        Assert.Equal(
            ["c 3:3 4:3", "a 1:1 5:1", "a 5:1 6:1"],
            document.DuplicateKeys.Select(d => $"{d.Name} {d.Earlier.Span.Start} {d.Later.Span.Start}"));
        Assert.Equal("4", ((YamlMapping)document.Root).TextOf("a"));
    }

    [Fact]
    public void Duplicate_keys_of_a_large_mapping_are_reported_alike()
    {
        var text = string.Concat(Enumerable.Range(0, 20).Select(i => $"k{i}: {i}\n")) + "k3: x\nk3: y\n";
        var document = YamlStream.ParseSingle("f.yaml", Encoding.UTF8.GetBytes(text));

        Assert.Equal(["k3 4:1 21:1", "k3 21:1 22:1"], document.DuplicateKeys.Select(d => $"{d.Name} {d.Earlier.Span.Start} {d.Later.Span.Start}"));
        Assert.Equal("y", ((YamlMapping)document.Root).TextOf("k3"));
    }

    [Fact]
    public void A_stream_holds_any_number_of_documents()
    {
        var documents = YamlStream.Parse("f.yaml", "---\na: 1\n---\n---\n- x\n...\n"u8);

        Assert.Equal(["2:1", "3:4", "5:1"], documents.Select(d => d.Root.Span.Start.ToString()));
        Assert.True(Assert.IsType<YamlScalar>(documents[1].Root).IsNull);
        Assert.Empty(YamlStream.Parse("f.yaml", ""u8));
        Assert.Empty(YamlStream.Parse("f.yaml", "# nothing but words\n"u8));
    }

    [Fact]
    public void A_second_document_is_refused_where_one_is_expected() =>
        Assert.Equal(
            "f.yaml, line 3: expected the end of the only document",
            Assert.Throws<ParseException>(() => YamlStream.ParseSingle("f.yaml", "a: 1\n---\nb: 2\n"u8)).Message);

    [Fact]
    public void Tags_are_passed_over()
    {
        var root = Root("a: !!str 1\nb: !custom {c: !Ref d}\n");
        Assert.Equal("1", root.TextOf("a"));
        Assert.Equal("d", ((YamlMapping)root["b"]!).TextOf("c"));
    }

    [Fact]
    public void Byte_order_marks_and_UTF_16_are_read()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes("naïve: ☃")).ToArray();
            Assert.Equal("☃", ((YamlMapping)YamlStream.ParseSingle("f.yaml", bytes).Root).TextOf("naïve"));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_named_by_line() =>
        Assert.Equal(
            "f.yaml, line 2: expected UTF-8 text",
            Assert.Throws<ParseException>(() => YamlStream.Parse("f.yaml", [.. "a: 1\nb: "u8, 0xC3, 0x28])).Message);

    [Theory]
    [InlineData("a: [1, 2\nb: 3", 2)]
    [InlineData("a: 1\n b: 2", 2)]
    [InlineData("a: \"x", 1)]
    [InlineData("a: 1\n\tb: 2", 2)]
    [InlineData("%YAML 9.9\n---\na", 1)]
    public void What_is_not_YAML_is_named_by_line(string text, int line)
    {
        var bad = Assert.Throws<ParseException>(() => YamlStream.Parse("f.yaml", Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith($"f.yaml, line {line}: expected YAML", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        foreach (var text in new[] { new string('[', 100_000), string.Concat(Enumerable.Repeat("- ", 5_000)), string.Concat(Enumerable.Repeat("{a: ", 50_000)) })
        {
            var bad = Assert.Throws<ParseException>(() => YamlStream.Parse("f.yaml", Encoding.UTF8.GetBytes(text)));
            Assert.Equal(GapKind.LimitReached, bad.Kind);
        }
    }

    [Fact]
    public void Size_and_number_of_nodes_and_documents_have_limits()
    {
        foreach (var bytes in new[]
        {
            new byte[YamlStream.MaxBytes + 1],
            Encoding.UTF8.GetBytes("[" + new string(',', 10) + string.Concat(Enumerable.Repeat("1,", YamlStream.MaxNodes)) + "]")[..],
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("---\n", YamlStream.MaxDocuments + 1))),
        })
        {
            var bad = Assert.Throws<ParseException>(() => YamlStream.Parse("f.yaml", bytes));
            Assert.True(bad.Kind is GapKind.LimitReached or GapKind.Malformed);
        }
    }

    [Fact]
    public void Keys_of_more_than_1024_characters_are_read_when_written_as_the_specification_asks()
    {
        var key = new string('k', 20_000);
        Assert.Equal("1", Root($"? \"{key}\"\n: 1").TextOf(key));
    }

    [Fact]
    public void Mutated_inputs_end_in_a_tree_or_a_parse_exception()
    {
        var seed = Encoding.UTF8.GetBytes("""
            %TAG ! tag:example.org,2000:
            ---
            a: &x {b: [1, 'two', "th\u0072ee"], ? c : d}
            e: |-
              text
              more
            f: >+2
                folded
            ? [complex, key]
            : !!set {x, y}
            g: *x
            ...
            ---
            - - - deep
            - !local &y value # comment
            - *y
            """);
        foreach (var bytes in SeededMutations.Of(seed, 4_000))
        {
            try
            {
                YamlStream.Parse("f.yaml", bytes);
            }
            catch (ParseException)
            {
            }
        }
    }

    private static YamlMapping Root(string text) =>
        Assert.IsType<YamlMapping>(YamlStream.ParseSingle("f.yaml", Encoding.UTF8.GetBytes(text)).Root);

    private static string Print(YamlNode node, int depth)
    {
        var pad = new string(' ', depth);
        return node switch
        {
            YamlScalar scalar => $"{scalar.Value} {scalar.Style} {scalar.Span}\n",
            YamlSequence sequence => $"seq {sequence.Span}\n" + string.Concat(sequence.Items.Select(i => $"{pad}  {Print(i, depth + 2)}")),
            YamlMapping mapping => $"map {mapping.Span}\n"
                + string.Concat(mapping.Entries.Select(e => $"{pad}  {e.Name} {e.Key.Span} = {Print(e.Value, depth + 2)}")),
            _ => throw new InvalidOperationException(),
        };
    }
}
