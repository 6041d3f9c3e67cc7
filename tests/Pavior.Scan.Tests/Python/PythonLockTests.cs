using System.Text;
using Pavior.Core;
using Pavior.Scan.Python;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Python;

public sealed class PythonLockTests
{
    public static TheoryData<string, string> Fixtures => new()
    {
        { "pipenv", "Pipfile.lock" },
        { "poetry", "poetry.lock" },
        { "pdm", "pdm.lock" },
    };

    /// <summary>Each lock file was written by the tool itself, and expected.txt is what the tool's own listing says.</summary>
    [Theory]
    [MemberData(nameof(Fixtures))]
    public void The_list_is_the_one_that_the_tool_itself_prints(string folder, string file)
    {
        var found = Over(folder, file);

        Assert.Empty(found.Gaps);
        Assert.All(found.Packages, p => Assert.Equal(Relation.Declared, p.Relation));
        Assert.All(found.Packages, p => Assert.All(p.Evidence, e => Assert.True(e.Line >= 1)));
        Snapshot.Match(Fixture($"{folder}/expected.txt"), ExtractorRun.Lines(found) + "\n");
    }

    [Fact]
    public void Development_packages_of_poetry_are_marked()
    {
        var found = Over("poetry", "poetry.lock");

        Assert.Equal("testtool", Assert.Single(found.Packages, p => p.Scope == DependencyScope.Development).Name);
        Assert.Equal(["beta-lib", "win-only"], found.Packages.Single(p => p.Name == "alpha-tools").Requires);
    }

    [Fact]
    public void Poetry_2_names_groups_and_git_packages_their_commit()
    {
        var found = ExtractorRun.Over(new PoetryLock(), "poetry.lock", """
            [[package]]
            name = "a"
            version = "1"
            groups = ["dev", "main"]

            [[package]]
            name = "b"
            version = "2"
            optional = true
            groups = ["main"]

            [[package]]
            name = "c_c"
            version = "3"
            groups = ["dev"]
            [package.source]
            type = "git"
            url = "https://git.example.org/c"
            reference = "main"
            resolved_reference = "abc123"
            """);

        Assert.Equal(
            """
            pkg:pypi/a@1 Runtime
            pkg:pypi/b@2 Optional
            pkg:pypi/c-c@3?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fc%40abc123 Development
            """,
            Purls(found));
    }

    [Fact]
    public void Uv_tells_development_packages_by_what_leads_to_them()
    {
        var found = ExtractorRun.Over(new UvLock(), "uv.lock", """
            version = 1

            [[package]]
            name = "app"
            version = "0.1.0"
            source = { virtual = "." }
            dependencies = [{ name = "a" }, { name = "member" }]
            [package.optional-dependencies]
            quick = [{ name = "b" }]
            [package.dev-dependencies]
            dev = [{ name = "c", version = "2.0", source = { registry = "https://registry.example.org/simple" } }, { name = "a" }]

            [[package]]
            name = "member"
            source = { editable = "member" }

            [[package]]
            name = "a"
            version = "1.0"
            source = { registry = "https://registry.example.org/simple" }
            dependencies = [{ name = "c", version = "1.0" }]

            [[package]]
            name = "b"
            version = "1.0"
            source = { git = "https://git.example.org/b?rev=main#abc123" }

            [[package]]
            name = "c"
            version = "1.0"
            source = { registry = "https://registry.example.org/simple" }

            [[package]]
            name = "c"
            version = "2.0"
            source = { registry = "https://registry.example.org/simple" }
            """);

        Assert.Empty(found.Gaps);
        Assert.Equal(
            """
            pkg:pypi/a@1.0 Runtime
            pkg:pypi/b@1.0?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fb%40abc123 Optional
            pkg:pypi/c@1.0 Runtime
            pkg:pypi/c@2.0 Development
            """,
            Purls(found));
    }

