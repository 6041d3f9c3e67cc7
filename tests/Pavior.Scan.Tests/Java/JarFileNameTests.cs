using Pavior.Scan.Java;
using Xunit;

namespace Pavior.Scan.Tests.Java;

public class JarFileNameTests
{
    [Theory]
    [InlineData("commons-io-2.11.0.jar", "commons-io", "2.11.0")]
    [InlineData("lib/guava-r06.jar", "guava", "r06")]
    [InlineData("log4j-1.2-api-2.17.1.jar", "log4j-1.2-api", "2.17.1")]
    [InlineData("log4j-1.2-1.2.17.jar", "log4j", "1.2.17")]
    [InlineData("wagon-webdav-1.0.2-beta-2.2.3a-hudson.jar", "wagon-webdav", "1.0.2-beta-2.2.3a-hudson")]
    [InlineData("commons-jelly-1.1-hudson-20100305.jar", "commons-jelly", "1.1-hudson-20100305")]
    [InlineData("jtidy-4aug2000r7-dev-hudson-1.jar", "jtidy", "4aug2000r7-dev-hudson-1")]
    [InlineData("trilead-ssh2-build212-hudson-5.jar", "trilead-ssh2", "build212-hudson-5")]
    [InlineData("jboss-saaj-api_1.4_spec-1.0.2.Final.jar", "jboss-saaj-api_1.4_spec", "1.0.2.Final")]
    [InlineData("akka-actor_2.13-2.6.20.jar", "akka-actor_2.13", "2.6.20")]
    [InlineData("org.eclipse.osgi_3.18.0.v20220516.jar", "org.eclipse.osgi", "3.18.0.v20220516")]
    [InlineData("osgi_4.5.6.v20240101-1200.jar", "osgi", "4.5.6.v20240101-1200")]
    [InlineData("kind-projector_2.13.8-0.13.2.jar", "kind-projector_2.13.8", "0.13.2")]
    [InlineData("spring-data-r2dbc-1.1.0.RELEASE.jar", "spring-data-r2dbc", "1.1.0.RELEASE")]
    [InlineData("my-http2-server-5.jar", "my-http2-server", "5")]
    [InlineData("tool-1.0-jar-with-dependencies.jar", "tool", "1.0")]
    [InlineData("tool-1.0-SNAPSHOT-sources.jar", "tool", "1.0-SNAPSHOT")]
    [InlineData("batik-all.jar", "batik-all", null)]
    [InlineData("a.war!WEB-INF/lib/rome-1.0.jar", "rome", "1.0")]
    [InlineData("a.jar!nested.jar", "nested", null)]
    [InlineData("servlet.2.5.jar", "servlet", "2.5")]
    [InlineData("-1.jar", "-1", null)]
    [InlineData(".jar", ".jar", null)]
    [InlineData("", "", null)]
    public void File_names_split_into_artifact_and_version(string path, string artifact, string? version)
    {
        var name = JarFileName.Parse(path);
        Assert.Equal((artifact, version), (name.Artifact, name.Version));
    }

    [Theory]
    [InlineData("groovy", "3.0.9", "org.codehaus.groovy")]
    [InlineData("groovy-json", "4.0.1", "org.apache.groovy")]
    [InlineData("groovy", null, null)]
    [InlineData("spring-boot-starter", "3.1", "org.springframework.boot")]
    [InlineData("spring-core", "5.3", "org.springframework")]
    [InlineData("nobody-knows", "1", null)]
    public void Known_artifacts_have_their_group(string artifact, string? version, string? group)
    {
        Assert.Equal(group, KnownGroups.Find(artifact, version));
    }

    [Fact]
    public void No_artifact_is_in_the_table_twice()
    {
        Assert.Empty(KnownGroups.Names().GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));
    }
}
