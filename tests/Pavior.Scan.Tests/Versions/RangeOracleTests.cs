using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.DotNet;
using Pavior.Scan.Java;
using Pavior.Scan.Npm;
using Pavior.Scan.Php;
using Pavior.Scan.Python;
using Pavior.Scan.Ruby;
using Pavior.Scan.Rust;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Versions;

/// <summary>Versions and ranges of which the ecosystem's own tool says whether the one lies in the other.</summary>
public sealed class RangeOracleTests
{
    [Theory]
    [InlineData("composer-ranges.tsv", "composer")]
    [InlineData("gem-ranges.tsv", "gem")]
    [InlineData("npm-ranges.tsv", "npm")]
    [InlineData("nuget-ranges.tsv", "nuget")]
    public void Every_range_of_an_advisory_holds_what_its_oracle_says(string file, string type)
    {
        var rows = VersionCorpus.Ranges(file);
        Assert.SkipWhen(rows is null, $"{file} is not in the shared folder");

        Check(type, rows!);
    }

    /// <summary>Made by running the tools on versions and ranges of every shape; the first line of each file says which tool.</summary>
    [Theory]
    [InlineData("cargo")]
    [InlineData("composer")]
    [InlineData("gem")]
    [InlineData("maven")]
    [InlineData("npm")]
    [InlineData("nuget")]
    [InlineData("pypi")]
    public void Every_shape_of_range_holds_what_its_tool_says(string type) =>
        Check(type, File.ReadLines(Repository.Fixture("Pavior.Scan.Tests", $"versions/{type}-ranges.tsv"))
            .Skip(1)
            .Select(l => l.Split('\t'))
            .Select(f => (f[0], f[1], f[2] == "1")));

    internal static VersionRange Parse(string type, string range) => type switch
    {
        "cargo" => CargoRange.Parse(range, "a.json"),
        "composer" => ComposerRange.Parse(range, "a.json"),
        "gem" => GemRequirement.Parse(range, "a.json"),
        "maven" => MavenRange.Parse(range, "a.json"),
        "npm" => NpmRange.Parse(range, "a.json"),
        "nuget" => NuGetRange.Parse(range, "a.json"),
        "pypi" => PythonSpecifiers.Parse(range, "a.json"),
        _ => Pavior.Scan.Versions.PlainRange.Parse(VersionOrders.OfType(type)!, range, "a.json"),
    };

    private static void Check(string type, IEnumerable<(string Version, string Range, bool Satisfies)> rows)
    {
        var order = VersionOrders.OfType(type)!;
        var all = rows.ToArray();
        var wrong = all
            .Select(row => (Row: row, Range: Parse(type, row.Range)))
            .Where(r => r.Range.Contains(order, r.Row.Version) != r.Row.Satisfies)
            .Select(r => $"{r.Row.Version} {(r.Row.Satisfies ? "is" : "is not")} in {r.Row.Range}, read as {r.Range}")
            .ToArray();

        Assert.True(wrong.Length == 0 && all.Length > 100, $"{wrong.Length} of {all.Length}:\n{string.Join('\n', wrong.Take(20))}");
    }
}