    [Fact]
    public void The_standard_lock_file_is_read_without_the_project_itself()
    {
        var found = ExtractorRun.Over(new Pylock(), "pylock.dev.toml", """
            lock-version = "1.0"
            default-groups = ["web"]
            [[packages]]
            name = "a"
            version = "1"
            [[packages]]
            name = "b"
            version = "2"
            marker = "'dev' in dependency_groups"
            [[packages]]
            name = "c"
            marker = "'web' in dependency_groups"
            vcs = { type = "git", url = "https://git.example.org/c", commit-id = "abc" }
            [[packages]]
            name = "app"
            directory = { path = ".", editable = true }
            """);

        Assert.Equal(
            """
            pkg:pypi/a@1 Runtime
            pkg:pypi/b@2 Development
            pkg:pypi/c?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fc%40abc Runtime
            """,
            Purls(found));
    }

    [Fact]
    public void A_locked_package_without_version_is_named_with_its_line() =>
        Assert.Equal(
            "poetry.lock, line 2: expected a string 'version' in the table that begins here",
            Assert.Single(ExtractorRun.Over(new PoetryLock(), "poetry.lock", "\n[[package]]\nname = 'a'\n").Gaps).Reason);

    [Fact]
    public void Only_exact_pins_of_a_requirements_file_are_packages()
    {
        var found = ExtractorRun.Over(new RequirementsFile(), "requirements.txt", """
            # comment
            Flask_Login == 0.6.3  # why
            requests[security,socks]==2.31.0 ; python_version >= "3.8"
            urllib3==1.26.18 \
                --hash=sha256:aaaa \
                --hash=sha256:bbbb
            legacy (==1.0)
            odd===2004d
            ranged>=1,<2
            loose
            wild==1.*
            direct @ https://files.example.org/direct-1.0.tar.gz ; python_version < "3"
            -r other.txt
            --index-url https://registry.example.org/simple
            -e git+https://git.example.org/x#egg=x
            ./local.whl
            git+https://git.example.org/y@main
            {{ template }}==1.0
            both>=1,==1.5
            """);

        Assert.Equal(
            """
            pkg:pypi/both@1.5 19
            pkg:pypi/flask-login@0.6.3 2
            pkg:pypi/legacy@1.0 7
            pkg:pypi/odd@2004d 8
            pkg:pypi/requests@2.31.0 3
            pkg:pypi/urllib3@1.26.18 4
            """,
            string.Join('\n', found.Packages.Select(p => $"{p.Purl} {p.Evidence[0].Line}").Order(StringComparer.Ordinal)));
        Assert.Equal(
            "requirements.txt, line 18: expected a requirement: name, extras, versions, marker",
            Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void Requirements_in_utf16_are_read()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Django==4.2\r\nsix==1.16.0")];

        Assert.Equal("django 4.2\nsix 1.16.0", ExtractorRun.Lines(ExtractorRun.Over(new RequirementsFile(), "requirements.txt", bytes)));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Broken_variants_are_read_or_refused_but_never_crash(string folder, string file)
    {
        var seed = File.ReadAllBytes(Fixture($"{folder}/{file}"));
        foreach (var bytes in SeededMutations.Of(seed, 2_000))
            ExtractorRun.Over(Extractor(file), file, bytes);
    }

    private static Extraction Over(string folder, string file) =>
        ExtractorRun.Over(Extractor(file), file, File.ReadAllBytes(Fixture($"{folder}/{file}")));

    private static IExtractor Extractor(string file) => file switch
    {
        "Pipfile.lock" => new PipfileLock(),
        "poetry.lock" => new PoetryLock(),
        _ => new PdmLock(),
    };

    private static string Fixture(string relative) => Repository.Fixture("Pavior.Scan.Tests", $"python/{relative}");

    private static string Purls(Extraction found) =>
        string.Join('\n', found.Packages.Select(p => $"{p.Purl} {p.Scope}").Order(StringComparer.Ordinal));
}
