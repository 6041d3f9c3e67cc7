using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Scan.LocalStores;
using Xunit;

namespace Pavior.Scan.Tests.LocalStores;

public sealed class ContainersStorageTests
{
    [Theory]
    [InlineData("vfs")]
    [InlineData("overlay")]
    public async Task Layers_of_buildahs_store_have_their_diff_ids(string driver)
    {
        using var store = new BuildahStore(driver);
        store.Build("localhost/app:1", Files(store, "one"), Files(store, "two"));
        await using var image = await OpenAsync(store, "localhost/app:1");

        Assert.Equal("localhost/app:1", image.Target.Name);
        Assert.Equal(2, image.Layers.Count);
        foreach (var layer in image.Layers)
            Assert.Equal(layer.Layer.DiffId, await DigestOfAsync(layer));
    }

    [Fact]
    public async Task The_digest_is_the_one_that_skopeo_prints()
    {
        using var store = new BuildahStore("vfs");
        store.Build("localhost/app:1", Files(store, "one"));
        await using var image = await OpenAsync(store, "app:1");
        var printed = BuildahStore.Run("skopeo", "inspect", "--format", "{{.Digest}}", store.Skopeo("localhost/app:1")).Trim();
        Assert.Equal(printed, image.Target.Digest.ToString());
    }

    [Fact]
    public async Task Images_are_found_as_people_call_them()
    {
        using var store = new BuildahStore("vfs");
        store.Build("registry.example.org/team/app:1", Files(store, "one"));
        await using var image = await OpenAsync(store, "registry.example.org/team/app:1");
        var id = image.Target.ConfigDigest.ToString()!;
        foreach (var name in (string[])["app:1", "team/app:1", id, id["sha256:".Length..], id["sha256:".Length..][..12], $"registry.example.org/team/app@{image.Target.Digest}"])
            Assert.Equal(image.Target.Digest, (await OpenAsync(store, name)).Target.Digest);

        var source = new ContainersStorageSource("podman", () => [store.Root]);
        Assert.True(source.Recognizes("app:1"));
        foreach (var name in (string[])["app", "app:2", "pp:1", "other.example.org/team/app:1", "team/app:1@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "/etc/passwd"])
            Assert.False(source.Recognizes(name), name);
        var missing = await Assert.ThrowsAsync<SourceException>(() => OpenAsync(store, "app:2"));
        Assert.Equal($"app:2: not in {store.Root}", missing.Message);
    }

    [Fact]
    public async Task Where_no_store_is_the_folders_that_were_looked_for_are_named()
    {
        var source = new ContainersStorageSource("podman", () => ["/no/such/store", "/nor/this"]);
        Assert.False(source.Recognizes("nginx"));
        var refused = await Assert.ThrowsAsync<SourceException>(() => source.OpenAsync("nginx", new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Equal("nginx: no podman store of this user: there is no folder /no/such/store or /nor/this", refused.Message);
    }

    [Fact]
    public async Task A_machine_without_store_is_called_that()
    {
        ISource[] sources = [new ContainersStorageSource("podman", () => []), new ContainerdSource(() => [], null)];
        foreach (var source in sources)
        {
            Assert.False(source.Recognizes("nginx"));
            var refused = await Assert.ThrowsAsync<SourceException>(() => source.OpenAsync("nginx", new SourceOptions(), TestContext.Current.CancellationToken));
            Assert.Equal($"nginx: no {source.Scheme} store on this machine", refused.Message);
        }
    }

    [Fact]
    public async Task A_file_that_was_changed_in_the_store_gives_another_digest_and_a_missing_one_an_error()
    {
        using var store = new BuildahStore("vfs");
        store.Build("localhost/app:1", Files(store, "one"));
        await using var image = await OpenAsync(store, "app:1");
        var file = Directory.GetFiles(Path.Combine(store.Root, "vfs"), "one.txt", SearchOption.AllDirectories).Single();

        File.WriteAllText(file, "ONE");
        Assert.NotEqual(image.Layers[0].Layer.DiffId, await DigestOfAsync(image.Layers[0]));

        File.Delete(file);
        File.CreateSymbolicLink(file, "/etc/passwd");
        var refused = await Assert.ThrowsAsync<SourceException>(() => DigestOfAsync(image.Layers[0]));
        Assert.Equal($"{file}: expected a file of 3 bytes, as the layer's tar says", refused.Message);
    }

    [Fact]
    public async Task A_chain_of_layers_that_does_not_fit_is_refused()
    {
        using var store = new BuildahStore("vfs");
        store.Build("localhost/app:1", Files(store, "one"));
        var layers = Path.Combine(store.Root, "vfs-layers", "layers.json");
        File.WriteAllText(layers, "[]");
        var refused = await Assert.ThrowsAsync<SourceException>(() => OpenAsync(store, "app:1"));
        Assert.StartsWith($"localhost/app:1: {layers} does not lead from layer", refused.Message, StringComparison.Ordinal);
    }

    private static Task<TargetContent> OpenTargetAsync(BuildahStore store, string name) => new ContainersStorageSource("podman", () => []).OpenAsync(
        $"[{store.Driver}@{store.Root}+/run/x]{name}", new SourceOptions(), TestContext.Current.CancellationToken);

    private static async Task<ImageContent> OpenAsync(BuildahStore store, string name) => (ImageContent)await OpenTargetAsync(store, name);

    private static async Task<Digest> DigestOfAsync(LayerContent layer)
    {
        await using var stream = await layer.OpenAsync(TestContext.Current.CancellationToken);
        return Digest.Sha256(SHA256.HashData(stream));
    }

    /// <summary>A folder with what makes tars interesting: empty and long files, long names, links, a program.</summary>
    private static string Files(BuildahStore store, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(store.Folder, "in-" + name)).FullName;
        File.WriteAllText(Path.Combine(folder, name + ".txt"), name);
        File.WriteAllText(Path.Combine(folder, name + ".empty"), "");
        File.WriteAllBytes(Path.Combine(folder, name + ".long"), new byte[300_000]);
        var deep = Directory.CreateDirectory(Path.Combine(folder, new string('d', 120), new string('e', 120))).FullName;
        File.WriteAllText(Path.Combine(deep, "grüße"), "x");
        File.CreateSymbolicLink(Path.Combine(folder, name + ".link"), "/etc/passwd");
        return folder;
    }
}
