using System.Text;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Archives that end early, lie about digests and sizes, or point where they must not.</summary>
public sealed class ArchiveTests : HostileInput
{
    private static TestImage Small => new TestImage().Layer(new TarBytes().File("srv/readme", new string('x', 5000)));

    [Fact]
    public void An_archive_that_ends_inside_a_blob_is_refused()
    {
        var whole = File.ReadAllBytes(Box.InputFile("whole.tar", Small));
        Refused(Box.InputFile("cut.tar", whole.AsSpan(0, whole.Length - 1024 - 700)), "cut.tar", "ends");
    }

    [Fact]
    public void An_archive_of_noise_is_refused() => Refused(Box.InputFile("noise.tar", Noise(4096)), "noise.tar");

    [Fact]
    public void An_empty_file_is_refused() => Refused(Box.InputFile("empty.tar", []), "empty.tar");

    [Fact]
    public void A_gzipped_archive_that_ends_early_is_refused()
    {
        var packed = TestImage.Gzip(File.ReadAllBytes(Box.InputFile("whole.tar", new TestImage().Layer(new TarBytes().File("noise", Noise(50_000))))));
        Refused(Box.InputFile("cut.tar.gz", packed.AsSpan(0, packed.Length / 2)), "cut.tar.gz");
    }

    [Fact]
    public void A_gzipped_archive_of_ten_gigabytes_of_zeros_is_refused_without_unpacking_it() =>
        Refused(Box.InputFile("bomb.tar.gz", Bombs.GzipZeros(10_000)), "bomb.tar.gz", "tar");

    [Fact]
    public void A_manifest_with_a_wrong_digest_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("manifest", Flip)), "digest mismatch");

    [Fact]
    public void A_configuration_with_a_wrong_digest_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("config", Flip)), "digest mismatch");

    [Fact]
    public void A_layer_with_a_wrong_digest_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("layer0", bytes => TestImage.Gzip([.. new byte[1024]]).Concat(new byte[bytes.Length]).Take(bytes.Length).ToArray())), "layer 0", "mismatch");

    [Fact]
    public void A_layer_with_a_wrong_diff_id_is_refused()
    {
        var image = Small;
        image.Pack = _ => TestImage.Gzip(new TarBytes().File("srv/readme", "another").ToArray());
        Refused(Box.InputFile("i.tar", image), "layer 0", "diff id mismatch");
    }

    [Fact]
    public void A_manifest_of_another_size_than_its_descriptor_says_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("manifest", bytes => [.. bytes, (byte)' '])), "not the", "descriptor says");

    [Fact]
    public void A_layer_of_another_size_than_the_manifest_says_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("layer0", bytes => [.. bytes, 0])), "layer 0", "manifest says");

    [Fact]
    public void A_descriptor_with_a_negative_size_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("index.json", bytes => Replaced(bytes, "\"size\":", "\"size\":-"))), "index.json");

    [Fact]
    public void A_descriptor_with_a_size_beyond_all_numbers_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("index.json", bytes => Replaced(bytes, "\"size\":", "\"size\":99999999999999999999"))), "index.json");

    [Fact]
    public void A_digest_that_is_a_path_is_refused() =>
        Refused(Box.InputFile("i.tar", Damaged("index.json", bytes => Replaced(bytes, "sha256:", "sha256:../../"))), "index.json");

    [Fact]
    public void A_missing_layer_blob_is_refused() => Refused(WithoutBlob(4), "layer 0 is missing");

    [Fact]
    public void A_missing_configuration_is_refused() => Refused(WithoutBlob(3), "is missing");

    [Fact]
    public void A_missing_manifest_is_refused() => Refused(WithoutBlob(2), "is missing");

    [Fact]
    public void A_docker_archive_whose_layer_is_a_link_to_the_machine_is_refused() =>
        Refused(DockerArchive(tar => tar.Link("0/layer.tar", "/etc/passwd"), "0/layer.tar"), "layer 0/layer.tar is missing");

    [Fact]
    public void A_docker_archive_whose_layer_is_a_path_out_of_it_is_refused() =>
        Refused(DockerArchive(_ => { }, "../../../../etc/passwd"), "../../../../etc/passwd is missing");

    [Fact]
    public void A_docker_archive_whose_layers_are_links_in_a_ring_is_refused() =>
        Refused(DockerArchive(tar => tar.Link("a/layer.tar", "../b/layer.tar").Link("b/layer.tar", "../a/layer.tar"), "a/layer.tar"), "a/layer.tar is missing");

    [Fact]
    public void A_layout_folder_whose_blob_is_a_link_to_the_machine_is_refused()
    {
        var folder = Small.WriteLayout(Box.InputPath("layout"));
        var index = Path.Combine(folder, "index.json");
        File.Delete(index);
        File.CreateSymbolicLink(index, "/etc/passwd");
        var run = Refused(folder, "index.json");
        Assert.DoesNotContain("root:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layout_folder_whose_index_is_a_pipe_is_refused_at_once()
    {
        var folder = Small.WriteLayout(Box.InputPath("layout"));
        var index = Path.Combine(folder, "index.json");
        File.Delete(index);
        Machine.MakeFifo(index);
        Refused(folder, "index.json");
    }

    [Fact]
    public void A_pipe_in_place_of_an_archive_is_refused_at_once()
    {
        var pipe = Box.InputPath("pipe.tar");
        Machine.MakeFifo(pipe);
        Refused(pipe, "pipe.tar");
    }

    [Fact]
    public void An_endless_device_in_place_of_an_archive_is_refused_at_once() => Refused("/dev/zero", "/dev/zero");

    internal static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        var state = 1u;
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)((state = state * 1664525 + 1013904223) >> 24);
        return bytes;
    }

    private static TestImage Damaged(string blob, Func<byte[], byte[]> change)
    {
        var image = Small;
        image.Damage = (name, bytes) => name == blob ? change(bytes) : bytes;
        return image;
    }

    private static byte[] Flip(byte[] bytes) => Replaced(bytes, "\"", "'");

    private static byte[] Replaced(byte[] bytes, string old, string with)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text[..at] + with + text[(at + old.Length)..]);
    }

    private string WithoutBlob(int position)
    {
        var tar = new TarBytes();
        foreach (var (path, bytes) in Small.LayoutFiles().Where((_, i) => i != position))
            tar.File(path, bytes);
        return Box.InputFile("i.tar", tar.ToArray());
    }

    private string DockerArchive(Action<TarBytes> layer, string layerPath)
    {
        var tar = new TarBytes();
        layer(tar);
        tar.File("c.json", Small.Config());
        tar.File("manifest.json", $$"""[{"Config":"c.json","RepoTags":["t:1"],"Layers":["{{layerPath}}"]}]""");
        return Box.InputFile("docker.tar", tar.ToArray());
    }
}
