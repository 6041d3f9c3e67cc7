using Pavior.Core;
using Pavior.Scan.Binaries;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Go;

public sealed class GoBinaryTests
{
    private const string Expected = """
        acme.example/app v1.4.0
        example.org/fork/beta/v2 v2.0.2
        example.org/lib/alpha v1.2.3
        example.org/lib/delta v0.0.0
        stdlib 1.22.3
        """;

    public static TheoryData<string, byte[]> Programs
    {
        get
        {
            var blob = GoPrograms.Blob("go1.22.3", GoPrograms.Modules);
            return new()
            {
                { "ELF", ExecutableBytes.Elf([new(".rodata", new byte[64]), new(".go.buildinfo", blob, Writable: true)]) },
                { "ELF big", ExecutableBytes.Elf([new(".go.buildinfo", blob, Writable: true)], big: true) },
                { "ELF without section names", ExecutableBytes.Elf([new("", new byte[64]), new("", [.. new byte[160], .. blob], Writable: true)], named: false) },
                { "PE", ExecutableBytes.Pe([new(".text", new byte[64]), new(".data", [.. new byte[70_000], .. blob], Writable: true)]) },
                { "Mach-O", ExecutableBytes.MachO([new("__go_buildinfo", blob, Writable: true)]) },
                { "fat", ExecutableBytes.Fat(ExecutableBytes.MachO([new("__go_buildinfo", blob, Writable: true)])) },
                { "pointers", GoPrograms.Pointed("go1.22.3", GoPrograms.Modules, is64: true, big: false) },
                { "pointers 32", GoPrograms.Pointed("go1.22.3", GoPrograms.Modules, is64: false, big: false) },
                { "pointers big", GoPrograms.Pointed("go1.22.3", GoPrograms.Modules, is64: true, big: true) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Modules_are_read_from_every_container(string container, byte[] bytes)
    {
        var found = Extract(bytes);

        Assert.Empty(found.Gaps);
        Assert.Equal(Expected, ExtractorRun.Lines(found));
        Assert.NotEmpty(container);
    }

    [Fact]
    public void A_replacement_by_a_module_names_that_and_one_by_a_folder_keeps_the_name()
    {
        var found = Extract(Programs.First().Data.Item2).Packages;

        var fork = found.Single(p => p.Purl.Name == "v2");
        Assert.Equal("example.org/lib/beta/v2@v2.0.1", fork.Properties["go:replaces"]);
        var local = found.Single(p => p.Purl.Name == "delta");
        Assert.Equal("./local/delta", local.Properties["go:replaced-by"]);
        Assert.Equal(Confidence.Medium, local.Confidence);
    }

    [Fact]
    public void The_main_module_takes_its_version_from_the_linker_flags_and_requires_the_rest()
    {
        var main = Extract(Programs.First().Data.Item2).Packages.Single(p => p.Properties.ContainsKey("go:main"));

        Assert.Equal("pkg:golang/acme.example/app@v1.4.0", main.Purl.ToString());
        Assert.Equal("-ldflags", main.Properties["go:version-from"]);
        Assert.Equal("e45586c3313c07d762305c96aa9505be109d9ec8", main.Properties["go:vcs.revision"]);
        Assert.Equal(["stdlib", "example.org/lib/alpha", "example.org/fork/beta/v2", "example.org/lib/delta"], main.Requires);
    }

    [Theory]
    [InlineData("go1.25.6 X:jsonv2", "1.25.6")]
    [InlineData("go1.24rc1", "1.24rc1")]
    [InlineData("devel go1.23-ab12cd Mon Jan 1", "1.23-ab12cd")]
    [InlineData("devel +ab12cd Mon Jan 1", "")]
    public void The_standard_library_has_the_version_of_the_toolchain(string toolchain, string version)
    {
        var found = Extract(ExecutableBytes.Elf([new(".go.buildinfo", GoPrograms.Blob(toolchain, ""))]));

        Assert.Equal(version, Assert.Single(found.Packages).Version);
    }

    [Fact]
    public void A_program_without_build_information_is_nothing()
    {
        var found = Extract(ExecutableBytes.Elf([new(".data", new byte[100], Writable: true)]));

        Assert.Empty(found.Packages);
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void A_packed_program_is_a_gap()
    {
        var gap = Assert.Single(Extract(ExecutableBytes.Elf([new("", "....UPX!...."u8.ToArray())], named: false)).Gaps);

        Assert.Equal(GapKind.Unsupported, gap.Kind);
    }

    [Fact]
    public void Damaged_programs_are_read_or_refused()
    {
        foreach (var bytes in Programs.Where(p => p.Data.Item2.Length < 5000).SelectMany(p => SeededMutations.Of(p.Data.Item2, 500)))
            Extract(bytes);
    }

    private static Extraction Extract(byte[] bytes) => ExtractorRun.Over(new ExecutableExtractor(), "usr/bin/app", bytes);
}
