using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Gzip layers of little bytes that unpack to more than 31 or 32 bits can count; a class of their own, so that they run beside others.</summary>
public sealed class GzipBombTests : HostileInput
{
    private const string Place = "srv/node_modules/left-pad/package.json";

    [Fact]
    public void A_layer_of_more_than_four_gigabytes_that_is_not_what_was_promised_is_refused() =>
        Refused(Bomb("opt/zeros", 4_400), "layer 0", "mismatch");

    [Fact]
    public void A_manifest_of_more_than_two_gigabytes_of_zeros_is_a_gap()
    {
        var run = Scan(Bomb(Place, 2_200));
        Assert.True(run.ExitCode is 2 or 3, run.ToString());
        Assert.Contains("layer 0", run.Output + run.Error, StringComparison.Ordinal);
        Harmless(run);
    }

    private string Bomb(string path, int megabytes)
    {
        var image = new TestImage().Layer(new TarBytes().File("a", "b"));
        image.Pack = _ => Bombs.GzipZeros(megabytes, Bombs.Header(path, megabytes));
        return Box.InputFile("i.tar", image);
    }
}
