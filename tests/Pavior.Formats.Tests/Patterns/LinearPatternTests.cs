using System.Diagnostics;
using Pavior.Core;
using Pavior.Formats.Patterns;
using Xunit;

namespace Pavior.Formats.Tests.Patterns;

/// <summary>Patterns of RE2: what they match, what is none, and that none takes long.</summary>
public sealed class LinearPatternTests
{
    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("b+c", "abbbcd", true)]
    [InlineData("^b", "ab", false)]
    [InlineData("b$", "ab", true)]
    [InlineData("b$", "ab\n", false)]
    [InlineData("(?m)^b$", "a\nb\nc", true)]
    [InlineData(@"\Ab\z", "b", true)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData("(?s)a.c", "a\nc", true)]
    [InlineData("(?i)straße", "STRAßE", true)]
    [InlineData("(?i:A)b", "aB", false)]
    [InlineData("(?i)[k]", "\u212a", true)]
    [InlineData("gr(a|e)y", "grey", true)]
    [InlineData("^(a|b|)$", "", true)]
    [InlineData("^(?P<x>ab)+?$", "ababab", true)]
    [InlineData("^(?<x>ab)$", "ab", true)]
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("^a{2,}$", "aaaa", true)]
    [InlineData("^a{2}$", "aa", true)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("^[a-c]+$", "abcabc", true)]
    [InlineData("^[^a-c]+$", "xyz", true)]
    [InlineData("^[]a]+$", "]a", true)]
    [InlineData("^[a-]+$", "-a", true)]
    [InlineData(@"^[\d_]+$", "12_3", true)]
    [InlineData("^[[:alpha:][:^space:]]+$", "a1", true)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\pL+$", "aßЖ", true)]
    [InlineData(@"^\p{Lu}\P{Lu}$", "Ab", true)]
    [InlineData(@"\bfoo\b", "a foo b", true)]
    [InlineData(@"\bfoo\b", "afoo", false)]
    [InlineData(@"o\Bo", "foo", true)]
    [InlineData(@"^\Qa.b*\E+$", "a.b**", true)]
    [InlineData(@"\x41\x{1F600}\101", "A😀A", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^(😀|a){2}$", "a😀", true)]
    [InlineData("^(a*)*$", "aaa", true)]
    [InlineData("^((a?)*)*b$", "aab", true)]
    public void A_pattern_is_found(string pattern, string text, bool found) => Assert.Equal(found, LinearPattern.Parse(pattern).IsMatch(text));

    [Theory]
    [InlineData("(a", "byte 2: expected the closing parenthesis")]
    [InlineData("a)", "byte 1: expected the end of the pattern")]
    [InlineData("*a", "byte 0: expected something to repeat")]
    [InlineData("a**", "byte 3: expected at most one repetition")]
    [InlineData("[a", "byte 2: expected the closing bracket")]
    [InlineData("[b-a]", "byte 4: expected a range whose lower end comes first")]
    [InlineData(@"(a)\1", "byte 5: expected an escape that RE2 knows")]
    [InlineData(@"\q", "byte 2: expected an escape that RE2 knows")]
    [InlineData("(?=a)", "byte 3: expected flags among i, m, s and U")]
    [InlineData("a{1001}", "byte 1: expected a repetition of at most 1000, the lower bound first")]
    [InlineData(@"\p{Nope}", "byte 8: expected a general category of Unicode, such as L or Lu")]
    public void What_is_no_pattern_is_told(string pattern, string expected) =>
        Assert.Equal($"pattern, {expected}", Assert.Throws<ParseException>(() => LinearPattern.Parse(pattern)).Message);

    [Theory]
    [InlineData("((((a{100}){100}){100}){100})")]
    [InlineData("(((((((()?){1000}){1000}){1000}){1000}))))")]
    public void A_pattern_that_grows_is_refused(string pattern) => Assert.Throws<ParseException>(() => LinearPattern.Parse(pattern));

    [Fact]
    public void Nothing_repeated_a_thousand_times_a_thousand_times_is_nothing() =>
        Assert.True(LinearPattern.Parse("((((){1000}){1000}){1000}){1000}").IsMatch(""));

    [Fact]
    public void What_takes_other_engines_for_ever_takes_no_time()
    {
        var clock = Stopwatch.StartNew();
        Assert.False(LinearPattern.Parse("^(a+)+$").IsMatch(new string('a', 20_000) + "b"));
        Assert.False(LinearPattern.Parse("(a|a)*(a|a)*(a|a)*c").IsMatch(new string('a', 20_000)));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
