using System.Text;
using Pavior.Core;
using Pavior.Scan.Php;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Php;

public sealed class PhpPackageTests
{
    private const string Monolog = """
        {
          "name": "Monolog/Monolog", "version": "v2.9.1",
          "source": { "type": "git", "url": "https://token@git.example.org/monolog.git", "reference": "f259e2b15fb95494c83f52d3caad003bbf5ffaa1" },
          "require": { "php": ">=7.2", "ext-json": "*", "psr/log": "^1.0.1" },
          "type": "library", "license": ["MIT"], "authors": [{ "name": "J. B.", "email": "jb@example.org" }]
        }
        """;

    [Fact]
    public void A_lock_file_declares_packages_for_run_time_and_for_development()
    {
        var found = ExtractorRun.Over(new ComposerLockExtractor(), "composer.lock", $$"""
            {
              "packages": [
                {{Monolog}},
                { "name": "acme/plugin", "version": "dev-main", "type": "wordpress-plugin",
                  "source": { "type": "git", "url": "https://token@git.example.org/plugin.git?x=y", "reference": "abc123" } }
              ],
              "packages-dev": [{ "name": "phpunit/phpunit", "version": "9.6.13" }],
              "platform": { "php": "^8.1" }
            }
            """);

        Assert.Equal(
            [
                "pkg:composer/monolog/monolog@v2.9.1 Declared Runtime 3 psr/log",
                "pkg:composer/acme/plugin@dev-main?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fplugin.git%40abc123 Declared Runtime 9 ",
                "pkg:composer/phpunit/phpunit@9.6.13 Declared Development 12 ",
            ],
            found.Packages.Select(p => $"{p.Purl} {p.Relation} {p.Scope} {p.Evidence[0].Line} {string.Join(' ', p.Requires)}"));
        Assert.Equal(["MIT"], found.Packages[0].Licenses);
        Assert.Equal("J. B. <jb@example.org>", found.Packages[0].Supplier);
        Assert.Equal("wordpress-plugin", found.Packages[1].Properties["composer:type"]);
        Assert.Empty(found.Gaps);
    }

