using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>
/// What every hostile input must meet in the built binary: a clear answer with exit code 2 or 3 that names the thing, in bounded
/// time and memory, and nothing left behind but the cache.
/// </summary>
public abstract class HostileInput : IDisposable
{
    private const double MostMegabytes = 256;

    internal Sandbox Box { get; } = new();

    /// <summary>Exit code 2: nothing of the target can be judged.</summary>
    internal PaviorRun Refused(string target, params ReadOnlySpan<string> says)
    {
        var run = Scan(target);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.StartsWith("pavior: ", run.Error, StringComparison.Ordinal);
        foreach (var words in says)
            Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Harmless(run);
        return run;
    }

    /// <summary>Exit code 3: the report holds the rest and a gap that says all of the words.</summary>
    internal PaviorRun Incomplete(string target, params string[] says)
    {
        var run = Scan(target);
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.True(run.Gaps.Any(gap => says.All(words => gap.Contains(words, StringComparison.Ordinal))), string.Join('\n', run.Gaps.Take(20)));
        Assert.Contains("could not be read", run.Error, StringComparison.Ordinal);
        Harmless(run);
        return run;
    }

    /// <summary>Exit code 0: the input looks bad but means something, and this is what.</summary>
    internal PaviorRun Read(string target, params string[] purls)
    {
        var run = Scan(target);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(purls, run.Purls);
        Harmless(run);
        return run;
    }

    /// <summary>An image of one layer with one file.</summary>
    internal string Image(string path, ReadOnlySpan<byte> bytes) => Image(new TarBytes().File(path, bytes));

    internal string Image(string path, string text) => Image(new TarBytes().File(path, text));

    internal string Image(TarBytes layer) => Image(layer.ToArray());

    internal string Image(byte[] layer) => Box.InputFile("image.tar", new TestImage().Layer(layer));

    public void Dispose()
    {
        Box.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected PaviorRun Scan(string target, string format = "json") =>
        PaviorProcess.Run(Box, ["scan", target, "--format", format]);

    private protected void Harmless(PaviorRun run)
    {
        Assert.True(run.PeakMegabytes < MostMegabytes, run.ToString());
        Assert.Empty(Box.Leftovers());
        Assert.DoesNotContain("\u001b", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
