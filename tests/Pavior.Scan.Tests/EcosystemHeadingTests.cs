using System.Text.RegularExpressions;
using Pavior.Reports.Text;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests;

/// <summary>Every type of package URL that is made anywhere, and every one that a feed knows, has a heading that people read.</summary>
public sealed class EcosystemHeadingTests
{
    [Fact]
    public void Every_type_that_an_extractor_makes_has_a_heading() => Assert.Empty(
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Pavior.Scan"), "*.cs", SearchOption.AllDirectories)
        from type in Types(File.ReadAllText(path))
        where !Ecosystems.HasTitle(type)
        select $"{type} in {Path.GetFileName(path)}");

    [Fact]
    public void Every_type_that_a_feed_knows_has_a_heading() =>
        Assert.DoesNotContain(Pavior.Scan.Advisories.Ecosystems.Types, t => !Ecosystems.HasTitle(t));

    [Fact]
    public void A_type_that_nobody_knows_keeps_its_name() => Assert.Equal("unheard-of", Ecosystems.Title("unheard-of"));

    private static IEnumerable<string> Types(string source) =>
        Regex.Matches(source, "(?:new PackageUrl|AddPart)\\(\\s*\"([a-z0-9.+-]+)\"").Select(m => m.Groups[1].Value)
            .Concat(Regex.Matches(source, "Purl = new\\(\"([a-z0-9.+-]+)\"").Select(m => m.Groups[1].Value));
}
