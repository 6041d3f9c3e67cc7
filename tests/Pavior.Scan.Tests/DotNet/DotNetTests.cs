using System.Text;
using Pavior.Core;
using Pavior.Formats.Pe;
using Pavior.Scan.Binaries;
using Pavior.Scan.DotNet;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.DotNet;

public sealed class DotNetTests
{
    private const string Deps = """
        {"runtimeTarget":{"name":".NETCoreApp,Version=v10.0/linux-x64","signature":""},
         "targets":{".NETCoreApp,Version=v10.0":{},".NETCoreApp,Version=v10.0/linux-x64":{
           "app/1.0.0":{"dependencies":{"Newtonsoft.Json":"13.0.3","runtimepack.Microsoft.NETCore.App.Runtime.linux-x64":"10.0.12"},"runtime":{"app.dll":{}}},
           "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12":{"runtime":{"System.Private.CoreLib.dll":{}}},
           "Newtonsoft.Json/13.0.3":{"runtime":{"lib/net6.0/Newtonsoft.Json.dll":{}},"dependencies":{"System.Text.Json":"8.0.0"}},
           "System.Text.Json/8.0.0":{}}},
         "libraries":{
           "app/1.0.0":{"type":"project","serviceable":false,"sha512":""},
           "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12":{"type":"runtimepack","serviceable":false,"sha512":""},
           "Newtonsoft.Json/13.0.3":{"type":"package","serviceable":true,"sha512":"sha512-HrC5BXdl00IP9zeV"},
           "System.Text.Json/8.0.0":{"type":"package","serviceable":true,"sha512":"sha512-x"}}}
        """;

    private const string Expected = """
        Microsoft.NETCore.App.Runtime.linux-x64 10.0.12
        Newtonsoft.Json 13.0.3
        System.Text.Json 8.0.0
        dotnet-runtime 10.0.12
        """;

    public static TheoryData<string, byte[]> SingleFiles
    {
        get
        {
            var manifest = new Bundles.Member("app.deps.json", 3, Encoding.UTF8.GetBytes(Deps));
            return new()
            {
                { "ELF 6", Bundles.Make(Bundles.Elf, 6, new("app.dll", 1, new byte[100]), manifest) },
                { "ELF 6 compressed", Bundles.Make(Bundles.Elf, 6, manifest with { Compress = true }) },
                { "PE 2", Bundles.Make(Bundles.Pe, 2, manifest) },
                { "Mach-O 6", Bundles.Make(Bundles.MachO, 6, manifest) },
                { "ELF 1", Bundles.Make(Bundles.Elf, 1, manifest) },
            };
        }
    }

    [Fact]
    public void A_dependency_manifest_names_packages_and_the_runtime()
    {
        var found = ExtractorRun.Over(new DepsJsonExtractor(), "app/app.deps.json", Deps);

        Assert.Empty(found.Gaps);
        Assert.Equal(Expected, ExtractorRun.Lines(found));
        var json = found.Packages.Single(p => p.Name == "Newtonsoft.Json");
        Assert.Equal((Relation.Installed, Confidence.High), (json.Relation, json.Confidence));
        Assert.Equal(["System.Text.Json"], json.Requires);
        Assert.Equal(Relation.Declared, found.Packages.Single(p => p.Name == "System.Text.Json").Relation);
    }

    [Theory]
    [MemberData(nameof(SingleFiles))]
    public void A_single_file_application_holds_the_same_packages(string host, byte[] bytes)
    {
        var found = Extract("app/app", bytes);

        Assert.Empty(found.Gaps);
        Assert.Equal(Expected, ExtractorRun.Lines(found));
        Assert.All(found.Packages, p => Assert.Equal("app/app!app.deps.json", p.Evidence[0].Path));
        Assert.NotEmpty(host);
    }

    [Fact]
    public void Without_a_manifest_the_assemblies_of_a_bundle_speak_for_themselves()
    {
        var assembly = File.ReadAllBytes(typeof(PeFile).Assembly.Location);
        var bytes = Bundles.Make(Bundles.Elf, 6, new("Pavior.Formats.dll", 1, assembly, Compress: true), new("b.dll", 1, assembly));

        var found = Extract("app/app", bytes);

        Assert.Equal("Pavior.Formats 0.1.0", ExtractorRun.Lines(found));
        Assert.Equal(["app/app!Pavior.Formats.dll", "app/app!b.dll"], found.Packages.Select(p => p.Evidence[0].Path));
    }

    [Fact]
    public void A_host_that_nothing_was_bundled_with_is_no_bundle()
    {
        var host = Bundles.Elf([.. new byte[8], .. Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae")]);

        var found = Extract("app/app", [.. host, 1, 2, 3]);

        Assert.Empty(found.Packages);
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void An_assembly_is_a_guess_that_a_manifest_beside_it_makes_superfluous()
    {
        var bytes = File.ReadAllBytes(typeof(PeFile).Assembly.Location);
        var beside = Extract("app/Pavior.Formats.dll", bytes).Packages.Single();
        var below = Extract("app/x/y/Pavior.Formats.dll", bytes).Packages.Single();
        var elsewhere = Extract("opt/Pavior.Formats.dll", bytes).Packages.Single();
        var manifest = ExtractorRun.Over(new DepsJsonExtractor(), "app/app.deps.json", Deps).Packages;

        Assert.Equal((Confidence.Low, "pkg:nuget/Pavior.Formats@0.1.0"), (beside.Confidence, beside.Purl.ToString()));
        Assert.Equal([.. manifest, elsewhere], CoveredAssemblies.Drop([beside, below, .. manifest, elsewhere]));
    }

    [Fact]
    public void This_test_program_itself_is_read()
    {
        var deps = Directory.GetFiles(AppContext.BaseDirectory, "*.deps.json").Single(f => f.Contains("Scan.Tests", StringComparison.Ordinal));

        var found = ExtractorRun.Over(new DepsJsonExtractor(), "a.deps.json", File.ReadAllBytes(deps));

        Assert.Contains(found.Packages, p => p.Purl.ToString() == "pkg:nuget/xunit.v3.core.mtp-v1@3.2.2" || p.Purl.Name.StartsWith("xunit.v3", StringComparison.Ordinal));
        Assert.Empty(found.Gaps);
    }

    [Theory]
    [InlineData("usr/share/dotnet/sdk/10.0.401/.version", "pkg:generic/dotnet-sdk@10.0.12")]
    [InlineData("usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.12/.version", "pkg:generic/aspnetcore-runtime@10.0.12")]
    public void Version_files_tell_of_sdks_and_runtimes(string path, string purl)
    {
        var found = ExtractorRun.Over(new DotNetVersionExtractor(), path, "95017c711e6afc1085133d440e42b4bd78155701\n10.0.12\n");

        Assert.Equal(purl, Assert.Single(found.Packages).Purl.ToString());
    }

    [Fact]
    public void Damaged_manifests_and_bundles_are_read_or_refused()
    {
        foreach (var bytes in SeededMutations.Of(Encoding.UTF8.GetBytes(Deps), 1500))
            ExtractorRun.Over(new DepsJsonExtractor(), "a.deps.json", bytes);
        foreach (var bytes in SingleFiles.SelectMany(s => SeededMutations.Of(s.Data.Item2, 400)))
            Extract("app/app", bytes);
    }

    private static Extraction Extract(string path, byte[] bytes) => ExtractorRun.Over(new ExecutableExtractor(), path, bytes);
}
