using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Formats.Bolt;
using Pavior.Formats.Files;
using Pavior.Scan.LocalStores;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.LocalStores;

/// <summary>Over a store that containerd 1.6 wrote: one small image under 152 names in two namespaces.</summary>
public sealed class ContainerdTests : IDisposable
{
    private const string Digest = "sha256:a664333d2fb9216e1b08dd63d4a2bb482f2f0b5d69641ff6bce5bb3cbea67787";

    private readonly string _root = Directory.CreateTempSubdirectory("pavior-containerd-").FullName;

    public ContainerdTests()
    {
        using var packed = new GZipStream(File.OpenRead(Repository.Fixture("Pavior.Scan.Tests", "containerd/store.tar.gz")), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, _root, overwriteFiles: false);
    }

    private string Database => Path.Combine(_root, "io.containerd.metadata.v1.bolt", "meta.db");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("registry.example.org/team/tiny:1", "registry.example.org/team/tiny:1")]
    [InlineData("tiny:1", "registry.example.org/team/tiny:1")]
    [InlineData("registry.example.org/k8s/only:2", "registry.example.org/k8s/only:2")]
    [InlineData("registry.example.org/fill/image-number-149-with-a-long-name:v149", "registry.example.org/fill/image-number-149-with-a-long-name:v149")]
    [InlineData("registry.example.org/team/tiny@" + Digest, "registry.example.org/team/tiny:1")]
    public async Task An_image_is_found_by_name_and_verified(string written, string name)
    {
        await using var image = (ImageContent)await new ContainerdSource(() => [_root], null).OpenAsync(written, new SourceOptions(), TestContext.Current.CancellationToken);
        Assert.Equal((name, Digest, "10001"), (image.Target.Name, image.Target.Digest.ToString(), image.Target.User));
        var layer = Assert.Single(image.Layers);
        await using var stream = await layer.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(layer.StoredDigest, Core.Digest.Sha256(SHA256.HashData(stream)));
    }

    [Fact]
    public void Only_images_of_the_store_are_recognised()
    {
        var source = new ContainerdSource(() => [_root], null);
        Assert.True(source.Recognizes("tiny:1"));
        Assert.False(source.Recognizes("tiny:2"));
        Assert.False(source.Recognizes("registry.example.org/team/tiny@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    [Fact]
    public async Task A_missing_image_and_a_missing_blob_are_told()
    {
        var source = new ContainerdSource(() => [], null);
        var missing = await Assert.ThrowsAsync<SourceException>(() => source.OpenAsync($"[{_root}]tiny:2", new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Equal($"tiny:2: not in {_root}", missing.Message);

        var blob = Path.Combine(_root, "io.containerd.content.v1.content/blobs/sha256", Digest[7..]);
        File.Delete(blob);
        var lost = await Assert.ThrowsAsync<SourceException>(() => source.OpenAsync($"[{_root}]tiny:1", new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Equal($"registry.example.org/team/tiny:1: {blob} is missing", lost.Message);
    }

    [Fact]
    public void Namespaces_are_listed_in_order()
    {
        using var file = DiskFile.Open(Database);
        var version = BoltFile.Open(file).Root.Bucket("v1"u8)!;
        Assert.Equal(["default", "k8s.io"], version.BucketNames().Select(System.Text.Encoding.UTF8.GetString));
        Assert.Equal(151, version.Bucket("k8s.io"u8)!.Bucket("images"u8)!.BucketNames().Count);
        Assert.Null(version.Value("default"u8));
        Assert.Null(version.Bucket("absent"u8));
    }

    [Fact]
    public void One_damaged_meta_page_is_survived_and_two_are_not()
    {
        var bytes = File.ReadAllBytes(Database);
        bytes[20] ^= 1;
        Assert.NotNull(BoltFile.Open(new MemoryFileContent("meta.db", bytes)).Root);
        bytes[4096 + 20] ^= 1;
        Assert.Equal(
            "meta.db, byte 0: expected a bbolt database of version 2 with an intact meta page",
            Assert.Throws<ParseException>(() => BoltFile.Open(new MemoryFileContent("meta.db", bytes))).Message);
    }

    [Fact]
    public void Damaged_pages_give_parse_exceptions_only()
    {
        var whole = File.ReadAllBytes(Database);
        var random = new Random(11);
        var refused = 0;
        for (var round = 0; round < 1_000; round++)
        {
            var changed = new List<(int At, byte Was)>();
            for (var i = 0; i < 40; i++)
            {
                // Page headers and elements stand at the start of a page: there damage bites.
                var at = random.Next(2, whole.Length / 4096) * 4096 + random.Next(i % 2 == 0 ? 64 : 4096);
                changed.Add((at, whole[at]));
                whole[at] = (byte)random.Next(256);
            }

            try
            {
                ContainerdImages.Find(BoltFile.Open(new MemoryFileContent("meta.db", whole)).Root, "meta.db", "tiny:1", "k8s.io");
            }
            catch (ParseException)
            {
                refused++;
            }

            changed.Reverse();
            foreach (var (at, was) in changed)
                whole[at] = was;
        }

        Assert.InRange(refused, 1, 999);
    }
}
