using Pavior.Formats.Cel;
using Pavior.Testing;
using Xunit;

namespace Pavior.Policy.Tests;

/// <summary>The reference page of the policy says what conditions can see, and shows the built-in policy as it is.</summary>
public sealed class PolicyPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "policy.md"));

    [Fact]
    public void Every_field_stands_in_the_table_of_its_type() =>
        Assert.All(PolicyVocabulary.Types, type =>
        {
            var start = Page.IndexOf($"### {type.Name}\n", StringComparison.Ordinal);
            Assert.True(start >= 0, type.Name);
            var end = Page.IndexOf("\n### ", start + 1, StringComparison.Ordinal);
            var rows = Page[start..end].Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal));
            Assert.Equal(type.Fields.Select(f => $"{f.Name} {f.Meaning}"), rows.Select(r => r.Split('|')).Select(c => $"{c[1].Trim(' ', '`')} {c[3].Trim()}"));
        });

    /// <summary>Each name can be written at all: CEL keeps some words for itself.</summary>
    [Fact]
    public void Every_variable_can_be_named() =>
        Assert.All(PolicyVocabulary.Rule.Variables, v => CelProgram.Compile(new CelSource("p", $"{v.Name} == {v.Name}"), PolicyVocabulary.Rule));

    [Theory]
    [InlineData("docs/reference/policy.md")]
    [InlineData("docs/howto/gate-in-ci.md")]
    public void Every_condition_that_a_page_shows_is_one(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, page)).Select(l => l.Trim()).Where(l => l.StartsWith("when: ", StringComparison.Ordinal) && !l.EndsWith(">-", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, l => PolicyReaderTests.Read($"version: 1\ngates:\n  build:\n    rules:\n      - id: a\n        decision: deny\n        {l}\n"));
    }

    [Fact]
    public void Every_variable_is_listed() =>
        Assert.All(PolicyVocabulary.Rule.Variables, v => Assert.Contains($"`{v.Name}`", Page, StringComparison.Ordinal));

    [Fact]
    public void The_built_in_policy_is_shown() =>
        Assert.Contains(File.ReadAllText(Path.Combine(Repository.Root, "src", "Pavior.Policy", "built-in.yaml")).TrimEnd(), Page, StringComparison.Ordinal);
}
