using Pavior.Core;
using Pavior.Formats.Toml;
using Pavior.Scan.MachineLearning;
using Pavior.Scan.Python;
using Pavior.Scan.Ruby;
using Pavior.Scan.Rust;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>TOML, and the readers of Python, Ruby, Rust and model files.</summary>
internal static class ScriptingTargets
{
    private const string Pylock = """
        lock-version = "1.0"
        default-groups = ["web"]
        [[packages]]
        name = "a"
        version = "1"
        marker = "'web' in dependency_groups or 'x' in extras"
        vcs = { type = "git", url = "https://git.example.org/a", commit-id = "abc" }
        dependencies = [{ name = "b" }]
        """;

    private const string Uv = """
        [[package]]
        name = "app"
        source = { virtual = "." }
        dependencies = [{ name = "a", version = "1.0", marker = "x" }]
        [package.dev-dependencies]
        dev = [{ name = "a" }]
        [[package]]
        name = "a"
        version = "1.0"
        source = { git = "https://git.example.org/a?rev=main#abc" }
        [manifest]
        requirements = [{ name = "a" }]
        """;

    private const string Requirements = "a[x] == 1.0 ; python_version > '3'  # c\nb==2 \\\n  --hash=sha256:00\nc @ https://x.example.org/c.whl\n-r d.txt\n";

    private const string Conda = """
        {"name":"xz","version":"5","build":"1","channel":"https://c.example.org/main/linux-64","subdir":"linux-64","fn":"xz.conda","depends":["a >=1"],"files":["bin/xz"]}
        """;

    private const string Toml = """"
        a.b = 0x1F # c
        "k" = [1_0, 1e5, inf, 'x', "\u00e9\x41", {c = true, d.e = 1979-05-27 07:32:00Z}]
        [t.u]
        m = """
        a \
          b"""
        [[t.v]]
        n = '''x''y'''
        """";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("toml", [Bytes(Toml), Fixture("python/poetry/poetry.lock")], bytes => TomlDocument.Parse("a.toml", bytes)),
        Extractor(new CargoLock(), "Cargo.lock", Fixture("rust/Cargo.lock")),
        Extractor(new CondaMeta(), "conda-meta/xz.json", Bytes(Conda)),
        Extractor(new GemfileLock(), "Gemfile.lock", Fixture("ruby/bundler/Gemfile.lock")),
        Extractor(new GgufModel(), "m/a.gguf", Gguf()),
        Extractor(new InstalledGems(), "specifications/a-1.gemspec", Fixture("ruby/installed/specifications/nokogirish-1.15.0-x86_64-linux.gemspec")),
        Extractor(new InstalledPython(), "a-1.dist-info/METADATA", Fixture("python/installed/site-packages/Alpha.Tools-1.0.0.dist-info/METADATA")),
        Record(),
        Extractor(new PdmLock(), "pdm.lock", Fixture("python/pdm/pdm.lock")),
        Extractor(new PipfileLock(), "Pipfile.lock", Fixture("python/pipenv/Pipfile.lock")),
        Extractor(new PoetryLock(), "poetry.lock", Fixture("python/poetry/poetry.lock")),
        Extractor(new Pylock(), "pylock.toml", Bytes(Pylock)),
        Extractor(new PythonEgg(), "a.egg", Fixture("python/installed/site-packages/beta_lib-1.2.3-py3.6.egg")),
        Extractor(new RequirementsFile(), "requirements.txt", Bytes(Requirements)),
        Extractor(new SafetensorsModel(), "m/a.safetensors", Safetensors()),
        Extractor(new UvLock(), "uv.lock", Bytes(Uv)),
    ];

    private static FuzzTarget Extractor(IExtractor extractor, string path, byte[] seed) => FuzzTarget.Over(extractor, path, seed);

    private static FuzzTarget Record() => FuzzTarget.Over(
        "python-record",
        new InstalledPython(),
        "lib/a-1.dist-info/RECORD",
        Fixture("python/installed/site-packages/Alpha.Tools-1.0.0.dist-info/RECORD"),
        Bytes("\"a,\"\"b\",,\n../../c,,\n/d,,\n"));

    private static byte[] Gguf() =>
    [
        .. "GGUF"u8, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0,
        12, 0, 0, 0, 0, 0, 0, 0, .. "general.name"u8, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, (byte)'m',
        1, 0, 0, 0, 0, 0, 0, 0, (byte)'t', 9, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, (byte)'x',
    ];

    private static byte[] Safetensors()
    {
        var json = """{"w":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]},"__metadata__":{"modelspec.title":"t"}}"""u8;
        return [(byte)json.Length, 0, 0, 0, 0, 0, 0, 0, .. json];
    }

    private static byte[] Fixture(string relative) => File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", relative));

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
