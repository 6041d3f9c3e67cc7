using Pavior.Core;
using Pavior.Scan.Npm;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Npm;

public sealed class NpmLockFileTests
{
    private static readonly string[] Empty = [];

    /// <summary>Each lock file was written by the tool itself, and expected.txt is what the tool's own listing says.</summary>
    [Theory]
    [InlineData("npm1", "package-lock.json")]
    [InlineData("npm2", "package-lock.json")]
    [InlineData("npm3", "package-lock.json")]
    [InlineData("yarn1", "yarn.lock")]
    [InlineData("berry", "yarn.lock")]
    [InlineData("pnpm7", "pnpm-lock.yaml")]
    [InlineData("pnpm8", "pnpm-lock.yaml")]
    [InlineData("pnpm10", "pnpm-lock.yaml")]
    [InlineData("bun", "bun.lock")]
    [InlineData("deno", "deno.lock")]
    public void The_list_is_the_one_that_the_tool_itself_prints(string folder, string file)
    {
        var found = Over($"npm/{folder}/{file}");

        Assert.Empty(found.Gaps);
        Assert.All(found.Packages, p => Assert.Equal(Relation.Declared, p.Relation));
        Assert.All(found.Packages, p => Assert.All(p.Evidence, e => Assert.True(e.Line > 1)));
        Snapshot.Match(Repository.Fixture("Pavior.Scan.Tests", $"npm/{folder}/expected.txt"), ExtractorRun.Lines(found) + "\n");
    }

    [Theory]
    [InlineData("npm1", "package-lock.json")]
    [InlineData("npm3", "package-lock.json")]
    [InlineData("pnpm7", "pnpm-lock.yaml")]
    [InlineData("pnpm8", "pnpm-lock.yaml")]
    [InlineData("pnpm10", "pnpm-lock.yaml")]
    [InlineData("bun", "bun.lock")]
    public void Development_and_optional_packages_are_marked(string folder, string file)
    {
        var packages = Over($"npm/{folder}/{file}").Packages;

        Assert.Equal(
            "balanced-match brace-expansion concat-map fs.realpath glob inflight inherits minimatch once path-is-absolute rimraf wrappy",
            Names(packages.Where(p => p.Scope == DependencyScope.Development)));
        Assert.Equal(
            "anymatch binary-extensions braces chokidar fill-range fsevents glob-parent is-binary-path is-extglob is-glob is-number normalize-path picomatch readdirp to-regex-range",
            Names(packages.Where(p => p.Scope == DependencyScope.Optional)));
    }

    [Theory]
    [InlineData("npm1", "package-lock.json", "pkg:npm/is-odd?vcs_url=git%2Bssh:%2F%2Fgit%40git.example.org%2Fteam%2Fis-odd.git%4020ab1c9cab2320c1969f7871a0587836e6534b89")]
    [InlineData("npm2", "package-lock.json", "pkg:npm/is-odd@9.9.9?vcs_url=git%2Bssh:%2F%2Fgit%40git.example.org%2Fteam%2Fis-odd.git%4020ab1c9cab2320c1969f7871a0587836e6534b89")]
    [InlineData("yarn1", "yarn.lock", "pkg:npm/is-odd@9.9.9?vcs_url=git%2Bssh:%2F%2Fgit%40git.example.org%2Fteam%2Fis-odd.git%4020ab1c9cab2320c1969f7871a0587836e6534b89")]
    [InlineData("pnpm10", "pnpm-lock.yaml", "pkg:npm/is-odd@9.9.9?vcs_url=git%2Bssh:%2F%2Fgit%40git.example.org%2Fteam%2Fis-odd.git%4020ab1c9cab2320c1969f7871a0587836e6534b89")]
    public void A_package_from_git_names_repository_and_commit(string folder, string file, string purl) =>
        Assert.Equal(purl, Assert.Single(Over($"npm/{folder}/{file}").Packages, p => p.Name == "is-odd").Purl.ToString());

    [Theory]
    [InlineData("npm1", "package-lock.json")]
    [InlineData("npm3", "package-lock.json")]
    [InlineData("yarn1", "yarn.lock")]
    [InlineData("berry", "yarn.lock")]
    [InlineData("pnpm7", "pnpm-lock.yaml")]
    [InlineData("pnpm8", "pnpm-lock.yaml")]
    [InlineData("pnpm10", "pnpm-lock.yaml")]
    [InlineData("bun", "bun.lock")]
    [InlineData("deno", "deno.lock")]
    public void Requirements_name_packages_of_the_same_file(string folder, string file)
    {
        var packages = Over($"npm/{folder}/{file}").Packages;

        Assert.Equal(["loose-envify", "object-assign", "scheduler"], packages.Single(p => p.Name == "react-dom").Requires.Where(r => r != "react"));
        Assert.Equal(["regenerator-runtime"], packages.Single(p => p.Name == "@babel/runtime").Requires);
    }

