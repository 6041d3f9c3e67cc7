using Pavior.Core;
using Pavior.Formats.Cel;
using Xunit;

namespace Pavior.Formats.Tests.Cel;

/// <summary>Expressions over a host's own objects: what they give, and how a mistake in one is told.</summary>
public sealed class CelProgramTests
{
    private static readonly CelObjectType House = new(
        "house",
        new CelField("colour", CelType.OneOf("red", "green"), static h => CelValue.Of((string)h)),
        new CelField("doors", CelType.Int, static h => ((string)h).Length is var doors and > 3 ? CelValue.Of((long)doors) : null),
        new CelField("people", CelType.List(CelType.String), static _ => CelValue.Of((string[])["Ann", "Bob"])),
        new CelField("labels", CelType.Map(CelType.String, CelType.String), static _ => CelValue.Of([new KeyValuePair<string, string>("a", "b")])));

    private static readonly CelEnvironment Environment = new(
        new CelVariable("house", House.Type), new CelVariable("houses", CelType.List(House.Type)), new CelVariable("anything", CelType.Dyn));

    [Theory]
    [InlineData("house.colour == 'green'", "true")]
    [InlineData("has(house.doors) ? house.doors : -1", "5")]
    [InlineData("houses.map(h, h.doors)", "[0, 5]")]
    [InlineData("houses.filter(h, !has(h.doors)).size()", "1")]
    [InlineData("houses.exists(h, h.colour in ['red'])", "true")]
    [InlineData("house.labels.a + house.labels['a']", "\"bb\"")]
    [InlineData("'z' in house.labels", "false")]
    [InlineData("house.labels.z", "error(no such key: z)")]
    [InlineData("house.people[2]", "error(no item 2 in a list of 2)")]
    [InlineData("house.people.all(p, p.matches('^[A-Z][a-z]+$'))", "true")]
    [InlineData("anything.whatever == 1 || true", "true")]
    [InlineData("anything.whatever == 1", "error(no field whatever: null_type has none)")]
    [InlineData("house == houses[1]", "true")]
    [InlineData("[1, 2u, 3.0].exists(x, x == 3)", "true")]
    [InlineData("timestamp('2026-03-01T00:00:00Z') - timestamp('2026-02-01T00:00:00Z') > duration('600h')", "true")]
    [InlineData("'a' + 'b' // a remark", "\"ab\"")]
    [InlineData("9223372036854775807 + 1", "error(the result does not fit into 64 bits)")]
    [InlineData("-9223372036854775808 * -1", "error(the result does not fit into 64 bits)")]
    [InlineData("1u - 2u", "error(the result does not fit into 64 bits)")]
    [InlineData("5 / 0", "error(division by zero)")]
    [InlineData("{'a': 1, 'a': 2}", "error(the key \"a\" stands twice in one map)")]
    public void An_expression_gives(string expression, string value) => Assert.Equal(value, Evaluate(expression).ToString());

    [Theory]
    [InlineData("hous.colour == 'red'", 1, "a name that is known, not hous (did you mean house?)")]
    [InlineData("house.color == 'red'", 7, "a field of house, not color (did you mean colour?)")]
    [InlineData("house.colour == 'gren'", 14, "one of red, green, not \"gren\" (did you mean green?)")]
    [InlineData("'blue' in houses.map(h, h.colour)", 8, "one of red, green, not \"blue\"")]
    [InlineData("house.colour in ['red', 'blue']", 14, "one of red, green, not \"blue\"")]
    [InlineData("house.doors > '2'", 13, "> of what goes together, not of (int, string)")]
    [InlineData("house.doors == '2'", 13, "two that can be equal, not int and string")]
    [InlineData("house.doors && true", 7, "a bool at &&, not a int")]
    [InlineData("houses.exists(h, h.colours == '')", 20, "a field of house, not colours (did you mean colour?)")]
    [InlineData("houses.exists(h.colour, true)", 17, "the name of a variable")]
    [InlineData("house.colour.startWith('r')", 14, "a function that is known, not startWith (did you mean startsWith?)")]
    [InlineData("size(1, 2)", 1, "size as size(string) or size(bytes) or size(list(dyn)) or size(map(dyn, dyn)) or string.size() or bytes.size() or list(dyn).size() or map(dyn, dyn).size()")]
    [InlineData("house.colour.matches('(a')", 14, "a pattern with the syntax of RE2 (pattern, byte 2: expected the closing parenthesis)")]
    [InlineData("has(house)", 1, "has() of a field, such as has(a.b)")]
    [InlineData("1 +", 4, "a value, and it ends here")]
    [InlineData("(1", 3, "), and it ends here")]
    [InlineData("1 2", 3, "the end of the expression, not 2")]
    [InlineData("'abc", 5, "the closing '")]
    [InlineData("'\\q'", 2, "an escape that CEL knows")]
    [InlineData("a = b", 3, "a word of CEL, not '='")]
    [InlineData("18446744073709551616", 1, "a whole number of 64 bits")]
    [InlineData("9223372036854775808", 1, "a whole number of 64 bits")]
    [InlineData("for", 1, "a name, not for, which CEL keeps for itself")]
    [InlineData("{1.5: 2}", 2, "a key that is a text, whole number or bool, not a double")]
    [InlineData("Thing{a: 1}", 1, "a value: there is no type Thing to make")]
    public void A_mistake_is_told_by_its_column_before_anything_runs(string expression, int column, string expected)
    {
        var bad = Assert.Throws<ParseException>(() => Evaluate(expression));
        Assert.Equal($"pavior.yaml, line 3, column {column}: expected {expected}", bad.Message);
    }

