using System.Globalization;
using System.Text;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Lock files and lists that are well formed and endless: read or cut off, in bounded memory.</summary>
public sealed class LockFileTests : HostileInput
{
    [Theory]
    [InlineData("package-lock.json", "{\"lockfileVersion\":3,\"packages\":{", "\"node_modules/p{0}\":{{\"version\":\"1.0.0\"}},", 600_000, "\"node_modules/z\":{}}}")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages:\n", "  p{0}@1.0.0: {{}}\n", 600_000, "")]
    [InlineData("yarn.lock", "# yarn lockfile v1\n", "p{0}@^1:\n  version \"1.0.0\"\n\n", 800_000, "")]
    [InlineData("bun.lock", "{\"lockfileVersion\":1,\"packages\":{", "\"p{0}\":[\"p{0}@1.0.0\"],", 700_000, "}}")]
    [InlineData("Cargo.lock", "version = 4\n", "[[package]]\nname = \"p{0}\"\nversion = \"1.0.0\"\n", 1_000_000, "")]
    [InlineData("poetry.lock", "", "[[package]]\nname = \"p{0}\"\nversion = \"1.0.0\"\n", 1_000_000, "[metadata]\nlock-version = \"2.1\"\n")]
    [InlineData("uv.lock", "version = 1\n", "k{0} = [1,2,3]\n", 3_000_000, "")]
    [InlineData("requirements.txt", "", "p{0}==1\n", 1_200_000, "")]
    [InlineData("Pipfile.lock", "{\"default\":{", "\"p{0}\":{{\"version\":\"==1\"}},", 700_000, "\"z\":{\"version\":\"==1\"}}}")]
    [InlineData("go.sum", "", "example.org/p{0} v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", 400_000, "")]
    [InlineData("go.mod", "module example.org/m\n\ngo 1.22\n\nrequire (\n", "\texample.org/p{0} v1.0.0\n", 400_000, ")\n")]
    [InlineData("Gemfile.lock", "GEM\n  remote: https://registry.example.org/\n  specs:\n", "    p{0} (1.0)\n", 800_000, "\nPLATFORMS\n  ruby\n")]
    [InlineData("composer.lock", "{\"packages\":[", "{{\"name\":\"a/p{0}\",\"version\":\"1.0.0\"}},", 600_000, "{\"name\":\"a/z\",\"version\":\"1.0.0\"}]}")]
    [InlineData("gradle.lockfile", "", "g:p{0}:1=runtimeClasspath\n", 600_000, "empty=\n")]
    [InlineData("packages.lock.json", "{\"version\":1,\"dependencies\":{\"net10.0\":{", "\"p{0}\":{{\"type\":\"Transitive\",\"resolved\":\"1.0.0\"}},", 500_000, "\"z\":{\"type\":\"Transitive\",\"resolved\":\"1.0.0\"}}}}")]
    [InlineData("pom.xml", "<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>", "<dependency><groupId>g</groupId><artifactId>p{0}</artifactId><version>1</version></dependency>", 85_000, "</dependencies></project>")]
    [InlineData("packages.config", "<packages>", "<package id=\"p{0}\" version=\"1.0.0\" />", 400_000, "</packages>")]
    public void Endless_lists_stay_within_memory(string name, string head, string line, int count, string tail)
    {
        Box.InputFile("tree/" + name, Endless(head, line, count, tail));
        var run = Scan(Box.InputPath("tree"), "spdx-2.3-tag-value");
        Assert.True(run.ExitCode is 0 or 3, run.ToString());
        Harmless(run);
    }

    [Theory]
    [InlineData("a.cdx.json", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[", "{{\"type\":\"library\",\"name\":\"p{0}\",\"version\":\"1\",\"purl\":\"pkg:npm/p{0}@1\"}},", 400_000, "{\"type\":\"library\",\"name\":\"z\"}]}")]
    [InlineData("a.spdx", "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: a\n", "\nPackageName: p{0}\nSPDXID: SPDXRef-{0}\nExternalRef: PACKAGE-MANAGER purl pkg:npm/p{0}@1\n", 600_000, "")]
    public void Endless_sboms_stay_within_memory(string name, string head, string line, int count, string tail)
    {
        var run = Scan(Box.InputFile(name, Endless(head, line, count, tail)), "spdx-2.3-tag-value");
        Assert.True(run.ExitCode is 0 or 2 or 3, run.ToString());
        Harmless(run);
    }

    private static string Endless(string head, string line, int count, string tail)
    {
        var text = new StringBuilder(head);
        var format = CompositeFormat.Parse(line);
        for (var i = 0; i < count; i++)
            text.AppendFormat(CultureInfo.InvariantCulture, format, i);
        return text.Append(tail).ToString();
    }
}
