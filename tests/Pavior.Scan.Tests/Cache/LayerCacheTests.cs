using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Scan.Cache;
using Pavior.Scan.Layers;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Cache;

public sealed class LayerCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Scans_that_write_and_prune_one_cache_at_once_do_not_fail_each_other()
    {
        Directory.CreateDirectory(_folder.Path);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, scan =>
        {
            var cache = new LayerCache(_folder.Path, TimeProvider.System, maxBytes: 2000);
            for (var i = 0; i < 200; i++)
            {
                cache.Write(Layer(scan * 1000 + i), "x", Nothing);
                cache.Prune();
            }
        });

        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }

    [Fact]
    public void What_another_scan_is_writing_stays_and_what_a_killed_scan_left_goes()
    {
        var young = Entry("a.layer.1.1.tmp", TimeSpan.FromMinutes(59));
        var old = Entry("b.layer.1.1.tmp", TimeSpan.FromMinutes(61));
        var cache = new LayerCache(_folder.Path, TimeProvider.System, maxBytes: 0);
        cache.Prune();
        Assert.Equal((true, false), (File.Exists(young), File.Exists(old)));

        Entry("c.layer", TimeSpan.Zero);
        Assert.Equal(1, cache.Clear());
        Assert.Equal([young], Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static LayerResult Nothing => LayerResult.Of(new Dictionary<string, IReadOnlyList<Extraction>>());

    private static Layer Layer(int number) => new(0, Digest.Sha256(SHA256.HashData(BitConverter.GetBytes(number))));

    private string Entry(string name, TimeSpan age)
    {
        var path = _folder[name];
        File.WriteAllBytes(path, new byte[100]);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        return path;
    }
}
