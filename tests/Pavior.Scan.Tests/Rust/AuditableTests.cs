using System.IO.Compression;
using System.Text;
using Pavior.Core;
using Pavior.Scan.Binaries;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Rust;

public sealed class AuditableTests
{
    private const string Json = """
        {"packages":[
          {"name":"app","version":"0.1.0","source":"local","root":true,"dependencies":[1,2,3]},
          {"name":"rand","version":"0.7.3","source":"crates.io"},
          {"name":"rand","version":"0.8.5","source":"crates.io"},
          {"name":"cc","version":"1.0.83","source":"crates.io","kind":"build"}]}
        """;

    public static TheoryData<byte[]> Programs => new(
        ExecutableBytes.Elf([new(".dep-v0", Pack(Json))]),
        ExecutableBytes.Pe([new(".dep-v0", Pack(Json))]),
        ExecutableBytes.MachO([new(".dep-v0", Pack(Json))]));

    [Theory]
    [MemberData(nameof(Programs))]
    public void Crates_are_read_from_the_section_of_cargo_auditable(byte[] program)
    {
        var found = Extract(program);

        Assert.Empty(found.Gaps);
        Assert.Equal("app 0.1.0\ncc 1.0.83\nrand 0.7.3\nrand 0.8.5", ExtractorRun.Lines(found));
        var app = found.Packages[0];
        Assert.Equal("true", app.Properties["rust:root"]);
        Assert.Equal(["rand 0.7.3", "rand 0.8.5", "cc"], app.Requires);
        Assert.Equal((Relation.Declared, DependencyScope.Development), (found.Packages[3].Relation, found.Packages[3].Scope));
    }

    [Fact]
    public void A_list_that_inflates_without_end_is_a_gap()
    {
        var gap = Assert.Single(Extract(ExecutableBytes.Elf([new(".dep-v0", Pack(new string(' ', 20 << 20)))])).Gaps);

        Assert.Equal(GapKind.LimitReached, gap.Kind);
    }

    [Theory]
    [InlineData("not zlib")]
    [InlineData("")]
    public void A_section_that_is_not_zlib_is_a_gap(string content)
    {
        var section = content.Length == 0 ? Pack("{}") : Encoding.UTF8.GetBytes(content);

        Assert.Single(Extract(ExecutableBytes.Elf([new(".dep-v0", section)])).Gaps);
    }

    [Fact]
    public void Damaged_lists_are_read_or_refused()
    {
        foreach (var json in SeededMutations.Of(Encoding.UTF8.GetBytes(Json), 1000))
            Extract(ExecutableBytes.Elf([new(".dep-v0", Pack(json))]));
        foreach (var bytes in SeededMutations.Of(Programs.First().Data, 1000))
            Extract(bytes);
    }

    private static Extraction Extract(byte[] bytes) => ExtractorRun.Over(new ExecutableExtractor(), "usr/bin/app", bytes);

    private static byte[] Pack(string text) => Pack(Encoding.UTF8.GetBytes(text));

    private static byte[] Pack(byte[] text)
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal))
            deflate.Write(text);
        return packed.ToArray();
    }
}
