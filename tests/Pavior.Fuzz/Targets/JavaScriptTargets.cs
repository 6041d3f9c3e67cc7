using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Yaml;
using Pavior.Scan.Editors;
using Pavior.Scan.Mcp;
using Pavior.Scan.Npm;
using Pavior.Scan.Php;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>YAML and JSON trees, and what is read of npm, PHP, editors and MCP clients.</summary>
internal static class JavaScriptTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("yaml", ["a: &x {b: [1, 'two', \"th\\u0072ee\"], ? c : d}\ne: |-\n  text\n? [k]\n: !!set {x}\ng: *x\n---\n- - deep\n"u8.ToArray()], bytes => YamlStream.Parse("f.yaml", bytes)),
        new("json-tree", ["{\"a\": [1, true, \"\\ud83d\\ude00\"], /* c */ \"b\": {},}"u8.ToArray()], bytes => JsonFile.Parse("f.json", bytes, comments: true).Dispose()),
        For(new PackageJsonCheck(), "app/package.json", "{\"name\":\"a\",\"dependencies\":{\"b\":\"^1\"}}"u8),
        For(new PackageJsonExtractor(), "app/node_modules/a/package.json", "{\"name\":\"@a/b\",\"version\":\"1.0.0\",\"license\":[{\"type\":\"MIT\"}],\"dependencies\":{\"c\":\"npm:d@1\"}}"u8),
        For(new PackageLockExtractor(), "package-lock.json", Fixture("npm/npm1/package-lock.json"), Fixture("npm/npm3/package-lock.json")),
        For(new YarnLockExtractor(), "yarn.lock", Fixture("npm/yarn1/yarn.lock"), Fixture("npm/berry/yarn.lock")),
        For(new PnpmLockExtractor(), "pnpm-lock.yaml", Fixture("npm/pnpm7/pnpm-lock.yaml"), Fixture("npm/pnpm8/pnpm-lock.yaml"), Fixture("npm/pnpm10/pnpm-lock.yaml")),
        For(new BunLockExtractor(), "bun.lock", Fixture("npm/bun/bun.lock")),
        For(new DenoLockExtractor(), "deno.lock", Fixture("npm/deno/deno.lock")),
        For(new ComposerLockExtractor(), "composer.lock", Fixture("php/composer2.5/composer.lock")),
        For(new ComposerInstalledExtractor(), "vendor/composer/installed.json", Fixture("php/composer2.5/vendor/composer/installed.json")),
        For(new PearRegistryExtractor(), ".registry/x.reg", Fixture("php/pear_manpages.reg")),
        For(new WordPressExtractor(), "w/wp-includes/version.php", "<?php\n$wp_version = '6.4.2';\n"u8),
        For(new VsCodeExtensionExtractor(), "root/.vscode/extensions/p.e-1.0.0/package.json", "{\"name\":\"e\",\"publisher\":\"p\",\"version\":\"1.0.0\",\"engines\":{\"vscode\":\"*\"}}"u8),
        For(new VsixExtractor(), "a.vsix", new ZipBuilder()
            .Add("extension.vsixmanifest", "<PackageManifest><Metadata><Identity Publisher=\"p\" Id=\"e\" Version=\"1.0.0\" TargetPlatform=\"linux-x64\"/></Metadata></PackageManifest>", stored: true)
            .Add("extension/package.json", "{\"name\":\"e\",\"publisher\":\"p\",\"version\":\"1.0.0\",\"engines\":{\"vscode\":\"*\"}}", stored: true)
            .Build()),
        For(new JetBrainsPluginExtractor(), "opt/idea/plugins/a/lib/a.jar", new ZipBuilder()
            .Add("META-INF/plugin.xml", "<idea-plugin><id>a</id><name>A</name><version>1</version><vendor>b<c/></vendor></idea-plugin>", stored: true)
            .Build()),
        For(new McpServerExtractor(), ".mcp.json", "{\"mcpServers\":{\"a\":{\"command\":\"docker\",\"args\":[\"run\",\"-i\",\"-e\",\"A=b\",\"x/y:1\"]},\"b\":{\"url\":\"https://a.example.org/sse\"}}}"u8),
    ];

    private static FuzzTarget For(IExtractor extractor, string path, ReadOnlySpan<byte> seed) => For(extractor, path, [seed.ToArray()]);

    private static FuzzTarget For(IExtractor extractor, string path, params byte[][] seeds) => FuzzTarget.Over(extractor, path, seeds);

    private static byte[] Fixture(string relative) => File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", relative));
}
