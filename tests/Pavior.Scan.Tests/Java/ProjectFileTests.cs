using System.Text;
using Pavior.Scan.Java;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Java;

public class ProjectFileTests
{
    [Fact]
    public void A_pom_declares_its_direct_dependencies_with_scopes_and_lines()
    {
        const string Pom = """
            <project>
              <groupId>org.acme</groupId><artifactId>shop</artifactId><version>1.0</version>
              <properties><b.version>${base}.4</b.version><base>2</base></properties>
              <dependencyManagement><dependencies>
                <dependency><groupId>g</groupId><artifactId>managed</artifactId><version>5</version><scope>test</scope></dependency>
              </dependencies></dependencyManagement>
              <dependencies>
                <dependency><groupId>g</groupId><artifactId>a</artifactId><version>[1.0]</version>
                  <exclusions><exclusion><groupId>x</groupId><artifactId>y</artifactId></exclusion></exclusions></dependency>
                <dependency><groupId>g</groupId><artifactId>b</artifactId><version>${b.version}</version><optional>true</optional></dependency>
                <dependency><groupId>g</groupId><artifactId>managed</artifactId></dependency>
                <dependency><groupId>${project.groupId}</groupId><artifactId>sibling</artifactId><version>${project.version}</version></dependency>
                <dependency><groupId>g</groupId><artifactId>ranged</artifactId><version>[1,2)</version></dependency>
                <dependency><groupId>g</groupId><artifactId>inherited</artifactId></dependency>
              </dependencies>
              <build><plugins><plugin><dependencies><dependency><groupId>p</groupId><artifactId>p</artifactId><version>1</version></dependency></dependencies></plugin></plugins></build>
              <profiles><profile><dependencies><dependency><groupId>g</groupId><artifactId>profiled</artifactId><version>3</version></dependency></dependencies></profile></profiles>
            </project>
            """;
        var extraction = ExtractorRun.Over(new MavenPom(), "pom.xml", Pom);
        Assert.Equal(
            [
                "8 pkg:maven/g/a@1.0 Runtime",
                "10 pkg:maven/g/b@2.4 Optional",
                "11 pkg:maven/g/managed@5 Development",
                "12 pkg:maven/org.acme/sibling@1.0 Runtime",
                "17 pkg:maven/g/profiled@3 Optional",
            ],
            extraction.Packages.Select(p => $"{p.Evidence[0].Line} {p.Purl} {p.Scope}"));
        Assert.Equal(
            "pom.xml: a parent or an imported project decides the versions of g:inherited, g:ranged",
            Assert.Single(extraction.Gaps).Reason);
    }

    [Theory]
    [InlineData("<project><a></project>", "pom.xml, line 1: expected well-formed XML")]
    [InlineData("<html/>", "pom.xml, line 1: expected a project element")]
    [InlineData("", "pom.xml, line 0: expected well-formed XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><project>&x;</project>", "pom.xml, line 1: expected well-formed XML")]
    public void What_is_no_pom_is_a_gap(string text, string reason)
    {
        Assert.Equal(reason, Assert.Single(ExtractorRun.Over(new MavenPom(), "pom.xml", text).Gaps).Reason);
    }

    [Fact]
    public void A_pom_in_an_old_encoding_is_read()
    {
        var bytes = Encoding.Latin1.GetBytes("<project><!-- M\u00FCller --><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency></dependencies></project>");
        Assert.Equal("g:a 1", ExtractorRun.Lines(ExtractorRun.Over(new MavenPom(), "pom.xml", bytes)));
    }

