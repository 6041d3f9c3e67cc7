using System.Text;
using Pavior.Core;
using Pavior.Scan.Java;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Java;

public class JavaArchiveTests
{
    [Theory]
    [InlineData("jars")]
    [InlineData("variants")]
    public void Archives_of_the_real_tools_give_their_packages_with_the_paths_inside(string folder)
    {
        var root = Repository.Fixture("Pavior.Scan.Tests", $"java/{folder}");
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(root).Where(f => !f.EndsWith(".txt", StringComparison.Ordinal)))
        {
            var extraction = Over(Path.GetFileName(file), File.ReadAllBytes(file));
            Assert.Empty(extraction.Gaps);
            lines.AddRange(extraction.Packages.Select(Line));
        }

        Snapshot.Match(Path.Combine(root, "expected.txt"), string.Join('\n', lines.Order(StringComparer.Ordinal)) + "\n");

        static string Line(Package package)
        {
            var path = package.Evidence[0].Path;
            var shaded = path.IndexOf("!META-INF/", StringComparison.Ordinal);
            return $"{(shaded < 0 ? path : path[..shaded])} {package.Name} {package.Version}".TrimEnd();
        }
    }

    [Fact]
    public void The_jar_itself_is_installed_and_what_is_shaded_into_it_is_vendored()
    {
        var bytes = new ZipBuilder()
            .Add("META-INF/maven/com.google.guava/guava/pom.properties", Properties("com.google.guava", "guava", "31.1-jre"))
            .Add("META-INF/maven/org.acme/tool/pom.properties", Properties("org.acme", "tool", "2.0"))
            .Add("META-INF/maven/org.acme/tool/pom.xml", "<project><licenses><license><name>MIT</name></license></licenses></project>")
            .Build();
        var packages = Over("opt/tool-2.0-all.jar", bytes).Packages;
        Assert.Equal(
            [
                "pkg:maven/com.google.guava/guava@31.1-jre Vendored High opt/tool-2.0-all.jar!META-INF/maven/com.google.guava/guava/pom.properties ",
                "pkg:maven/org.acme/tool@2.0 Installed High opt/tool-2.0-all.jar MIT",
            ],
            packages.Select(Describe));
    }

    [Fact]
    public void A_lone_shaded_library_does_not_give_its_name_to_the_jar()
    {
        var bytes = new ZipBuilder()
            .Add("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nBundle-SymbolicName: com.google.inject;singleton:=true\r\nBundle-Version: 4.2.3\r\n\r\n")
            .Add("META-INF/maven/cglib/cglib/pom.properties", Properties("cglib", "cglib", "3.2.12"))
            .Build();
        Assert.Equal(
            ["pkg:maven/cglib/cglib@3.2.12 Vendored", "pkg:maven/com.google.inject/guice@4.2.3 Installed"],
            Over("usr/share/java/guice.jar", bytes).Packages.Select(p => $"{p.Purl} {p.Relation}"));
    }

    [Fact]
    public void A_renamed_application_keeps_the_name_its_build_gave_it()
    {
        var bytes = new ZipBuilder().Add("META-INF/maven/org.acme/shop/pom.properties", Properties("org.acme", "shop", "1.0")).Build();
        Assert.Equal("pkg:maven/org.acme/shop@1.0", Assert.Single(Over("app.jar", bytes).Packages).Purl.ToString());
    }

    [Fact]
    public void A_pom_takes_group_and_version_from_its_parent_element()
    {
        const string Pom = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <parent><groupId>org.acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
              <artifactId>child</artifactId>
              <version>${project.parent.version}.1</version>
              <organization><name>Acme</name></organization>
            </project>
            """;
        var bytes = new ZipBuilder().Add("META-INF/maven/org.acme/child/pom.xml", Pom).Build();
        var package = Assert.Single(Over("child-7.1.jar", bytes).Packages);
        Assert.Equal(("pkg:maven/org.acme/child@7.1", "Acme"), (package.Purl.ToString(), package.Supplier));
    }

    [Fact]
    public void Folded_manifest_lines_are_joined_byte_by_byte()
    {
        const string Manifest = "Manifest-Version: 1.0\nBundle-SymbolicName: org.mock\n ito.mockito-core\nBundle-Vendor: M\u00FCller\nBundle-License: \"Apache-2.0;\n  a\"; link=\"x\", MIT\n";
        var bytes = Encoding.UTF8.GetBytes(Manifest);
        var cut = bytes.AsSpan().IndexOf((byte)0xC3) + 1;
        byte[] folded = [.. bytes[..cut], .. "\n "u8, .. bytes[cut..]];
        var package = Assert.Single(Over("mockito-core-5.1.jar", new ZipBuilder().Add("META-INF/MANIFEST.MF", folded).Build()).Packages);
        Assert.Equal(("pkg:maven/org.mockito/mockito-core@5.1", "M\u00FCller"), (package.Purl.ToString(), package.Supplier));
        Assert.Equal(["Apache-2.0; a", "MIT"], package.Licenses);
    }

    [Fact]
    public void Without_a_known_group_the_file_is_named_but_no_group_is_made_up()
    {
        var package = Assert.Single(Over("lib/frobnicate-1.0.jar", new ZipBuilder().Add("A.class", "x").Build()).Packages);
        Assert.Equal(("pkg:generic/frobnicate@1.0", Confidence.Low), (package.Purl.ToString(), package.Confidence));
        Assert.Equal(40, package.Properties["jar:sha1"].Length);
    }

    [Theory]
    [InlineData("catalina.jar", "org.apache.tomcat-catalina", "pkg:maven/org.apache.tomcat/tomcat-catalina@9.0.70")]
    [InlineData("servlet-api.jar", "org.apache.tomcat-servlet-api", "pkg:maven/org.apache.tomcat/tomcat-servlet-api@9.0.70")]
    [InlineData("commons-lang3.jar", "org.apache.commons.lang3", "pkg:maven/org.apache.commons/commons-lang3@9.0.70")]
    [InlineData("frob-core.jar", "net.acme.frob.core", "pkg:maven/net.acme.frob/frob-core@9.0.70")]
    [InlineData("frob-core.jar", "net.acme.frob-core", "pkg:maven/net.acme/frob-core@9.0.70")]
    [InlineData("gizmo.jar", "org.gizmo", "pkg:maven/org.gizmo/gizmo@9.0.70")]
    [InlineData("gizmo.jar", "org.apache.gizmo", "pkg:maven/org.apache.gizmo/gizmo@9.0.70")]
    [InlineData("gizmo.jar", "other.name", "pkg:generic/gizmo@9.0.70")]
    public void Bundle_names_give_the_group(string file, string bundle, string purl)
    {
        var manifest = $"Manifest-Version: 1.0\nBundle-SymbolicName: {bundle}\nImplementation-Version: 9.0.70\n";
        Assert.Equal(purl, Assert.Single(Over(file, new ZipBuilder().Add("META-INF/MANIFEST.MF", manifest).Build()).Packages).Purl.ToString());
    }

    [Fact]
    public void Nesting_deeper_than_the_limit_is_a_gap()
    {
        var bytes = new ZipBuilder().Add("A.class", "x").Build();
        for (var depth = 0; depth < JarWalk.MaxDepth + 2; depth++)
            bytes = new ZipBuilder().Add($"n-{depth}.jar", bytes, stored: depth % 2 == 0).Build();
        var extraction = Over("top.jar", bytes);
        Assert.Equal(JarWalk.MaxDepth, extraction.Packages.Count);
        Assert.Equal("top.jar!n-7.jar!n-6.jar!n-5.jar!n-4.jar!n-3.jar!n-2.jar: nested deeper than 6 archives", Assert.Single(extraction.Gaps).Reason);
    }

    [Fact]
    public void A_damaged_nested_archive_is_a_gap_and_the_others_are_read()
    {
        var good = new ZipBuilder().Add("META-INF/maven/org.acme/b/pom.properties", Properties("org.acme", "b", "2")).Build();
        var bytes = new ZipBuilder()
            .Add("META-INF/maven/org.acme/app/pom.properties", Properties("org.acme", "app", "1"))
            .Add("WEB-INF/lib/a-1.jar", "no archive")
            .Add("WEB-INF/lib/b-2.jar", good)
            .Build();
        var extraction = Over("app-1.war", bytes);
        Assert.Equal(["pkg:maven/org.acme/app@1", "pkg:maven/org.acme/b@2"], extraction.Packages.Select(p => p.Purl.ToString()));
        Assert.Equal((GapKind.Malformed, "app-1.war!WEB-INF/lib/a-1.jar"), (Assert.Single(extraction.Gaps).Kind, extraction.Gaps[0].Path));
    }

    [Theory]
    [InlineData("backup.rar", "Rar!\u001a\u0007\u0000")]
    [InlineData("empty.jar", "")]
    public void Files_that_only_share_the_ending_are_passed_over(string path, string text)
    {
        var extraction = ExtractorRun.Over(new JavaArchive(), path, text);
        Assert.Empty(extraction.Packages);
        Assert.Empty(extraction.Gaps);
    }

    [Fact]
    public void A_jar_that_is_no_archive_is_a_gap()
    {
        Assert.Equal(GapKind.Malformed, Assert.Single(ExtractorRun.Over(new JavaArchive(), "x.jar", "version https://git-lfs.example.org/spec/v1\n").Gaps).Kind);
    }

    [Fact]
    public void Mutated_archives_never_throw()
    {
        var seeds = new List<byte[]>();
        foreach (var name in (string[])["variants/jenkins-plugin.hpi", "jars/uber-1.4.0.jar", "variants/renamed.jar", "variants/pomxml-only-3.3.jar"])
            seeds.Add(File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", "java/" + name)));
        var stored = new ZipBuilder().Add("META-INF/maven/g/a/pom.xml", "<project><artifactId>a</artifactId></project>"u8, stored: true)
            .Add("META-INF/MANIFEST.MF", "Bundle-SymbolicName: a.b;x\n c\nBundle-License: \"a\\\",b\n"u8, stored: true).Build();
        seeds.Add(stored);
        var random = new Random(11);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = seeds[round % seeds.Count].ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Over("a-1.jar", bytes);
        }
    }

    private static Extraction Over(string path, byte[] bytes) => ExtractorRun.Over(new JavaArchive(), path, bytes);

    private static string Properties(string group, string artifact, string version) =>
        $"#Generated by Maven\nversion={version}\ngroupId={group}\nartifactId={artifact}\n";

    private static string Describe(Package p) => $"{p.Purl} {p.Relation} {p.Confidence} {p.Evidence[0].Path} {string.Join(',', p.Licenses)}";
}
