using System.Buffers.Binary;
using System.Text;
using Pavior.Core;
using Pavior.Scan.MachineLearning;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.MachineLearning;

public sealed class ModelTests
{
    [Theory]
    [InlineData(1u, false)]
    [InlineData(2u, false)]
    [InlineData(3u, false)]
    [InlineData(3u, true)]
    public void A_gguf_header_tells_name_version_licence_and_quantisation(uint version, bool bigEndian)
    {
        var package = Assert.Single(ExtractorRun.Over(new GgufModel(), "models/x.gguf", Gguf(version, bigEndian)).Packages);

        Assert.Equal("pkg:generic/Tiny%20Model@1.2", package.Purl.ToString());
        Assert.Equal(["apache-2.0"], package.Licenses);
        Assert.Equal(
            $"gguf:architecture=llama gguf:name=Tiny Model gguf:quantization=Q4_K_M gguf:tensors=291 gguf:version={version}",
            string.Join(' ', package.Properties.Select(p => $"{p.Key}={p.Value}")));
    }

    [Theory]
    [InlineData("hub/models--acme--Tiny-1B/snapshots/0123ABCD/model-00001-of-00002.safetensors", "pkg:huggingface/acme/Tiny-1B@0123abcd")]
    [InlineData("srv/tiny-1b/model-00001-of-00002.safetensors", "pkg:generic/tiny-1b")]
    [InlineData("srv/tiny-1b/special.safetensors", "pkg:generic/special")]
    public void A_model_without_a_name_is_called_by_its_place(string path, string purl)
    {
        var package = Assert.Single(ExtractorRun.Over(new SafetensorsModel(), path, Safetensors(
            """{"w":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[],"data_offsets":[12,16]},"__metadata__":{"format":"pt"}}""")).Packages);

        Assert.Equal(purl, package.Purl.ToString());
        Assert.Equal(
            "safetensors:format=pt safetensors:parameters=7 safetensors:tensors=2 safetensors:type=BF16",
            string.Join(' ', package.Properties.Select(p => $"{p.Key}={p.Value}")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":{\"shape\":[-1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"\\ud800\"}}")]
    public void A_damaged_header_is_a_gap(string json) =>
        Assert.Equal(GapKind.Malformed, Assert.Single(ExtractorRun.Over(new SafetensorsModel(), "a/x.safetensors", Safetensors(json)).Gaps).Kind);

    [Fact]
    public void A_header_longer_than_its_file_is_a_gap() =>
        Assert.Equal(
            "x.safetensors, byte 0: expected the length of a header that ends within the file",
            Assert.Single(ExtractorRun.Over(new SafetensorsModel(), "x.safetensors", (byte[])[255, 255, 255, 255, 255, 255, 255, 255, 1]).Gaps).Reason);

    [Fact]
    public void Tensors_are_never_read()
    {
        var file = new WatchedFile("big.gguf", Gguf(3, bigEndian: false), length: 40L << 30);
        var into = new Extraction("gguf", "big.gguf");

        new GgufModel().Extract(file, into);

        Assert.Single(into.Packages);
        Assert.InRange(file.Furthest, 1, 256 * 1024);
    }

    [Fact]
    public void Broken_variants_are_read_or_refused_but_never_crash()
    {
        foreach (var bytes in SeededMutations.Of(Gguf(3, bigEndian: false), 2_000))
            ExtractorRun.Over(new GgufModel(), "x.gguf", bytes);
        foreach (var bytes in SeededMutations.Of(Safetensors("""{"w":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]},"__metadata__":{"a":"\u00e9"}}"""), 2_000))
            ExtractorRun.Over(new SafetensorsModel(), "x.safetensors", bytes);
    }

    private static byte[] Safetensors(string json)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(json)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(bytes.Length - 8));
        Encoding.UTF8.GetBytes(json, bytes.AsSpan(8));
        return bytes;
    }

    private static byte[] Gguf(uint version, bool bigEndian)
    {
        var bytes = new List<byte>("GGUF"u8.ToArray());
        void Number(ulong value, int size)
        {
            for (var i = 0; i < size; i++)
                bytes.Add((byte)(value >> (8 * (bigEndian ? size - 1 - i : i))));
        }

        void Size(ulong value) => Number(value, version == 1 ? 4 : 8);
        void Text(string text)
        {
            Size((ulong)text.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(text));
        }

        void Pair(string key, uint type)
        {
            Text(key);
            Number(type, 4);
        }

        Number(version, 4);
        Size(291);
        Size(7);
        Pair("general.architecture", 8);
        Text("llama");
        Pair("tokenizer.ggml.tokens", 9);
        Number(8, 4);
        Size(3);
        foreach (var token in (string[])["a", "", "ccc"])
            Text(token);
        Pair("tokenizer.ggml.scores", 9);
        Number(6, 4);
        Size(2);
        Number(0, 8);
        Pair("general.name", 8);
        Text("Tiny Model");
        Pair("general.file_type", 4);
        Number(15, 4);
        Pair("general.license", 8);
        Text("apache-2.0");
        Pair("general.version", 8);
        Text("1.2");
        return [.. bytes];
    }

    /// <summary>A large file with zeros behind its first bytes, which notes how far it was read.</summary>
    private sealed class WatchedFile(string path, byte[] start, long length) : FileContent(path)
    {
        public override long Length => length;

        public long Furthest { get; private set; }

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            buffer.Clear();
            if (offset < start.Length)
                start.AsSpan((int)offset, Math.Min(buffer.Length, start.Length - (int)offset)).CopyTo(buffer);
            Furthest = Math.Max(Furthest, offset + buffer.Length);
            return buffer.Length;
        }
    }
}
