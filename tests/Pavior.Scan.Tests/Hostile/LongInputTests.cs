using Pavior.Core;
using Pavior.Scan.Debian;
using Pavior.Scan.DotNet;
using Pavior.Scan.Go;
using Pavior.Scan.Java;
using Pavior.Scan.Npm;
using Pavior.Scan.Python;
using Pavior.Scan.Ruby;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Hostile;

/// <summary>Inputs for which a reader that looks through a list for each entry, or through the rest of a text for each mark, takes minutes.</summary>
public sealed class LongInputTests
{
    [Fact]
    public void Code_points_whose_braces_never_close()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(new InstalledGems(), "usr/lib/specifications/a-1.gemspec", '"' + Cost.Repeated(400_000, _ => "\\u{")));
        Assert.Equal(["a"], found.Packages.Select(p => p.Name));
    }

    [Fact]
    public void Code_points_in_braces_are_letters()
    {
        var found = ExtractorRun.Over(new InstalledGems(), "specifications/a-1.gemspec", "s.name = \"a\"\ns.version = \"1\"\ns.authors = [\"\\u{4a 6f}\\u00e9\"]\n");
        Assert.Equal("Joé", Assert.Single(found.Packages).Supplier);
    }

    [Fact]
    public void Many_packages_that_need_all_others()
    {
        const int Packages = 8_000;
        var all = string.Join(", ", Enumerable.Range(0, Packages).Select(i => $"p{i}"));
        var found = Cost.InTime(() => ExtractorRun.Over(
            new DpkgStatusExtractor(),
            "var/lib/dpkg/status",
            Cost.Repeated(Packages, i => $"Package: p{i}\nVersion: 1\n\n") + Cost.Repeated(200, i => $"Package: q{i}\nVersion: 1\nDepends: {all}\n\n")));
        Assert.Equal($"var/lib/dpkg/status: more than {TextBudget.MaxRequires} requirements of packages in one file", Assert.Single(found.Gaps).Reason);
        Assert.Equal(Packages + (TextBudget.MaxRequires / Packages), found.Packages.Count);
    }

    [Fact]
    public void One_record_that_needs_a_multitude()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(
            new DpkgStatusExtractor(),
            "var/lib/dpkg/status.d/a",
            "Package: a\nVersion: 1\nDepends: " + string.Join(',', Enumerable.Range(0, 200_000))));
        Assert.Equal("var/lib/dpkg/status.d/a: a package that needs more than 30000 others", Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void Many_modules_and_many_replacements()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(
            new GoModExtractor(),
            "go.mod",
            "module x\nrequire (\n" + Cost.Repeated(25_000, i => $" a.b/c{i} v1.0.0\n") + ")\nreplace (\n" + Cost.Repeated(100_000, i => $" a.b/z{i} => d.e/f v1.0.0\n") + " a.b/c7 v1.0.0 => d.e/g v2.0.0\n a.b/c7 => d.e/h v3.0.0\n)\n"));
        Assert.Empty(found.Gaps);
        Assert.Equal(25_000, found.Packages.Count);
        Assert.Contains(found.Packages, p => p.Purl.ToString() == "pkg:golang/d.e/g@v2.0.0");
    }

    [Theory]
    [InlineData("go.mod")]
    [InlineData("go.sum")]
    public void A_line_of_words_without_end(string name)
    {
        IExtractor extractor = name == "go.mod" ? new GoModExtractor() : new GoSumExtractor();
        var found = ExtractorRun.Over(extractor, name, Cost.Repeated(100_000, _ => "a "));
        Assert.Equal($"{name}: line 1: longer than 16384 bytes", Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void Many_libraries_and_many_entries_of_their_target()
    {
        const int Libraries = 20_000;
        var found = Cost.InTime(() => ExtractorRun.Over(
            new DepsJsonExtractor(),
            "a.deps.json",
            "{\"runtimeTarget\":\"t\",\"targets\":{\"t\":{" + string.Join(',', Enumerable.Range(0, Libraries).Select(i => $"\"a{i}/1\":{{\"dependencies\":{{\"b\":\"1\"}}}}"))
            + "}},\"libraries\":{" + string.Join(',', Enumerable.Range(0, Libraries).Select(i => $"\"a{i}/1\":{{\"type\":\"package\"}}")) + "}}"));
        Assert.Empty(found.Gaps);
        Assert.Equal(Libraries, found.Packages.Count);
        Assert.All(found.Packages, p => Assert.Equal(["b"], p.Requires));
    }

    [Fact]
    public void A_conda_package_that_needs_a_multitude()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(
            new CondaMeta(), "conda-meta/a.json", "{\"name\":\"a\",\"version\":\"1\",\"depends\":[" + string.Join(',', Enumerable.Range(0, 200_000).Select(i => $"\"d{i} >=1\"")) + "]}"));
        Assert.Equal(200_000, Assert.Single(found.Packages).Requires.Count);
    }

    [Fact]
    public void Many_locked_versions_of_one_name_and_many_that_need_it()
    {
        const int Versions = 15_000;
        var found = Cost.InTime(() => ExtractorRun.Over(
            new UvLock(),
            "uv.lock",
            "[[package]]\nname = \"m\"\nversion = \"0\"\nsource = { virtual = \".\" }\ndependencies = [" + Cost.Repeated(Versions, i => $"{{ name = \"a\", version = \"{i}\" }},") + "]\n"
            + Cost.Repeated(Versions, i => $"[[package]]\nname = \"a\"\nversion = \"{i}\"\n")
            + "[[package]]\nname = \"unreached\"\nversion = \"1\"\n"));
        Assert.Equal(Versions + 1, found.Packages.Count);
        Assert.Equal(DependencyScope.Runtime, found.Packages[0].Scope);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("a/")]
    [InlineData("@")]
    [InlineData("@/")]
    [InlineData("/@")]
    [InlineData("//@a/b")]
    [InlineData("")]
    public void Keys_of_a_bun_lock_that_are_no_names(string key)
    {
        var found = ExtractorRun.Over(
            new BunLockExtractor(),
            "bun.lock",
            "{\"lockfileVersion\":1,\"workspaces\":{\"\":{\"name\":\"" + key + "\",\"dependencies\":{\"b\":\"1\"}}},\"packages\":{\""
            + key + "\":[\"a@1.0.0\",\"\",{\"dependencies\":{\"b\":\"1\"}},\"\"],\"b\":[\"b@1.0.0\",\"\",{},\"\"]}}");
        Assert.Empty(found.Gaps);
        Assert.Equal("a 1.0.0\nb 1.0.0", ExtractorRun.Lines(found));
    }

    [Fact]
    public void A_key_of_a_bun_lock_with_a_million_slashes()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(
            new BunLockExtractor(),
            "bun.lock",
            "{\"lockfileVersion\":1,\"packages\":{\"" + Cost.Repeated(30_000, _ => "a/") + "\":[\"a@1.0.0\",\"\",{\"dependencies\":{" + string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"\"b{i}\":\"1\"")) + "}},\"\"]}}"));
        Assert.Equal("a 1.0.0", ExtractorRun.Lines(found));
    }

    [Fact]
    public void A_package_json_that_needs_a_multitude()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(
            new PackageLockExtractor(),
            "package-lock.json",
            "{\"packages\":{" + string.Join(',', Enumerable.Range(0, 20).Select(p => $"\"node_modules/p{p}\":{{\"version\":\"1.0.0\",\"dependencies\":{{"
                + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"d{i}\":\"1\"")) + "}}")) + "}}"));
        Assert.Equal(20, found.Packages.Count);
        Assert.Equal(10_000, found.Packages[0].Requires.Count);
    }

    [Fact]
    public void Properties_of_a_project_that_double_and_come_to_nothing()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(
            new MavenPom(),
            "pom.xml",
            "<project><properties><p15></p15>" + Cost.Repeated(15, i => $"<p{i}>{Cost.Repeated(40, _ => $"${{p{i + 1}}}")}</p{i}>") + "</properties><dependencies>"
            + Cost.Repeated(100, i => $"<dependency><groupId>g${{p0}}</groupId><artifactId>a{i}</artifactId><version>1</version></dependency>") + "</dependencies></project>"));
        Assert.Equal(GapKind.Unsupported, Assert.Single(found.Gaps).Kind);
    }

    [Fact]
    public void A_project_whose_versions_are_a_property_of_megabytes()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(
            MsBuildPackagesExtractor.Central,
            "Directory.Packages.props",
            "<Project><PropertyGroup><X>" + new string('x', 900_000) + "</X></PropertyGroup><ItemGroup>"
            + Cost.Repeated(20_000, i => $"<PackageVersion Include=\"A{i}\" Version=\"$(X)\" />") + "</ItemGroup></Project>"));
        Assert.Equal(20_000, found.Packages.Count);
        Assert.Equal("$(X)", found.Packages[0].Properties["nuget:requested"]);
    }

    [Fact]
    public void Lines_that_are_no_json_end_the_reading_of_a_manifest()
    {
        var found = Cost.InTime(() => ExtractorRun.Over(new ChiselManifestExtractor(), "manifest.wall", "{\"jsonwall\":\"1.0\"}\n" + Cost.Repeated(1_000_000, _ => "x\n")));
        Assert.Equal(Extraction.MaxGaps + 1, found.Gaps.Count);
    }
}
