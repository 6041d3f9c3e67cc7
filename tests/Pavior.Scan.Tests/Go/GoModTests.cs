using Pavior.Scan.Go;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Go;

public sealed class GoModTests
{
    [Theory]
    [InlineData("go1.15")]
    [InlineData("go1.19")]
    [InlineData("go1.27")]
    public void The_build_list_is_that_of_the_go_command(string release)
    {
        var mod = ExtractorRun.Over(new GoModExtractor(), "go.mod", File.ReadAllText(Fixture(release, "go.mod")));
        var sum = ExtractorRun.Over(new GoSumExtractor(), "go.sum", File.ReadAllText(Fixture(release, "go.sum")));

        var found = GoSums.Complete([.. mod.Packages, .. sum.Packages])
            .Where(p => p.Purl.Name != "stdlib" && !p.Properties.ContainsKey("go:replaced-by"))
            .Select(p => $"{p.Name} {p.Version}")
            .Order(StringComparer.Ordinal);

        Assert.Empty(mod.Gaps);
        Assert.Empty(sum.Gaps);
        Assert.Equal(File.ReadAllLines(Fixture(release, "expected.txt")).Where(l => l.Length > 0).Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void Requirements_stand_alone_or_in_blocks_with_comments_and_quotes()
    {
        var found = ExtractorRun.Over(new GoModExtractor(), "go.mod", """
            module "example.org/a" // Deprecated: use b
            go 1.24
            toolchain go1.24.3
            require example.org/b v1.0.0
            require ( // two more
                example.org/c v1.1.0 // indirect; why
                "example.org/d" v0.0.0-20240102030405-0123456789ab
            )
            exclude example.org/b v0.9.0
            retract [v1.0.0, v1.1.0]
            tool example.org/b/cmd
            """);

        Assert.Empty(found.Gaps);
        Assert.Equal(
            """
            example.org/b v1.0.0
            example.org/c v1.1.0
            example.org/d v0.0.0-20240102030405-0123456789ab
            stdlib 1.24.3
            """,
            ExtractorRun.Lines(found));
        Assert.Equal(["example.org/c"], found.Packages.Where(p => p.Properties.ContainsKey("go:indirect")).Select(p => p.Name));
        Assert.Equal(6, found.Packages.Single(p => p.Purl.Name == "c").Evidence[0].Line);
    }

    [Fact]
    public void A_requirement_without_a_version_is_refused_with_its_line()
    {
        var gap = Assert.Single(ExtractorRun.Over(new GoModExtractor(), "go.mod", "module a\n\nrequire example.org/b\n").Gaps);

        Assert.Equal("go.mod, line 3: expected a module path and a version", gap.Reason);
    }

    [Fact]
    public void A_sum_beside_a_complete_module_file_adds_nothing()
    {
        var mod = ExtractorRun.Over(new GoModExtractor(), "a/go.mod", "go 1.17\nrequire example.org/b v1.0.0\n");
        var sum = ExtractorRun.Over(new GoSumExtractor(), "a/go.sum", "example.org/c v1.0.0 h1:x=\nexample.org/c v1.2.0/go.mod h1:y=\n");

        Assert.Equal(["example.org/b"], GoSums.Complete([.. mod.Packages, .. sum.Packages]).Select(p => p.Name));
    }

    [Theory]
    [InlineData("v1.10.0", "v1.9.0")]
    [InlineData("v1.0.0", "v1.0.0-rc.1")]
    [InlineData("v1.0.0-rc.10", "v1.0.0-rc.9")]
    [InlineData("v0.0.0-20240102030405-0123456789ab", "v0.0.0-20230102030405-fedcba987654")]
    public void Versions_are_ordered(string later, string earlier)
    {
        Assert.True(GoVersionText.Compare(later, earlier) > 0);
        Assert.True(GoVersionText.Compare(earlier, later) < 0);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(Fixture("go1.27", "go.mod")), 2000))
            ExtractorRun.Over(new GoModExtractor(), "go.mod", bytes);
        foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(Fixture("go1.27", "go.sum")), 2000))
            ExtractorRun.Over(new GoSumExtractor(), "go.sum", bytes);
    }

    private static string Fixture(string release, string name) => Repository.Fixture("Pavior.Scan.Tests", $"go/{release}/{name}");
}
