using System.Text;
using Pavior.Core;
using Pavior.Scan.Npm;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Npm;

public sealed class PackageJsonExtractorTests
{
    private const string Damage = "web/package.json, line 1: expected JSON";

    private const string Lodash = """{ "name": "lodash", "version": "4.17.20", "license": "MIT", "author": "J. D. <jd@example.org>" }""";

    [Theory]
    [InlineData("app/package.json")]
    [InlineData("node_modules/a/package.json")]
    public void A_manifest_too_long_to_be_read_is_said_wherever_it_lies(string path) =>
        Assert.Equal(GapKind.LimitReached, Assert.Single(Over(path, Lodash + new string(' ', 8 * 1024 * 1024)).Gaps).Kind);

    [Theory]
    [InlineData("app/node_modules/lodash/package.json")]
    [InlineData("node_modules/lodash/package.json")]
    [InlineData("usr/lib/node_modules/npm/node_modules/lodash/package.json")]
    [InlineData("usr/share/nodejs/lodash/package.json")]
    [InlineData("usr/lib/x86_64-linux-gnu/nodejs/lodash/package.json")]
    [InlineData("app/node_modules/.pnpm/lodash@4.17.20/node_modules/lodash/package.json")]
    [InlineData("app/node_modules/.store/lodash-npm-4.17.20-f2b0a7ba4f/package/package.json")]
    [InlineData("app/node_modules/.store/lodash@4.17.20-x/node_modules/lodash/package.json")]
    [InlineData("app/.yarn/unplugged/lodash-npm-4.17.20/node_modules/lodash/package.json")]
    [InlineData("app/node_modules/renamed/package.json")]
    [InlineData("app/node_modules/@mine/renamed/package.json")]
    [InlineData("test/fixtures/node_modules/lodash/package.json")]
    [InlineData("root/.cache/deno/npm/registry.example.org/lodash/4.17.20/package.json")]
    public void Where_Node_looks_for_packages_one_is_installed(string path)
    {
        var package = Assert.Single(Over(path, Lodash).Packages);
        Assert.Equal(("pkg:npm/lodash@4.17.20", Relation.Installed, Confidence.High), (package.Purl.ToString(), package.Relation, package.Confidence));
        Assert.Equal(["MIT"], package.Licenses);
        Assert.Equal("J. D. <jd@example.org>", package.Supplier);
    }

    [Fact]
    public void The_manifest_of_a_project_in_a_source_tree_is_a_gap_when_it_cannot_be_read()
    {
        Assert.Equal(Damage, Assert.Single(ExtractorRun.Over(new PackageJsonCheck(), "web/package.json", "{").Gaps).Reason);
        Assert.True(ExtractorRun.Over(new PackageJsonCheck(), "web/package.json", Lodash).IsEmpty);
    }

    [Theory]
    [InlineData("web/node_modules/a/package.json")]
    [InlineData("fixtures/broken/package.json")]
    [InlineData("templates/package.json")]
    [InlineData("{{cookiecutter.name}}/package.json")]
    [InlineData("vendor/acme/ui/package.json")]
    public void Other_manifests_of_a_source_tree_are_not_looked_at(string path) =>
        Assert.True(ExtractorRun.Over(new PackageJsonCheck(), path, "{").IsEmpty);

    [Theory]
    [InlineData("app/node_modules/next/dist/compiled/lodash/package.json")]
    [InlineData("usr/lib/python3/dist-packages/notebook/static/components/lodash/package.json")]
    [InlineData("var/www/html/vendor/acme/ui/assets/lodash/package.json")]
    [InlineData("usr/local/lib/ruby/gems/3.2.0/gems/ui-1.0/lodash/package.json")]
    public void Deeper_in_a_package_a_published_one_is_vendored(string path)
    {
        var package = Assert.Single(Over(path, Lodash).Packages);
        Assert.Equal(("pkg:npm/lodash@4.17.20", Relation.Vendored, Confidence.Medium), (package.Purl.ToString(), package.Relation, package.Confidence));
    }

