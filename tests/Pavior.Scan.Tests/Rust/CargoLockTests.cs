using Pavior.Core;
using Pavior.Scan.Rust;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Rust;

public sealed class CargoLockTests
{
    /// <summary>expected.txt is what <c>cargo metadata</c> lists without the members of the workspace.</summary>
    [Fact]
    public void The_list_is_the_one_that_cargo_itself_prints()
    {
        var found = ExtractorRun.Over(new CargoLock(), "Cargo.lock", File.ReadAllBytes(Fixture("Cargo.lock")));

        Assert.Empty(found.Gaps);
        Assert.Equal(
            """
            pkg:cargo/gitcrate@3.1.4?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fgitcrate%405bf6354157fde7d487b317c01cc0e53df348ac75 15 
            pkg:cargo/leaf@0.1.0%2Bbuild.5 20 
            pkg:cargo/multi@1.3.2 33 
            pkg:cargo/multi@2.4.0 39 
            pkg:cargo/serdeish@1.0.1 45 leaf,multi
            """,
            string.Join('\n', found.Packages.Select(p => $"{p.Purl} {p.Evidence[0].Line} {string.Join(',', p.Requires)}")));
        Snapshot.Match(Fixture("expected.txt"), ExtractorRun.Lines(found) + "\n");
    }

    [Fact]
    public void A_first_version_lock_file_names_sources_in_dependencies() =>
        Assert.Equal(
            "pkg:cargo/a@1.0.0?repository_url=https:%2F%2Fregistry.example.org%2Findex b",
            Assert.Single(ExtractorRun.Over(new CargoLock(), "Cargo.lock", """
                [root]
                name = "app"
                version = "0.1.0"

                [[package]]
                name = "a"
                version = "1.0.0"
                source = "registry+https://registry.example.org/index"
                dependencies = ["b 0.2.0 (registry+https://registry.example.org/index)"]

                [metadata]
                "checksum a 1.0.0 (registry+https://registry.example.org/index)" = "00"
                """).Packages.Select(p => $"{p.Purl} {string.Join(',', p.Requires)}")));

    [Fact]
    public void A_later_version_of_the_lock_file_is_a_gap()
    {
        var gap = Assert.Single(ExtractorRun.Over(new CargoLock(), "Cargo.lock", "version = 9\n").Gaps);

        Assert.Equal(GapKind.Unsupported, gap.Kind);
    }

    [Fact]
    public void Broken_variants_are_read_or_refused_but_never_crash()
    {
        foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(Fixture("Cargo.lock")), 2_000))
            ExtractorRun.Over(new CargoLock(), "Cargo.lock", bytes);
    }

    private static string Fixture(string relative) => Repository.Fixture("Pavior.Scan.Tests", $"rust/{relative}");
}