    [Fact]
    public void Properties_that_double_themselves_do_not_grow()
    {
        var text = new StringBuilder("<project><properties><p0>xxxxxxxxxxxxxxxx</p0>");
        for (var i = 1; i < 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<p{i}>${{p{i - 1}}}${{p{i - 1}}}</p{i}>");
        text.Append("<loop>${loop}</loop></properties><dependencies>")
            .Append("<dependency><groupId>g</groupId><artifactId>a</artifactId><version>${p39}</version></dependency>")
            .Append("<dependency><groupId>g</groupId><artifactId>b</artifactId><version>${loop}</version></dependency></dependencies></project>");
        var extraction = ExtractorRun.Over(new MavenPom(), "pom.xml", text.ToString());
        Assert.Empty(extraction.Packages);
        Assert.Single(extraction.Gaps);
    }

    [Fact]
    public void The_multi_module_project_gives_what_each_file_fixes()
    {
        var app = File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", "java/maven/app/pom.xml"));
        var extraction = ExtractorRun.Over(new MavenPom(), "app/pom.xml", app);
        Assert.Equal("org.acme.libs:lib-t 0.9\norg.acme.osgi:bundle 3.1.0.RELEASE", ExtractorRun.Lines(extraction));
        Assert.EndsWith("decides the versions of org.acme.libs:lib-a, org.acme.libs:lib-b", Assert.Single(extraction.Gaps).Reason);
    }

    [Fact]
    public void A_Gradle_lock_file_lists_every_version_it_fixes()
    {
        var folder = Repository.Fixture("Pavior.Scan.Tests", "java/gradle");
        var extraction = ExtractorRun.Over(new GradleLock(), "gradle.lockfile", File.ReadAllBytes(Path.Combine(folder, "gradle.lockfile")));
        Snapshot.Match(Path.Combine(folder, "expected.txt"), ExtractorRun.Lines(extraction) + "\n");
        Assert.Equal(
            ["proc Development", "lib-a Runtime", "lib-a Runtime", "lib-b Runtime", "lib-t Development"],
            extraction.Packages.Select(p => $"{p.Purl.Name} {p.Scope}"));
    }

    [Fact]
    public void Lock_files_of_old_Gradles_name_the_configuration_in_the_file_name()
    {
        var folder = Repository.Fixture("Pavior.Scan.Tests", "java/gradle/dependency-locks");
        var all = new List<string>();
        foreach (var file in Directory.GetFiles(folder))
        {
            var extraction = ExtractorRun.Over(new GradleLock(), $"gradle/dependency-locks/{Path.GetFileName(file)}", File.ReadAllBytes(file));
            Assert.Empty(extraction.Gaps);
            all.AddRange(ExtractorRun.Lines(extraction).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Snapshot.Match(Repository.Fixture("Pavior.Scan.Tests", "java/gradle/expected.txt"), string.Join('\n', all.Distinct().Order(StringComparer.Ordinal)) + "\n");
    }

    [Fact]
    public void A_broken_Gradle_lock_line_says_where()
    {
        var extraction = ExtractorRun.Over(new GradleLock(), "gradle.lockfile", "# comment\ng:a:1=compile\nnonsense\n");
        Assert.Single(extraction.Packages);
        Assert.Equal("gradle.lockfile, line 3: expected group:artifact:version=configurations", Assert.Single(extraction.Gaps).Reason);
    }

    [Fact]
    public void Verification_metadata_lists_its_components()
    {
        const string Xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <verification-metadata xmlns="https://schema.gradle.org/dependency-verification">
              <configuration><verify-metadata>true</verify-metadata></configuration>
              <components>
                <component group="org.acme" name="lib" version="1.0">
                  <artifact name="lib-1.0.jar"><sha256 value="00" origin="x"/></artifact>
                </component>
              </components>
            </verification-metadata>
            """;
        Assert.Equal("org.acme:lib 1.0", ExtractorRun.Lines(ExtractorRun.Over(new GradleVerification(), "gradle/verification-metadata.xml", Xml)));
    }

    [Fact]
    public void A_version_catalog_lists_libraries_and_plugins()
    {
        const string Toml = """
            [versions]
            kotlin = "1.9.0"
            rich = { strictly = "[1.7, 1.8[", prefer = "1.7.25" }
            [libraries]
            a = "g:a:1.0"
            b = { module = "g:b", version.ref = "kotlin" }
            c = { group = "g", name = "c", version = "3" }
            d = { module = "g:d", version.ref = "rich" }
            e = { module = "g:e" }
            [plugins]
            kotlin = { id = "org.jetbrains.kotlin.jvm", version.ref = "kotlin" }
            short = "com.acme.plugin:4.0"
            """;
        var extraction = ExtractorRun.Over(new GradleCatalog(), "gradle/libs.versions.toml", Toml);
        Assert.Equal(
            [
                "5 g:a 1.0 Runtime", "6 g:b 1.9.0 Runtime", "7 g:c 3 Runtime", "8 g:d 1.7.25 Runtime",
                "11 org.jetbrains.kotlin.jvm:org.jetbrains.kotlin.jvm.gradle.plugin 1.9.0 Development",
                "12 com.acme.plugin:com.acme.plugin.gradle.plugin 4.0 Development",
            ],
            extraction.Packages.Select(p => $"{p.Evidence[0].Line} {p.Name} {p.Version} {p.Scope}"));
        Assert.EndsWith("decides the versions of g:e", Assert.Single(extraction.Gaps).Reason);
    }

    [Fact]
    public void An_sbt_lock_file_lists_its_dependencies()
    {
        const string Json = """
            {"lockVersion": 1, "dependencies": [
              {"org": "org.scala-lang", "name": "scala-library", "version": "2.13.8", "configurations": ["compile", "test"]},
              {"org": "org.scalatest", "name": "scalatest_2.13", "version": "3.2", "configurations": ["test"]}]}
            """;
        Assert.Equal(
            ["pkg:maven/org.scala-lang/scala-library@2.13.8 Runtime", "pkg:maven/org.scalatest/scalatest_2.13@3.2 Development"],
            ExtractorRun.Over(new SbtLock(), "build.sbt.lock", Json).Packages.Select(p => $"{p.Purl} {p.Scope}"));
    }

    [Fact]
    public void An_unpacked_archive_is_named_by_its_pom_properties()
    {
        const string Text = "# written by hand\ngroupId : org.acme\nartifact\\u0049d=un\\\n   packed\nversion 1.0\n";
        var path = "opt/app/META-INF/maven/org.acme/unpacked/pom.properties";
        Assert.Equal("org.acme:unpacked 1.0", ExtractorRun.Lines(ExtractorRun.Over(new ExplodedArchive(), path, Text)));
        Assert.Empty(ExtractorRun.Over(new ExplodedArchive(), "target/maven-archiver/pom.properties", Text).Packages);
    }
}
