using System.Text;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Files;

public sealed class DecompressionTests
{
    private static readonly byte[] Frame = LargeWindowFrame.Of(Encoding.UTF8.GetBytes("a file of some length"));

    [Fact]
    public void A_large_zstd_window_is_given_to_who_may_have_it_and_refused_to_others_at_once()
    {
        using var outer = Decompression.Open(Compression.Zstd, new MemoryStream(Frame), "outer");
        var refused = Assert.Throws<ParseException>(() => Decompression.Open(Compression.Zstd, new MemoryStream(Frame), "inner", ZstdWindow.Common));
        Assert.Equal("inner: a zstd window of 134217728 bytes, more than the 16777216 that a file inside a layer gets", refused.Message);
        Assert.Equal(GapKind.Unsupported, refused.Kind);
        Assert.Equal("a file of some length", new StreamReader(outer).ReadToEnd());
    }

    [Fact]
    public async Task Who_waits_for_a_large_zstd_window_can_be_stopped()
    {
        using var outer = Decompression.Open(Compression.Zstd, new MemoryStream(Frame), "outer");
        using var given = new CancellationTokenSource();
        var waiting = Task.Run(() => Decompression.Open(Compression.Zstd, new StoppableStream(new MemoryStream(Frame), given.Token), "waiting"), TestContext.Current.CancellationToken);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_window_is_free_again_when_its_stream_is_disposed()
    {
        for (var i = 0; i < 3; i++)
        {
            using var plain = Decompression.Open(Compression.Zstd, new MemoryStream(Frame), "layer");
            Assert.Equal("a file of some length", new StreamReader(plain).ReadToEnd());
        }
    }

    private sealed class StoppableStream(Stream inner, CancellationToken cancellation) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            cancellation.ThrowIfCancellationRequested();
            return inner.Read(buffer);
        }
    }
}
