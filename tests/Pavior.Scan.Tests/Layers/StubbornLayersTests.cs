using System.Text;
using Pavior.Core;
using Pavior.Formats.Oci;
using Pavior.Scan.Layers;
using Pavior.Scan.Sources;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Layers;

/// <summary>Images that would keep a scan waiting or busy.</summary>
public sealed class StubbornLayersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_manifest_that_asks_for_a_large_window_inside_a_layer_that_has_it_is_a_gap()
    {
        var image = new TestImage { Pack = LargeWindowFrame.Of, LayerMediaType = "application/vnd.oci.image.layer.v1.tar+zstd" }
            .Layer(new TarBytes().File("var/lib/chisel/manifest.wall", LargeWindowFrame.Of(Encoding.UTF8.GetBytes("{\"jsonwall\":\"1.0\",\"schema\":\"1.0\"}\n"))));
        using var folder = new TemporaryFolder();
        var path = image.WriteLayout(folder.Path);
        var report = await Task.Run(() => Scanner.ScanAsync(path, new ScanOptions(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        var gap = Assert.Single(report.Inventory.Gaps);
        Assert.Equal((GapKind.Unsupported, "var/lib/chisel/manifest.wall"), (gap.Kind, gap.Path));
    }

    [Fact]
    public async Task A_docker_archive_has_no_more_layers_than_a_manifest_may_name()
    {
        var image = new TestImage();
        var tar = new TarBytes().File("a.pkg", "a 1").ToArray();
        for (var i = 0; i <= OciManifest.MaxLayers; i++)
            image.Layer(tar);
        using var folder = new TemporaryFolder();
        var archive = image.WriteDockerArchive(folder["i.tar"]);
        var refused = await Assert.ThrowsAsync<SourceException>(() => TargetSources.OpenAsync(archive, new SourceOptions(), TestContext.Current.CancellationToken));

        Assert.EndsWith(": 1025 layers, more than the limit of 1024", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_bad_layer_stops_the_others_and_is_what_the_user_sees()
    {
        var second = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        var third = false;
        await using var image = new ScriptedImage(
            async cancellation =>
            {
                second.SetResult();
                await using var registration = cancellation.Register(stopped.SetResult);
                await Task.Delay(Timeout.Infinite, cancellation);
                return Stream.Null;
            },
            async _ =>
            {
                await second.Task;
                throw new SourceException("the layer is bad");
            },
            _ =>
            {
                third = true;
                return Task.FromResult(Stream.Null);
            });
        var scan = new ImageScan(new ExtractorIndex([new PackageFile()], ScanModes.Image), new ScanOptions { Parallelism = 2 });
        var refused = await Assert.ThrowsAsync<SourceException>(() => scan.RunAsync(image, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken));

        Assert.Equal("the layer is bad", refused.Message);
        Assert.True(stopped.Task.IsCompleted);
        Assert.False(third);
    }

    [Fact]
    public async Task An_interrupted_scan_says_so()
    {
        using var interrupt = new CancellationTokenSource();
        await using var image = new ScriptedImage(async cancellation =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            return Stream.Null;
        });
        var scan = new ImageScan(new ExtractorIndex([new PackageFile()], ScanModes.Image), new ScanOptions());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan.RunAsync(image, interrupt.Token).WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Hard_links_of_a_kept_layer_count_as_those_of_a_read_one_do()
    {
        var links = Enumerable.Range(0, 500_001).ToDictionary(i => $"{i}.pkg", _ => "a");
        var layer = LayerResult.Of(new Dictionary<string, IReadOnlyList<Extraction>>()) with { HardLinks = links };

        Assert.Contains("links and whiteouts", Assert.Throws<SourceException>(() => new ScanBudget().Take(layer)).Message, StringComparison.Ordinal);
    }

    private sealed class ScriptedImage(params Func<CancellationToken, Task<Stream>>[] opens)
        : ImageContent(new Target(TargetKind.Image, "scripted"))
    {
        public override IReadOnlyList<LayerContent> Layers { get; } = opens.Select((open, index) => new ScriptedLayer(index, open)).ToArray();
    }

    private sealed class ScriptedLayer(int index, Func<CancellationToken, Task<Stream>> open) : LayerContent(new Layer(index, Digest.Sha256(new byte[32])))
    {
        public override Task<Stream> OpenAsync(CancellationToken cancellation) => open(cancellation);
    }
}
