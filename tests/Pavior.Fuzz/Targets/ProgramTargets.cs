using System.IO.Compression;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Elf;
using Pavior.Formats.Executables;
using Pavior.Formats.Pe;
using Pavior.Scan.Binaries;
using Pavior.Scan.DotNet;
using Pavior.Scan.Go;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>Programs and what they carry, and the package lists of Go and .NET.</summary>
internal static class ProgramTargets
{
    private static readonly byte[] BundleMarker = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    private const string Deps =
        """{"runtimeTarget":{"name":"t"},"targets":{"t":{"A/1":{"dependencies":{"B":"2"},"runtime":{"a.dll":{}}}}},"libraries":{"A/1":{"type":"package","sha512":"x"}}}""";

    private const string Modules = "path\ta/cmd\nmod\ta\t(devel)\t\ndep\tb/c\tv1.0.0\th1:x=\n=>\td/e\tv2.0.0\th1:y=\nbuild\t-ldflags=\"-X 'main.version=1.0.0'\"\n";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("executable-headers",
            [
                ExecutableBytes.Elf([new(".rodata", [1, 2]), new(".data", [3], Writable: true)], notes: [4, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 71, 78, 85, 0, 9, 0, 0, 0]),
                ExecutableBytes.Elf([new(".data", [3])], is64: false, big: true),
                ExecutableBytes.Pe([new(".rsrc", VersionResource())], (2, ".rsrc"), (14, ".rsrc")),
                ExecutableBytes.MachO([new("__data", [1])]),
                ExecutableBytes.Fat(ExecutableBytes.MachO([new("__data", [1])], is64: false, big: true)),
            ],
            ReadHeaders),
        Program("go-build-info", "bin/a", ExecutableBytes.Elf([new(".go.buildinfo", GoBlob(), Writable: true)])),
        Program("rust-auditable", "bin/a", ExecutableBytes.Elf([new(".dep-v0", Zlib("""{"packages":[{"name":"a","version":"1","dependencies":[0],"root":true}]}"""))])),
        Program("dotnet-bundle", "bin/a", Bundle()),
        Program("dotnet-assembly", "bin/a.dll", ExecutableBytes.Pe([new(".rsrc", VersionResource()), new(".cli", new byte[72])], (2, ".rsrc"), (14, ".cli"))),
        Program("binary-classifiers", "bin/openssl", ExecutableBytes.Elf([new(".rodata", "\0OpenSSL 1.1.1w  11 Sep\0AWS-LC 1.2.3)\0"u8.ToArray())])),
        Text("java-release", new JavaReleaseExtractor(), "opt/java/release", "JAVA_VERSION=\"21.0.5\"\nJAVA_RUNTIME_VERSION=\"21.0.5+11-LTS\"\n"),
        Text("dotnet-deps", new DepsJsonExtractor(), "a.deps.json", Deps),
        Text("dotnet-version", new DotNetVersionExtractor(), "sdk/1/.version", "abc\n10.0.12\n"),
        Text("nuget-packages-lock", new PackagesLockExtractor(), "packages.lock.json", """{"dependencies":{"net10.0":{"A":{"type":"Direct","resolved":"1","dependencies":{"B":"2"}}}}}"""),
        Text("nuget-packages-config", new PackagesConfigExtractor(), "packages.config", """<packages><package id="A" version="1" /></packages>"""),
        Text("nuget-packages-props", MsBuildPackagesExtractor.Central, "Directory.Packages.props",
            """<Project><PropertyGroup><X>1</X></PropertyGroup><ItemGroup><PackageVersion Include="A" Version="$(X)" /><PackageVersion Include="B"><Version>[2]</Version></PackageVersion></ItemGroup></Project>"""),
        Text("nuget-project", MsBuildPackagesExtractor.Project, "a.csproj",
            """<Project><PropertyGroup><X>$(Y)</X><Y>1</Y></PropertyGroup><ItemGroup><PackageReference Include="A" Version="$(X)" PrivateAssets="all" /><PackageReference Update="B" VersionOverride="[2]" /></ItemGroup></Project>"""),
        Text("nuget-project-assets", new ProjectAssetsExtractor(), "project.assets.json", """{"libraries":{"A/1":{"type":"package","sha512":"x"}}}"""),
        Text("go-mod", new GoModExtractor(), "go.mod", "module a\ngo 1.24\nrequire (\n b/c v1.0.0 // indirect\n)\nreplace b/c v1.0.0 => ./d\n"),
        Text("go-sum", new GoSumExtractor(), "go.sum", "b/c v1.0.0 h1:x=\nb/c v1.0.0/go.mod h1:y=\n"),
    ];

    private static FuzzTarget Program(string name, string path, byte[] seed) => Target(name, new ExecutableExtractor(), path, seed);

    private static FuzzTarget Text(string name, IExtractor extractor, string path, string seed) => Target(name, extractor, path, Encoding.UTF8.GetBytes(seed));

    private static FuzzTarget Target(string name, IExtractor extractor, string path, byte[] seed) =>
        FuzzTarget.Over(name, extractor, path, seed);

    private static void ReadHeaders(byte[] bytes)
    {
        foreach (var image in ExecutableImages.Read(new MemoryFileContent("bin/a", bytes)))
        {
            if (image is PeFile { HasCliHeader: var _ } pe)
                PeVersionInfo.Read(pe);
            if (image is not ElfFile elf)
                continue;
            ElfNotes.Read(elf);
            ElfDynamic.Read(elf);
        }
    }

    private static byte[] GoBlob()
    {
        byte[] framed = [.. new byte[16], .. Encoding.UTF8.GetBytes(Modules), .. new byte[16]];
        return [0xFF, .. " Go buildinf:"u8, 8, 2, .. new byte[16], 6, .. "go1.22"u8, (byte)(framed.Length | 0x80), (byte)(framed.Length >> 7), .. framed, 0];
    }

    private static byte[] Zlib(string text)
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal))
            deflate.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static byte[] Bundle()
    {
        var deps = Encoding.UTF8.GetBytes(Deps);
        var length = Host(0).Length;
        return
        [
            .. Host(length + deps.Length), .. deps,
            6, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, (byte)'i', .. new byte[40],
            .. BitConverter.GetBytes((long)length), .. BitConverter.GetBytes((long)deps.Length), .. new byte[8], 3, 11, .. "a.deps.json"u8,
        ];

        static byte[] Host(long table) => ExecutableBytes.Elf([new(".data", [.. BitConverter.GetBytes(table), .. BundleMarker], Writable: true)]);
    }

    /// <summary>Three directory levels and one block, for a section that is the first of two or the only one.</summary>
    private static byte[] VersionResource()
    {
        byte[] block = [.. Block("VS_VERSION_INFO", Block("StringFileInfo", Block("000004b0", Block("ProductVersion", "1.2.3\0"))))];
        byte[] Level(uint id, uint child) => [.. new byte[14], 1, 0, .. BitConverter.GetBytes(id), .. BitConverter.GetBytes(child)];
        return
        [
            .. Level(16, 0x80000018), .. Level(1, 0x80000030), .. Level(0, 0x48),
            .. BitConverter.GetBytes(ExecutableBytes.PeFirstPartAt(2) + 0x58), .. BitConverter.GetBytes(block.Length), .. new byte[8], .. block,
        ];
    }

    private static byte[] Block(string key, byte[] children)
    {
        byte[] head = [.. Encoding.Unicode.GetBytes(key), 0, 0];
        var pad = (4 - ((6 + head.Length) % 4)) % 4;
        var length = 6 + head.Length + pad + children.Length;
        return [.. BitConverter.GetBytes((ushort)length), 0, 0, 1, 0, .. head, .. new byte[pad], .. children];
    }

    private static byte[] Block(string key, string text)
    {
        var bytes = Block(key, Encoding.Unicode.GetBytes(text));
        bytes[2] = (byte)text.Length;
        return bytes;
    }
}
