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
        For(new McpServerExtractor(), ".mcp.json", "{\"mcpServers\":{\"a\":{\"command\":\"docker\",\"args\":[\"run\",\"-i\",\"-e\",\"A=b\",\"x/y:1\"]},\"b\":{\"url\":\"https://a.example.org/sse\"}}}"u8),
    ];

    private static FuzzTarget For(IExtractor extractor, string path, ReadOnlySpan<byte> seed) => For(extractor, path, [seed.ToArray()]);

    /// <summary>Straight to the extractor: what it throws is what the harness judges.</summary>
    private static FuzzTarget For(IExtractor extractor, string path, params byte[][] seeds) => new(
        extractor.Info.Id,
        seeds,
        bytes => extractor.Extract(new MemoryFileContent(path, bytes), new Extraction(extractor.Info.Id, path)));

    private static byte[] Fixture(string relative) => File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", relative));
}
