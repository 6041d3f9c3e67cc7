using System.IO.Compression;
using System.Text;
using Pavior.Core;
using Pavior.Scan.Editors;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Editors;

public sealed class EditorExtensionTests
{
    private const string Python = """{"name":"Python","publisher":"ms-python","version":"2024.2.1","license":"MIT","engines":{"vscode":"^1.82.0"},"__metadata":{"targetPlatform":"undefined"}}""";

    [Theory]
    [InlineData("root/.vscode-server/extensions/ms-python.python-2024.2.1/package.json", "pkg:vscode-extension/ms-python/python@2024.2.1", "vscode")]
    [InlineData("home/u/.cursor/extensions/ms-python.python-2024.2.1-linux-x64/package.json", "pkg:vscode-extension/ms-python/python@2024.2.1?platform=linux-x64", "cursor")]
    [InlineData("home/u/.vscode-oss/extensions/ms-python.python-2024.2.1-universal/package.json", "pkg:vscode-extension/ms-python/python@2024.2.1", "vscodium")]
    [InlineData("home/u/.local/share/code-server/extensions/ms-python.python-2024.2.1/package.json", "pkg:vscode-extension/ms-python/python@2024.2.1", "code-server")]
    [InlineData("opt/extensions/ms-python.python-2024.2.1/package.json", "pkg:vscode-extension/ms-python/python@2024.2.1", null)]
    public void An_extension_in_its_folder_is_installed(string path, string purl, string? editor)
    {
        var package = Assert.Single(Code(path, Python).Packages);
        Assert.Equal((purl, Relation.Installed), (package.Purl.ToString(), package.Relation));
        Assert.Equal(editor, package.Properties.GetValueOrDefault("editor:name"));
        Assert.Equal(["MIT"], package.Licenses);
    }

    [Fact]
    public void What_an_editor_ships_itself_is_vendored()
    {
        const string Git = """{"name":"git","publisher":"vscode","version":"1.0.0","engines":{"vscode":"^1.5.0"}}""";
        Assert.Equal(Relation.Vendored, Assert.Single(Code("usr/share/code/resources/app/extensions/git/package.json", Git).Packages).Relation);
    }

    [Theory]
    [InlineData("app/package.json", Python)]
    [InlineData("app/extensions/a/package.json", "{")]
    [InlineData("app/extensions/a/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("app/extensions/a/package.json", """{"name":"a","version":"1.0.0","engines":{"vscode":"*"}}""")]
    public void Other_manifests_are_nothing(string path, string text)
    {
        Assert.Empty(Code(path, text).Packages);
        Assert.Empty(Code(path, text).Gaps);
    }

    [Fact]
    public void A_broken_manifest_in_an_editors_folder_is_a_gap() =>
        Assert.Equal(
            "root/.vscode/extensions/a.b-1/package.json, line 1: expected JSON",
            Assert.Single(Code("root/.vscode/extensions/a.b-1/package.json", "{").Gaps).Reason);

    [Fact]
    public void An_archive_declares_the_extension_it_holds()
    {
        var bytes = Zip(
            ("extension.vsixmanifest", """<?xml version="1.0"?><PackageManifest xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011"><Metadata><Identity Language="en-US" Id="python" Version="2024.2.1" Publisher="ms-python" TargetPlatform="linux-arm64"/></Metadata></PackageManifest>"""),
            ("extension/package.json", Python));
        var package = Assert.Single(ExtractorRun.Over(new VsixExtractor(), "opt/p.vsix", bytes).Packages);
        Assert.Equal(("pkg:vscode-extension/ms-python/python@2024.2.1?platform=linux-arm64", Relation.Declared), (package.Purl.ToString(), package.Relation));
    }

    [Theory]
    [InlineData("no zip")]
    [InlineData("")]
    public void What_is_no_archive_is_a_gap(string text) => Assert.Single(ExtractorRun.Over(new VsixExtractor(), "p.vsix", text).Gaps);

    [Fact]
    public void An_archive_without_a_manifest_is_a_gap() =>
        Assert.Equal(
            "p.vsix, byte 0: expected an archive with the manifest of an extension",
            Assert.Single(ExtractorRun.Over(new VsixExtractor(), "p.vsix", Zip(("a", "b"))).Gaps).Reason);

    [Theory]
    [InlineData("opt/idea/plugins/acme/lib/acme.jar")]
    [InlineData("root/.local/share/JetBrains/IdeaIC2024.1/acme/lib/acme.jar")]
    public void A_plugin_of_a_JetBrains_editor_is_installed(string path)
    {
        var bytes = Zip(("META-INF/plugin.xml", """
            <idea-plugin>
              <name>Acme</name>
              <depends>com.intellij.modules.platform</depends>
              <extensions defaultExtensionNs="com.intellij"><x><id>no</id></x></extensions>
              <id>org.acme.plugin</id><version>1.2.3</version>
              <vendor email="a@example.org"><![CDATA[Acme]]></vendor>
            </idea-plugin>
            """));
        var package = Assert.Single(ExtractorRun.Over(new JetBrainsPluginExtractor(), path, bytes).Packages);
        Assert.Equal(("pkg:generic/jetbrains-plugin/org.acme.plugin@1.2.3", "Acme"), (package.Purl.ToString(), package.Supplier));
        Assert.Equal($"{path}!META-INF/plugin.xml", package.Evidence[0].Path);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><idea-plugin><id>&a;</id></idea-plugin>", 1)]
    [InlineData("<idea-plugin><id>x</idea-plugin>", 1)]
    [InlineData("<idea-plugin/>", 0)]
    [InlineData("<other><id>x</id></other>", 0)]
    public void Broken_and_foreign_plugin_files_yield_nothing(string xml, int gaps)
    {
        var found = ExtractorRun.Over(new JetBrainsPluginExtractor(), "opt/idea/plugins/a/lib/a.jar", Zip(("META-INF/plugin.xml", xml)));
        Assert.Empty(found.Packages);
        Assert.Equal(gaps, found.Gaps.Count);
    }

    [Fact]
    public void Mutated_files_end_in_packages_and_gaps()
    {
        var plugin = """<?xml version="1.0"?><idea-plugin><id>a</id><version>1</version><vendor>v</vendor><depends/></idea-plugin>"""u8.ToArray();
        foreach (var bytes in SeededMutations.Of(plugin, 200))
            ExtractorRun.Over(new JetBrainsPluginExtractor(), "opt/idea/plugins/a/lib/a.jar", Zip(("META-INF/plugin.xml", Encoding.Latin1.GetString(bytes))));
        foreach (var bytes in SeededMutations.Of(Zip(("extension.vsixmanifest", "<PackageManifest/>"), ("extension/package.json", Python)), 400))
            ExtractorRun.Over(new VsixExtractor(), "p.vsix", bytes);
        foreach (var bytes in SeededMutations.Of(Encoding.UTF8.GetBytes(Python), 500))
            ExtractorRun.Over(new VsCodeExtensionExtractor(), "root/.vscode/extensions/ms-python.python-2024.2.1/package.json", bytes);
    }

    private static Extraction Code(string path, string text) => ExtractorRun.Over(new VsCodeExtensionExtractor(), path, text);

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
