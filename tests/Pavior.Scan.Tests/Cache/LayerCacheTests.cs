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
        var young = Entry($".{Key('a')}.layer.x.tmp", TimeSpan.FromMinutes(59));
        var old = Entry($".{Key('b')}.layer.x.tmp", TimeSpan.FromMinutes(61));
        var cache = new LayerCache(_folder.Path, TimeProvider.System, maxBytes: 0);
        cache.Prune();
        Assert.Equal((true, false), (File.Exists(young), File.Exists(old)));

        Entry(Key('c') + ".layer", TimeSpan.Zero);
        Assert.Equal(1, cache.Clear());
        Assert.Equal([young], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Files_that_are_not_ours_stay()
    {
        var age = TimeSpan.FromDays(2);
        string[] others = [Entry("notes.tmp", age), Entry("a.layer", age), Entry(Key('A') + ".layer", age), Entry(Key('a') + ".layer.txt", age), Entry(Key('a') + ".tmp", age)];
        var cache = new LayerCache(_folder.Path, TimeProvider.System, maxBytes: 0);
        cache.Prune();
        Assert.Equal(0, cache.Clear());
        Assert.All(others, other => Assert.True(File.Exists(other), other));
    }

    [Fact]
    public void A_pipe_or_link_in_place_of_an_entry_is_no_entry()
    {
        var cache = new LayerCache(_folder.Path, TimeProvider.System);
        cache.Write(Layer(1), "x", Nothing);
        var entry = Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.NotNull(cache.TryRead(Layer(1), "x"));

        var elsewhere = _folder["elsewhere"];
        File.Move(entry, elsewhere);
        File.CreateSymbolicLink(entry, elsewhere);
        Assert.Null(cache.TryRead(Layer(1), "x"));

        File.Delete(entry);
        using (var made = System.Diagnostics.Process.Start("mkfifo", entry))
            made.WaitForExit();
        Assert.True(File.Exists(entry));
        Assert.Null(cache.TryRead(Layer(1), "x"));
    }

    [Fact]
    public void An_entry_whose_hash_was_made_to_fit_is_read_or_not_used_and_never_fails()
    {
        var found = new Extraction("e", "a/b");
        found.Add(new Package { Purl = new PackageUrl("npm", null, "a", "1"), Licenses = ["MIT"], Files = FileList.From(["x", "y"]) });
        found.Add(new Gap("p", GapKind.Malformed, "r"));
        var whole = LayerCodec.Encode(LayerResult.Of(new Dictionary<string, IReadOnlyList<Extraction>> { ["a/b"] = [found] }) with { Paths = [1, 2] });
        Assert.NotNull(LayerCodec.TryDecode(whole));
        var body = whole[..^SHA256.HashSizeInBytes];
        for (var at = 0; at < body.Length; at++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7f, 0x80, 0xff })
            {
                var edited = (byte[])body.Clone();
                edited[at] = value;
                LayerCodec.TryDecode([.. edited, .. SHA256.HashData(edited)]);
            }

            var cut = body[..at];
            Assert.Null(LayerCodec.TryDecode([.. cut, .. SHA256.HashData(cut)]));
        }

        byte[] longer = [.. body, 0];
        Assert.Null(LayerCodec.TryDecode([.. longer, .. SHA256.HashData(longer)]));
    }

    private static string Key(char digit) => new(digit, 64);

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