    [Fact]
    public void Workspaces_links_and_lock_files_of_installed_packages_are_no_packages()
    {
        const string Lock = """
            {
              "lockfileVersion": 3,
              "packages": {
                "": { "name": "root", "version": "1.0.0", "workspaces": ["packages/*"], "dependencies": { "far": "https://files.example.org/far.tgz?token=secret" } },
                "packages/a": { "name": "@acme/a", "version": "1.0.0" },
                "node_modules/@acme/a": { "resolved": "packages/a", "link": true },
                "packages/a/node_modules/left": { "version": "2.0.0", "dev": true },
                "node_modules/left": { "version": "2.0.0", "license": "MIT" },
                "node_modules/far": { "version": "3.0.0", "resolved": "https://files.example.org/far.tgz?token=secret" },
                "node_modules/renamed": { "name": "@real/name", "version": "v4.0.0" },
                "node_modules/absent": { "optional": true }
              }
            }
            """;
        var found = ExtractorRun.Over(new PackageLockExtractor(), "web/package-lock.json", Lock);

        Assert.Equal(
            [
                "pkg:npm/left@2.0.0 Runtime 7,8",
                "pkg:npm/far@3.0.0?download_url=https:%2F%2Ffiles.example.org%2Ffar.tgz Runtime 9",
                "pkg:npm/%40real/name@4.0.0 Runtime 10",
            ],
            found.Packages.Select(p => $"{p.Purl} {p.Scope} {string.Join(',', p.Evidence.Select(e => e.Line))}"));
        Assert.Equal(["web/package-lock.json, line 11: expected a version of absent"], found.Gaps.Select(g => g.Reason));
        Assert.Empty(ExtractorRun.Over(new PackageLockExtractor(), "web/node_modules/x/package-lock.json", Lock).Packages);
    }

