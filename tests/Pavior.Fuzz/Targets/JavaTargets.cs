using System.Text;
using Pavior.Core;
using Pavior.Formats.Zip;
using Pavior.Scan.Java;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>Zip archives, and the readers of Java archives and project files.</summary>
internal static class JavaTargets
{
    private const string Manifest = "Manifest-Version: 1.0\r\nBundle-SymbolicName: org.acme.frob-core;x:=\"a,b\r\n c\"\r\nBundle-License: \"A;B\";link=x, MIT\r\nImplementation-Version: 1.2 (r3)\r\n\r\nName: a/\r\nImplementation-Title: g:a:1\r\n";

    private const string PomProperties = "#c\nversion=1.0\ngroupId : org.acme\nartifact\\u0049d=un\\\n  packed\n";

    private const string Pom = """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <parent><groupId>org.acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
          <artifactId>child</artifactId><organization><name>Acme</name></organization>
          <licenses><license><name>MIT</name><url>x</url></license></licenses>
          <properties><v>${w}.1</v><w>${v}</w></properties>
          <dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>m</artifactId><version>5</version></dependency></dependencies></dependencyManagement>
          <dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>[1]</version><scope>test</scope></dependency></dependencies>
          <profiles><profile><dependencies><dependency><groupId>g</groupId><artifactId>m</artifactId><optional>true</optional></dependency></dependencies></profile></profiles>
        </project>
        """;

    private const string Verification = "<verification-metadata><components><component group=\"g\" name=\"a\" version=\"1\"><artifact name=\"a\"/></component></components></verification-metadata>";

    private const string Catalog = "[versions]\nk = \"1\"\nr = { strictly = \"[1,2[\", prefer = \"1.5\" }\n[libraries]\na = \"g:a:1\"\nb = { module = \"g:b\", version.ref = \"k\" }\nc = { group = \"g\", name = \"c\", version = { ref = \"r\" } }\n[plugins]\np = { id = \"p\", version = \"1\" }\nq = \"q:1\"\n";

    private const string Sbt = """{"lockVersion":1,"dependencies":[{"org":"g","name":"a","version":"1","configurations":["test"]}]}""";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("zip", [Archive(), new ZipBuilder { IsZip64 = true, Prefix = [1, 2, 3], Comment = "comment" }.Add("a", "first").Add("b", "second", stored: true).Build()], Zip),
        FuzzTarget.Over("java-archive", new JavaArchive(), "opt/a-1.0.war", Archive(), new ZipBuilder().Add("a/lib.jar", Archive(), stored: true).Add("META-INF/MANIFEST.MF", Manifest).Build()),
        new("jar-file-name", [Bytes("log4j-1.2-api-2.17.1.jar"), Bytes("org.eclipse.osgi_3.18.0.v2022-1.jar"), Bytes("a.1.2.jar")], bytes => JarFileName.Parse(Encoding.UTF8.GetString(bytes))),
        new("jar-manifest", [Bytes(Manifest)], bytes => JarGuess.Guess(JarManifest.Parse(bytes, "frob-core.jar"), JarFileName.Parse("frob-core.jar"))),
        FuzzTarget.Over("pom-properties", new ExplodedArchive(), "a/META-INF/maven/g/a/pom.properties", Bytes(PomProperties)),
        FuzzTarget.Over("maven-pom", new MavenPom(), "pom.xml", Bytes(Pom)),
        FuzzTarget.Over("gradle-lock", new GradleLock(), "gradle.lockfile", Bytes("# c\ng:a:1=compile,testRuntime\nempty=x\n")),
        FuzzTarget.Over("gradle-verification", new GradleVerification(), "gradle/verification-metadata.xml", Bytes(Verification)),
        FuzzTarget.Over("gradle-catalog", new GradleCatalog(), "gradle/libs.versions.toml", Bytes(Catalog)),
        FuzzTarget.Over("sbt-lock", new SbtLock(), "build.sbt.lock", Bytes(Sbt)),
    ];

    private static byte[] Archive() => new ZipBuilder()
        .Add("META-INF/MANIFEST.MF", Manifest)
        .Add("META-INF/maven/org.acme/frob/pom.properties", PomProperties, stored: true)
        .Add("META-INF/maven/org.acme/frob/pom.xml", Pom, stored: true)
        .Add("lib/inner-2.jar", new ZipBuilder().Add("A.class", "x").Build())
        .Build();

    private static void Zip(byte[] bytes)
    {
        var zip = ZipReader.Open(new MemoryFileContent("a.zip", bytes));
        var members = new List<ZipMember>();
        foreach (var entry in zip.Entries())
            members.Add(entry.Keep());
        foreach (var member in members)
        {
            using var content = zip.Open(member, member.Name);
            content.ReadAt(0, new byte[16]);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
