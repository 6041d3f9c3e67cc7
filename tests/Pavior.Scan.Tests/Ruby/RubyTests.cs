using Pavior.Core;
using Pavior.Scan.Ruby;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Ruby;

public sealed class RubyTests
{
    [Fact]
    public void The_locked_list_is_the_one_that_bundler_itself_prints()
    {
        var found = ExtractorRun.Over(new GemfileLock(), "Gemfile.lock", File.ReadAllBytes(Fixture("bundler/Gemfile.lock")));

        Assert.Empty(found.Gaps);
        Assert.Equal(
            """
            pkg:gem/gitgem@0.2.0.beta1?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fgitgem%40cd8f8500a53892af64603613f63ba7225b35cb93 5 rackish
            pkg:gem/devish@0.1.0 17 
            pkg:gem/nokogirish@1.15.0 18 rackish
            pkg:gem/nokogirish@1.15.0?platform=x86_64-linux 20 rackish
            pkg:gem/rackish@2.2.4 22 
            """,
            string.Join('\n', found.Packages.Select(p => $"{p.Purl} {p.Evidence[0].Line} {string.Join(',', p.Requires)}")));
        Snapshot.Match(Fixture("bundler/expected.txt"), ExtractorRun.Lines(found) + "\n");
    }

    [Fact]
    public void A_merge_conflict_in_a_lock_file_is_a_gap_with_its_line() =>
        Assert.Equal(
            "Gemfile.lock, line 4: expected a section, not a merge conflict",
            Assert.Single(ExtractorRun.Over(new GemfileLock(), "Gemfile.lock", "GEM\n  remote: https://registry.example.org/\n  specs:\n<<<<<<< HEAD\n").Gaps).Reason);

    [Fact]
    public void The_installed_list_is_the_one_that_rubygems_itself_prints()
    {
        var lines = Directory.EnumerateFiles(Fixture("installed/specifications"))
            .Select(f => ExtractorRun.Over(new InstalledGems(), $"usr/lib/ruby/specifications/{Path.GetFileName(f)}", File.ReadAllBytes(f)))
            .SelectMany(found => found.Packages.Select(p => $"{p.Name} {p.Version}"));

        Snapshot.Match(Fixture("installed/expected.txt"), string.Join('\n', lines.Order(StringComparer.Ordinal)) + "\n");
    }

    [Fact]
    public void A_generated_specification_tells_all_that_it_assigns()
    {
        const string Name = "nokogirish-1.15.0-x86_64-linux.gemspec";
        var package = Assert.Single(Spec(Name, File.ReadAllText(Fixture($"installed/specifications/{Name}"))).Packages);

        Assert.Equal("pkg:gem/nokogirish@1.15.0?platform=x86_64-linux", package.Purl.ToString());
        Assert.Equal("Jo Ëxample, Second #1", package.Supplier);
        Assert.Equal(["MIT", "Ruby"], package.Licenses);
        Assert.Equal(["rackish"], package.Requires);
    }

    [Fact]
    public void A_computed_version_is_taken_from_the_file_name()
    {
        var package = Assert.Single(Spec("some-thing-2.1.0.gemspec", """
            Gem::Specification.new do |s|
              s.name = %q{some-thing}
              s.version = Some::VERSION
              s.authors = %w[Jo Mo]
              s.description = "uses #{x} and s.version = '9'"
            end
            """).Packages);

        Assert.Equal(("pkg:gem/some-thing@2.1.0", Confidence.Low, "Jo, Mo"), (package.Purl.ToString(), package.Confidence, package.Supplier));
    }

    [Fact]
    public void A_specification_without_any_version_is_a_gap() =>
        Assert.Equal(
            "usr/lib/ruby/specifications/x.gemspec, line 1: expected a specification that assigns a version to x",
            Assert.Single(Spec("x.gemspec", "Gem::Specification.new { |s| s.name = 'x' }").Gaps).Reason);

    [Fact]
    public void Broken_variants_are_read_or_refused_but_never_crash()
    {
        foreach (var file in Directory.EnumerateFiles(Fixture("installed/specifications")))
        {
            foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(file), 1_000))
                ExtractorRun.Over(new InstalledGems(), "specifications/a-1.gemspec", bytes);
        }

        foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(Fixture("bundler/Gemfile.lock")), 2_000))
            ExtractorRun.Over(new GemfileLock(), "Gemfile.lock", bytes);
    }

    private static Extraction Spec(string name, string text) => ExtractorRun.Over(new InstalledGems(), $"usr/lib/ruby/specifications/{name}", text);

    private static string Fixture(string relative) => Repository.Fixture("Pavior.Scan.Tests", $"ruby/{relative}");
}
