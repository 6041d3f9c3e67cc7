using System.IO.Hashing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Java archives that unpack to too much, too deeply or not at all.</summary>
public sealed class JarTests : HostileInput
{
    private const string Manifest = "Manifest-Version: 1.0\nImplementation-Title: a\nImplementation-Version: 1\n";

    [Fact]
    public void A_jar_whose_member_is_packed_beyond_all_ratios_is_a_gap()
    {
        var zeros = new byte[200_000_000];
        Incomplete(Image("opt/app.war", new ZipBytes().File("WEB-INF/lib/bomb.jar", zeros).ToArray()), "opt/app.war!WEB-INF/lib/bomb.jar");
    }

    [Fact]
    public void A_jar_that_promises_four_gigabytes_is_a_gap() =>
        Incomplete(
            Image("opt/app.war", new ZipBytes().Member("WEB-INF/lib/bomb.jar", ZipBytes.Deflate(new byte[1000]), 4_000_000_000, 0).ToArray()),
            "opt/app.war!WEB-INF/lib/bomb.jar");

    [Fact]
    public void Jars_in_jars_beyond_the_depth_are_a_gap()
    {
        var jar = new ZipBytes().File("META-INF/MANIFEST.MF", Manifest).ToArray();
        for (var i = 0; i < 20; i++)
            jar = new ZipBytes().Stored($"lib/nested{i}.jar", jar).ToArray();
        Incomplete(Image("opt/app.jar", jar), "nested deeper");
    }

    [Fact]
    public void A_jar_that_multiplies_at_every_depth_is_a_gap()
    {
        var jar = new ZipBytes().File("META-INF/MANIFEST.MF", new string('\n', 3_000_000)).ToArray();
        for (var i = 0; i < 5; i++)
        {
            var outer = new ZipBytes();
            for (var copy = 0; copy < 16; copy++)
                outer.Stored($"lib/copy{copy}.jar", jar);
            jar = ZipOnce(outer);
        }

        Incomplete(Image("opt/app.jar", jar), "opt/app.jar");
    }

    [Fact]
    public void Members_that_share_their_bytes_are_a_gap()
    {
        var zeros = new byte[3_000_000];
        var packed = ZipBytes.Deflate(zeros);
        var crc = Crc32.HashToUInt32(zeros);
        var zip = new ZipBytes().Member("lib/0.jar", packed, zeros.Length, crc);
        for (var i = 1; i < 60_000; i++)
            zip.Listed($"lib/{i}.jar", packed.Length, zeros.Length, crc, 8, zip.LastOffset);
        Incomplete(Image("opt/app.jar", zip.ToArray()), "opt/app.jar");
    }

    [Fact]
    public void A_jar_cut_in_the_middle_is_a_gap()
    {
        var whole = new ZipBytes().File("META-INF/MANIFEST.MF", Manifest).ToArray();
        Incomplete(Image("opt/a-1.jar", whole.AsSpan(0, whole.Length - 30)), "opt/a-1.jar");
    }

    [Fact]
    public void A_jar_of_noise_is_a_gap() => Incomplete(Image("opt/a-1.jar", ArchiveTests.Noise(5000)), "opt/a-1.jar");

    [Fact]
    public void A_member_with_a_wrong_checksum_is_a_gap() =>
        Incomplete(
            Image("opt/a-1.jar", new ZipBytes().Member("META-INF/MANIFEST.MF", ZipBytes.Deflate([.. "Manifest-Version: 1.0\n"u8]), 22, 7).ToArray()),
            "opt/a-1.jar!META-INF/MANIFEST.MF");

    [Fact]
    public void Members_named_out_of_the_archive_are_only_names()
    {
        var jar = new ZipBytes().File("META-INF/MANIFEST.MF", Manifest).File("../../../../../../tmp/pavior-escape.jar", "no zip").ToArray();
        Incomplete(Image("opt/a-1.jar", jar), "pavior-escape.jar");
        Assert.False(File.Exists("/tmp/pavior-escape.jar"));
    }

    /// <summary>Deflated, so that each depth costs nothing to hold.</summary>
    private static byte[] ZipOnce(ZipBytes zip) => new ZipBytes().File("lib/inner.jar", zip.ToArray()).ToArray();
}