    [Fact]
    public void Lines_of_a_long_expression_are_counted_from_where_it_stands()
    {
        var source = new CelSource("p.yaml", "true &&\n  hous", Line: 10, Column: 7, Margin: 5);
        Assert.Equal("p.yaml, line 11, column 7: expected a name that is known, not hous (did you mean house?)", Assert.Throws<ParseException>(() => CelProgram.Compile(source, Environment)).Message);
    }

    [Fact]
    public void What_is_used_is_known() => Assert.Equal(["house", "houses"], Compile("houses.exists(h, h == house) || false").Uses);

    [Theory]
    [InlineData("[0,1,2,3,4,5,6,7,8,9].map(a, [0,1,2,3,4,5,6,7,8,9].map(b, [0,1,2,3,4,5,6,7,8,9].map(c, [0,1,2,3,4,5,6,7,8,9].map(d, [0,1,2,3,4,5,6,7,8,9].map(e, [0,1,2,3,4,5,6,7,8,9].map(f, f))))))")]
    [InlineData("[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, [0,1,2,3,4,5,6,7,8,9].all(c, [0,1,2,3,4,5,6,7,8,9].all(d, [0,1,2,3,4,5,6,7,8,9].all(e, [0,1,2,3,4,5,6,7,8,9].all(f, true)))))) || true")]
    public void An_expression_that_never_seems_to_end_is_broken_off(string expression) =>
        Assert.Equal("error(it costs more than 1000000 steps)", Evaluate(expression).ToString());

    [Fact]
    public void A_text_that_doubles_itself_is_broken_off()
    {
        var expression = "'0123456789'";
        for (var i = 0; i < 30; i++)
            expression = $"[{expression}].map(x{i}, x{i} + x{i})[0]";
        Assert.Equal("error(it costs more than 1000000 steps)", Evaluate(expression).ToString());
    }

    [Theory]
    [InlineData("(", 10_000)]
    [InlineData("[", 10_000)]
    [InlineData("-", 10_000)]
    [InlineData("!", 60_000)]
    [InlineData("a.", 30_000)]
    [InlineData("1+", 30_000)]
    [InlineData("true?1:", 9_000)]
    [InlineData("{1:", 9_000)]
    [InlineData("x(", 9_000)]
    public void Nesting_has_an_end(string part, int times)
    {
        var bad = Assert.Throws<ParseException>(() => Evaluate(string.Concat(Enumerable.Repeat(part, times)) + "1"));
        Assert.Equal(GapKind.LimitReached, bad.Kind);
    }

    [Fact]
    public void A_long_chain_of_conditions_is_not_deep() =>
        Assert.True(Evaluate(string.Join(" && ", Enumerable.Repeat("house.doors == 5", 1_000))).IsTrue);

    private static CelProgram Compile(string expression) => CelProgram.Compile(new CelSource("pavior.yaml", expression, Line: 3), Environment);

    private static CelValue Evaluate(string expression)
    {
        var (green, red) = (CelValue.Of(House, "green"), CelValue.Of(House, "red"));
        return Compile(expression).Evaluate(green, CelValue.Of((CelValue[])[red, green]), CelValue.Null);
    }
}