    [Theory]
    [InlineData("app/node_modules/resolve/test/resolver/multirepo/packages/package-a/package.json", """{"name":"@my-scope/package-a","version":"1.0.0"}""")]
    [InlineData("app/node_modules/x/test/node_modules/a/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/node_modules/x/examples/app/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/node_modules/terser/bin/package.json", """{"name":"bin","version":"1.0.0","private":true}""")]
    [InlineData("app/node_modules/a/b/package.json", """{"name":"b","version":"0.0.0"}""")]
    [InlineData("app/node_modules/a/esm/package.json", """{"type":"module"}""")]
    [InlineData("app/node_modules/a/esm/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/node_modules/@reduxjs/toolkit/query/package.json", """{"name":"@reduxjs/toolkit-query","version":"1.0.0"}""")]
    [InlineData("app/node_modules/a/esm/package.json", """{"name":"a/esm","version":"1.0.0"}""")]
    [InlineData("app/node_modules/a/broken/package.json", "{")]
    [InlineData("app/node_modules/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/node_modules/@scope/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/node_modules/.cache/a/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/node_modules/stub/package.json", """{"main":"x.js"}""")]
    [InlineData("root/.bun/install/cache/a@1.0.0@@@1/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("usr/local/share/.cache/yarn/v6/npm-a-1.0.0-0/node_modules/a/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/package.json", """{"version":"1.0.0","private":true}""")]
    [InlineData("app/package.json", """{"name":"app"}""")]
    [InlineData("usr/share/doc/node-a/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/package.json", "no json")]
    [InlineData("root/.vscode/extensions/p.e-1.0.0/package.json", """{"name":"e","publisher":"p","version":"1.0.0","engines":{"vscode":"^1.0.0"}}""")]
    public void What_no_registry_can_know_is_not_invented(string path, string text)
    {
        var found = Over(path, text);
        Assert.Empty(found.Packages);
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void An_application_that_may_be_published_is_named_as_one()
    {
        var package = Assert.Single(Over("opt/yarn-v1.22.22/package.json", """{"name":"yarn","version":"1.22.22"}""").Packages);
        Assert.Equal(("pkg:npm/yarn@1.22.22", Relation.Installed, Confidence.Medium), (package.Purl.ToString(), package.Relation, package.Confidence));
        Assert.Equal("application", package.Properties["npm:role"]);
    }

    [Theory]
    [InlineData("""{"name":"redis","version":"1.0.0","private":true,"dependencies":{"a":"1"}}""", "pkg:generic/redis@1.0.0", "redis")]
    [InlineData("""{"name":"@acme/web","private":true}""", "pkg:generic/%40acme%2Fweb", "@acme/web")]
    public void A_private_application_is_listed_and_no_advisory_is_looked_up_for_its_name(string text, string purl, string name)
    {
        var package = Assert.Single(Over("app/package.json", text).Packages);
        Assert.Equal((purl, name, Relation.Installed, true), (package.Purl.ToString(), package.Name, package.Relation, package.IsApplication));
        Assert.Empty(Pavior.Scan.Match.PackageKey.Of(package));
    }

    [Theory]
    [InlineData("""{"name":"@acme/lib"}""", "pkg:npm/%40acme/lib")]
    [InlineData("""{"version":"1.0.0"}""", "pkg:npm/folder@1.0.0")]
    [InlineData("""{"name":"JSONStream","version":"1.3.5"}""", "pkg:npm/JSONStream@1.3.5")]
    [InlineData("""{"name":"old","version":" v1.0.0beta2 "}""", "pkg:npm/old@1.0.0-beta2")]
    public void A_package_made_by_hand_is_still_one(string text, string purl) =>
        Assert.Equal(purl, Assert.Single(Over("app/node_modules/folder/package.json", text).Packages).Purl.ToString());

    [Theory]
    [InlineData("{", "app/node_modules/a/package.json, line 1: expected JSON")]
    [InlineData("[]", "app/node_modules/a/package.json, line 1: expected a JSON object")]
    [InlineData("""{"name":"a","version":"latest"}""", "app/node_modules/a/package.json, line 1: expected a manifest of a with a semantic version")]
    [InlineData("""{"name":"../a","version":"1.0.0"}""", "app/node_modules/a/package.json, line 1: expected a manifest with the name of a package")]
    public void A_broken_manifest_of_a_package_is_a_gap(string text, string reason)
    {
        var found = Over("app/node_modules/a/package.json", text);
        Assert.Empty(found.Packages);
        Assert.Equal(reason, Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void Requirements_licences_and_authors_come_in_every_form_that_npm_took()
    {
        var package = Assert.Single(Over("node_modules/a/package.json", """
            {
              "name": "a", "version": "1.0.0",
              "licenses": [{ "type": "MIT", "url": "x" }, "BSD", { "type": 3 }],
              "author": { "name": "N", "email": "n@example.org" },
              "dependencies": { "b": "^1.0.0", "alias": "npm:@real/c@2" },
              "optionalDependencies": { "a-o": "*", "b": "^1.0.0" },
              "devDependencies": { "never": "*" }
            }
            """).Packages);

        Assert.Equal(["MIT", "BSD"], package.Licenses);
        Assert.Equal("N <n@example.org>", package.Supplier);
        Assert.Equal(["@real/c", "a-o", "b"], package.Requires);
    }

    [Fact]
    public void Mutated_manifests_end_in_packages_and_gaps()
    {
        var seed = Encoding.UTF8.GetBytes("""{"name":"@a/b","version":"1.0.0-x","private":false,"author":{"name":"\ud83d\ude00"},"license":["MIT",{"type":"x"}],"dependencies":{"c":"npm:d@1"}}""");
        foreach (var bytes in SeededMutations.Of(seed, 2_000))
            ExtractorRun.Over(new PackageJsonExtractor(), "node_modules/@a/b/package.json", bytes);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("=v1.2.3", "1.2.3")]
    [InlineData("1.2.3-rc.1+build.5", "1.2.3-rc.1+build.5")]
    [InlineData("1.2.3+b", "1.2.3+b")]
    [InlineData("1.2.3rc1", "1.2.3-rc1")]
    [InlineData("1.2", null)]
    [InlineData("01.2.3", null)]
    [InlineData("1.2.3-", null)]
    [InlineData("1.2.3-a..b", null)]
    [InlineData("1.2.3+", null)]
    [InlineData("", null)]
    [InlineData("latest", null)]
    public void Versions_are_semantic_with_the_liberties_that_npm_forgives(string text, string? expected) =>
        Assert.Equal(expected, NpmVersion.Clean(text));

    private static Extraction Over(string path, string text) => ExtractorRun.Over(new PackageJsonExtractor(), path, text);
}