    [Fact]
    public void Credentials_in_addresses_are_dropped()
    {
        var found = ExtractorRun.Over(new YarnLockExtractor(), "yarn.lock", """
            # yarn lockfile v1


            "a@git+https://user:secret@git.example.org/a.git":
              version "1.0.0"
              resolved "git+https://user:secret@git.example.org/a.git#0123456789012345678901234567890123456789"

            "b@https://secret@files.example.org/b.tgz":
              version "2.0.0"
              resolved "https://secret@files.example.org/b.tgz?sig=secret#abc"

            c@owner/repo:
              version "3.0.0"
              resolved "https://codeload.github.com/owner/repo/tar.gz/0123456789012345678901234567890123456789"
            """);

        Assert.Equal(
            [
                "pkg:npm/a@1.0.0?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fa.git%400123456789012345678901234567890123456789",
                "pkg:npm/b@2.0.0?download_url=https:%2F%2Ffiles.example.org%2Fb.tgz",
                "pkg:npm/c@3.0.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fowner%2Frepo.git%400123456789012345678901234567890123456789",
            ],
            found.Packages.Select(p => p.Purl.ToString()));
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void Yarn_of_today_marks_folders_and_patches()
    {
        var found = ExtractorRun.Over(new YarnLockExtractor(), "yarn.lock", """
            __metadata:
              version: 8
              cacheKey: 10c0

            "app@workspace:.":
              version: 0.0.0-use.local
              resolution: "app@workspace:."
              languageName: unknown
              linkType: soft

            "typescript@patch:typescript@npm%3A^5#optional!builtin<compat/typescript>":
              version: 5.4.5
              resolution: "typescript@patch:typescript@npm%3A5.4.5#optional!builtin<compat/typescript>::version=5.4.5&hash=5adc0c"
              linkType: hard

            "x@https://github.com/o/x.git#commit=0123456789012345678901234567890123456789":
              version: 1.0.0
              resolution: "x@https://github.com/o/x.git#commit=0123456789012345678901234567890123456789"
              linkType: hard

            "broken@npm:^1":
              version: 1.0.0
            """);

        Assert.Equal(
            ["pkg:npm/typescript@5.4.5", "pkg:npm/x@1.0.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fo%2Fx.git%400123456789012345678901234567890123456789"],
            found.Packages.Select(p => p.Purl.ToString()));
        Assert.Equal(["yarn.lock, line 21: expected an entry with a resolution"], found.Gaps.Select(g => g.Reason));
    }

    [Theory]
    [InlineData("/lodash/4.17.21", 5, "lodash", "4.17.21")]
    [InlineData("/@babel/core/7.0.0_react@17.0.2", 5, "@babel/core", "7.0.0")]
    [InlineData("/react-dom/16.0.0/react@16.0.0", 5, "react-dom", "16.0.0")]
    [InlineData("registry.example.org/is-positive/1.0.0", 5, "is-positive", "1.0.0")]
    [InlineData("/@babel/core@7.0.0(react@17.0.2)(x@1.0.0)", 6, "@babel/core", "7.0.0")]
    [InlineData("@babel/core@7.0.0", 9, "@babel/core", "7.0.0")]
    public void Keys_of_pnpm_hold_name_and_version(string key, int version, string name, string number) =>
        Assert.Equal(new PnpmKey(name, number), PnpmKey.Parse(key, version));

    [Fact]
    public void Deno_loads_from_npm_and_JSR()
    {
        var found = ExtractorRun.Over(new DenoLockExtractor(), "deno.lock", """
            {
              "version": "5",
              "specifiers": { "jsr:@std/path@1": "1.0.8", "npm:chalk@5": "5.3.0" },
              "jsr": {
                "@std/path@1.0.8": { "integrity": "00", "dependencies": ["jsr:@std/internal"] },
                "@std/internal@1.0.5": { "integrity": "00" }
              },
              "npm": {
                "react-dom@17.0.2_react@17.0.2": { "integrity": "sha512-00", "dependencies": ["loose-envify", "alias@npm:react@17.0.2"] }
              },
              "remote": { "https://deno.example.org/mod.ts": "00" }
            }
            """);

        Assert.Equal(
            ["pkg:npm/react-dom@17.0.2 9 loose-envify react", "pkg:jsr/%40std/path@1.0.8 5 @std/internal", "pkg:jsr/%40std/internal@1.0.5 6 "],
            found.Packages.Select(p => $"{p.Purl} {p.Evidence[0].Line} {string.Join(' ', p.Requires)}"));
    }

    [Theory]
    [InlineData("bun.lockb", "#!/usr/bin/env bun\nbun-lockfile-format-v0\n", GapKind.Unsupported, "bun.lockb: the binary lock file of Bun; its text form bun.lock is read")]
    [InlineData("bun.lock", "{}", GapKind.Malformed, "bun.lock, line 1: expected a lockfileVersion")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: 12.0", GapKind.Unsupported, "pnpm-lock.yaml: pnpm lock file version 12; 5 to 9 are read")]
    [InlineData("pnpm-lock.yaml", "- a", GapKind.Malformed, "pnpm-lock.yaml, line 1: expected a mapping with lockfileVersion and packages")]
    [InlineData("yarn.lock", "  version \"1\"", GapKind.Malformed, "yarn.lock, line 1: expected the head of an entry, which starts in the first column")]
    [InlineData("yarn.lock", "a@1:\n   version \"1\"", GapKind.Malformed, "yarn.lock, line 2: expected lines indented by steps of two blanks")]
    [InlineData("yarn.lock", "\"a@1", GapKind.Malformed, "yarn.lock, line 1: expected the quote that ends a string")]
    [InlineData("deno.lock", "{\"version\":\"9\"}", GapKind.Unsupported, "deno.lock: deno.lock version 9; 2 to 5 are read")]
    [InlineData("package-lock.json", "{\"packages\": []}", GapKind.Malformed, "package-lock.json, line 1: expected an object of packages by folder")]
    [InlineData("package-lock.json", "{\n\"dependencies\": {\n\"a b\": {\"version\": \"1.0.0\"}}}", GapKind.Malformed, "package-lock.json, line 3: expected a package name, not \"a b\"")]
    public void What_cannot_be_read_is_a_gap(string path, string text, GapKind kind, string reason)
    {
        var gap = Assert.Single(ExtractorRun.Over(For(path), path, text).Gaps);
        Assert.Equal((kind, reason), (gap.Kind, gap.Reason));
    }

    [Theory]
    [InlineData("npm1/package-lock.json")]
    [InlineData("npm3/package-lock.json")]
    [InlineData("yarn1/yarn.lock")]
    [InlineData("berry/yarn.lock")]
    [InlineData("pnpm7/pnpm-lock.yaml")]
    [InlineData("pnpm10/pnpm-lock.yaml")]
    [InlineData("bun/bun.lock")]
    [InlineData("deno/deno.lock")]
    public void Mutated_files_end_in_packages_and_gaps(string fixture)
    {
        var path = Path.GetFileName(fixture);
        foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", $"npm/{fixture}")), 60))
            ExtractorRun.Over(For(path), path, bytes);
    }

    [Fact]
    public void Requirements_without_a_lock_are_empty_lists()
    {
        Assert.Equal(Empty, ExtractorRun.Over(new PackageLockExtractor(), "package-lock.json", "{\"lockfileVersion\": 1}").Packages.Select(p => p.Name));
        Assert.Equal(Empty, ExtractorRun.Over(new YarnLockExtractor(), "yarn.lock", "# yarn lockfile v1\n").Gaps.Select(p => p.Reason));
    }

    private static Extraction Over(string fixture)
    {
        var path = Path.GetFileName(fixture);
        return ExtractorRun.Over(For(path), path, File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", fixture)));
    }

    private static IExtractor For(string path) => path switch
    {
        "package-lock.json" => new PackageLockExtractor(),
        "yarn.lock" => new YarnLockExtractor(),
        "pnpm-lock.yaml" => new PnpmLockExtractor(),
        "deno.lock" => new DenoLockExtractor(),
        _ => new BunLockExtractor(),
    };

    private static string Names(IEnumerable<Package> packages) =>
        string.Join(' ', packages.Where(p => !(p.Name == "is-number" && p.Version == "6.0.0")).Select(p => p.Name).Distinct().Order(StringComparer.Ordinal));
}
