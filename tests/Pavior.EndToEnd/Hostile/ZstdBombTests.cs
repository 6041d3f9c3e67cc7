using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Zstd layers of little bytes that take long or much memory to unpack; a class of their own, so that they run beside others.</summary>
public sealed class ZstdBombTests : HostileInput
{
    private const string Place = "srv/node_modules/left-pad/package.json";

    [Fact]
    public void A_layer_of_more_than_two_gigabytes_that_is_not_what_was_promised_is_refused()
    {
        var image = new TestImage().Layer(new TarBytes().File("a", "b"));
        image.Pack = _ => Bombs.ZstdZeros(2_200, Bombs.Header("opt/zeros", 2_200));
        Refused(Box.InputFile("i.tar", image), "layer 0", "mismatch");
    }

    [Fact]
    public void Windows_of_the_largest_size_in_every_layer_stay_within_memory()
    {
        var layer = new TarBytes().File(Place, """{"name":"left-pad","version":"1.3.0"}""").File("zeros", new byte[150_000_000]).ToArray();
        var packed = ZstdLong(layer);
        var image = new TestImage { Pack = _ => packed };
        for (var i = 0; i < 4; i++)
            image.Layer(layer);
        Read(Box.InputFile("i.tar", image), "pkg:npm/left-pad@1.3.0");
    }

    private static byte[] ZstdLong(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        compressor.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_windowLog, 27);
        return compressor.Wrap(bytes).ToArray();
    }
}