    /// <summary>Written by Composer 2.5, and expected.txt is what <c>composer show</c> says.</summary>
    [Fact]
    public void The_list_is_the_one_that_Composer_itself_prints()
    {
        var expected = Repository.Fixture("Pavior.Scan.Tests", "php/composer2.5/expected.txt");
        foreach (var (extractor, path) in new (IExtractor, string)[]
        {
            (new ComposerLockExtractor(), "composer.lock"),
            (new ComposerInstalledExtractor(), "vendor/composer/installed.json"),
        })
        {
            var found = ExtractorRun.Over(extractor, path, File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", $"php/composer2.5/{path}")));
            Assert.Empty(found.Gaps);
            Assert.Equal(["acme/dev-tool"], found.Packages.Where(p => p.Scope == DependencyScope.Development).Select(p => p.Name));
            Snapshot.Match(expected, ExtractorRun.Lines(found) + "\n");
        }
    }

    [Theory]
    [InlineData("[@]", "Runtime")]
    [InlineData("{\"packages\": [@], \"dev\": true, \"dev-package-names\": []}", "Runtime")]
    [InlineData("{\"packages\": [@], \"dev\": true, \"dev-package-names\": [\"monolog/monolog\"]}", "Development")]
    public void What_Composer_has_put_into_a_vendor_folder_is_installed(string form, string scope)
    {
        var found = ExtractorRun.Over(new ComposerInstalledExtractor(), "app/vendor/composer/installed.json", form.Replace("@", Monolog, StringComparison.Ordinal));
        var package = Assert.Single(found.Packages);
        Assert.Equal(("pkg:composer/monolog/monolog@v2.9.1", Relation.Installed, scope), (package.Purl.ToString(), package.Relation, package.Scope.ToString()));
    }

    [Theory]
    [InlineData("{\"packages\": [\n{\"name\": \"x\", \"version\": \"1\"}]}", "composer.lock, line 2: expected a package named vendor/name")]
    [InlineData("{\"packages\": [{\"name\": \"a/x\"}]}", "composer.lock, line 1: expected a version of a/x")]
    [InlineData("{}", "composer.lock, line 1: expected an object with packages")]
    [InlineData("<<<<<<< HEAD", "composer.lock, line 1: expected JSON")]
    public void What_is_no_package_is_a_gap(string text, string reason) =>
        Assert.Equal(reason, Assert.Single(ExtractorRun.Over(new ComposerLockExtractor(), "composer.lock", text).Gaps).Reason);

    [Fact]
    public void A_record_of_PEAR_proves_a_package()
    {
        var found = ExtractorRun.Over(
            new PearRegistryExtractor(), "usr/share/php/.registry/pear_manpages.reg", File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", "php/pear_manpages.reg")));
        var package = Assert.Single(found.Packages);
        Assert.Equal("pkg:pear/pear.php.net/PEAR_Manpages@1.10.0", package.Purl.ToString());
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void Other_reg_files_are_not_of_PEAR() =>
        Assert.Empty(ExtractorRun.Over(new PearRegistryExtractor(), "windows/x.reg", "REGEDIT4").Gaps);

    [Theory]
    [InlineData("a:1:{s:4:\"name\";s:9:\"short\";}", "x/.registry/a.reg, byte 19: expected '\"'")]
    [InlineData("a:99999999:{", "x/.registry/a.reg, byte 12: expected as many members as the array promises")]
    [InlineData("a:0:{}", "x/.registry/a.reg, byte 0: expected a package with name, version and channel")]
    [InlineData("", "x/.registry/a.reg, byte 0: expected a serialized PHP value")]
    public void Broken_records_of_PEAR_are_gaps(string text, string reason) =>
        Assert.StartsWith(reason[..20], Assert.Single(ExtractorRun.Over(new PearRegistryExtractor(), "x/.registry/a.reg", text).Gaps).Reason, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_of_serialized_values_has_a_limit()
    {
        var text = string.Concat(Enumerable.Repeat("a:1:{i:0;", 10_000)) + new string(' ', 100_000);
        Assert.Equal(GapKind.LimitReached, Assert.Single(ExtractorRun.Over(new PearRegistryExtractor(), ".registry/a.reg", text).Gaps).Kind);
    }

    [Theory]
    [InlineData("usr/src/wordpress/wp-includes/version.php", "<?php\n/**\n * @global string $wp_version\n */\n$wp_version = '6.4.2';\n", "pkg:generic/wordpress@6.4.2")]
    [InlineData("var/www/html/wp-content/plugins/akismet/akismet.php", "<?php\n/*\nPlugin Name: Akismet\nVersion: 5.3\nLicense: GPLv2 or later\n*/", "pkg:wordpress-plugin/akismet@5.3")]
    [InlineData("var/www/html/wp-content/plugins/hello.php", "<?php\n/**\n * Plugin Name: Hello Dolly\n * Version: 1.7.2\n */", "pkg:wordpress-plugin/hello@1.7.2")]
    [InlineData("var/www/html/wp-content/themes/twenty/style.css", "/*\nTheme Name: Twenty\nVersion: 1.3 */", "pkg:wordpress-theme/twenty@1.3")]
    public void WordPress_its_plugins_and_themes_tell_their_version(string path, string text, string purl) =>
        Assert.Equal(purl, Assert.Single(ExtractorRun.Over(new WordPressExtractor(), path, text).Packages).Purl.ToString());

    [Theory]
    [InlineData("var/www/html/wp-content/plugins/akismet/class.php")]
    [InlineData("var/www/html/wp-content/plugins/akismet/views/page.php")]
    public void Other_files_of_a_plugin_are_nothing(string path)
    {
        var found = ExtractorRun.Over(new WordPressExtractor(), path, "<?php echo 'Version: 1';");
        Assert.Empty(found.Packages);
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void Mutated_files_end_in_packages_and_gaps()
    {
        foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", "php/pear_manpages.reg")), 500))
            ExtractorRun.Over(new PearRegistryExtractor(), ".registry/x.reg", bytes);
        foreach (var bytes in SeededMutations.Of(Encoding.UTF8.GetBytes($"[{Monolog}]"), 500))
            ExtractorRun.Over(new ComposerInstalledExtractor(), "vendor/composer/installed.json", bytes);
        foreach (var bytes in SeededMutations.Of("<?php\n$wp_version = '6.4.2';\n"u8.ToArray(), 300))
            ExtractorRun.Over(new WordPressExtractor(), "w/wp-includes/version.php", bytes);
    }
}
