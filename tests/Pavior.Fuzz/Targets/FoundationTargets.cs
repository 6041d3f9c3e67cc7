using Pavior.Core;
using Pavior.Formats.Oci;
using Pavior.Formats.Tar;
using Pavior.Scan.Cache;
using Pavior.Scan.Layers;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>The readers that every image goes through: tar, OCI documents, purls, stored layer results.</summary>
internal static class FoundationTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget("tar-stream", Tars(), bytes => Walk(new TarReader("t", new MemoryStream(bytes)))),
        new FuzzTarget("tar-file", Tars(), bytes => Walk(new TarReader("t", new MemoryFileContent("t", bytes)))),
        new FuzzTarget("tar-lent", Tars(), CompareLent),
        new FuzzTarget("oci-manifest", Blobs("manifest"), bytes => OciManifest.Parse(bytes, "m")),
        new FuzzTarget("oci-index", Blobs("index"), bytes => OciIndex.Parse(bytes, "i")),
        new FuzzTarget("oci-config", Blobs("config"), bytes => OciImageConfig.Parse(bytes, "c")),
        new FuzzTarget("purl", Purls(), bytes => PackageUrl.TryParse(System.Text.Encoding.UTF8.GetString(bytes), out _)),
        new FuzzTarget("layer-codec", [LayerCodec.Encode(Result())[..^32]], bytes => LayerCodec.TryDecode([.. bytes, .. System.Security.Cryptography.SHA256.HashData(bytes)])),
        new FuzzTarget("path-text", ["a/b"u8.ToArray(), [.. "a\\xFF/"u8, 0xff, 0xc3]], bytes => Pavior.Formats.Text.PathText.Decode(bytes)),
    ];

    private static void Walk(TarReader reader)
    {
        var buffer = new byte[4096];
        var read = 0;
        while (reader.MoveNext())
        {
            for (int count; read < 1 << 20 && (count = reader.Read(buffer)) > 0;)
                read += count;
        }
    }

    /// <summary>Bytes that are lent in pieces make the same entries as bytes that are read.</summary>
    private static void CompareLent(byte[] bytes)
    {
        var (read, lent) = (Digest(new TarReader("t", new MemoryStream(bytes))), Digest(new TarReader("t", new LendingBytes(bytes))));
        if (read != lent)
            throw new InvalidOperationException($"read: {read}; lent: {lent}");
    }

    private static string Digest(TarReader reader)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var buffer = new byte[4096];
        var damage = "";
        try
        {
            var left = 1 << 20;
            while (reader.MoveNext())
            {
                hash.AppendData(reader.Path);
                hash.AppendData(reader.LinkTarget);
                hash.AppendData(reader.Peek(16));
                for (int count; left > 0 && (count = reader.Read(buffer.AsSpan(0, Math.Min(left, buffer.Length)))) > 0; left -= count)
                    hash.AppendData(buffer, 0, count);
            }
        }
        catch (ParseException bad)
        {
            damage = bad.Message;
        }

        return $"{Convert.ToHexStringLower(hash.GetHashAndReset())} {damage}";
    }

    private static List<byte[]> Tars() =>
    [
        new TarBytes().File("a/b", "hello").Folder("d/").Link("l", "a/b").HardLink("h", "a/b").ToArray(),
        new TarBytes().GnuLong('L', new string('n', 300)).File("short", "x").GnuLong('K', new string('k', 300)).Link("l", "t").ToArray(),
        new TarBytes().Pax(("path", "über/lang"), ("size", "3"), ("mtime", "1.5")).File("p", "abc").ToArray(),
        new TarBytes().Pax(("GNU.sparse.size", "100"), ("GNU.sparse.map", "0,5,50,5")).File("s", "0123456789").ToArray(),
        new TarBytes().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s"), ("GNU.sparse.realsize", "100"))
            .File("s", [.. "1\n90\n5\n"u8, .. new byte[505], .. "abcde"u8]).ToArray(),
    ];

    private static List<byte[]> Blobs(string kind)
    {
        var image = new TestImage { Labels = { ["a"] = "b" } }.Layer(new TarBytes().File("a", "b")).Instruction("CMD x");
        return image.LayoutFiles().Select(f => f.Bytes).Where(b => b[0] == '{' && Is(kind, System.Text.Encoding.UTF8.GetString(b))).ToList();
    }

    private static bool Is(string kind, string json) => kind switch
    {
        "index" => json.Contains("manifests", StringComparison.Ordinal),
        "manifest" => json.Contains("layers\":[{", StringComparison.Ordinal),
        _ => json.Contains("rootfs", StringComparison.Ordinal),
    };

    private static List<byte[]> Purls() =>
        [.. new[] { "pkg:deb/debian/libc6@2.36-9%2Bdeb12u9?arch=amd64&distro=debian-12", "pkg:npm/%40babel/core@7.0.0#sub/path", "pkg:maven/a.b/c@1" }
            .Select(System.Text.Encoding.UTF8.GetBytes)];

    private static LayerResult Result()
    {
        var extraction = new Extraction("x", "a");
        extraction.Add(new Package { Purl = new PackageUrl("npm", null, "a", "1"), Licenses = ["MIT"], Files = FileList.From(["a", "b"]) });
        return new LayerResult
        {
            Extractions = new Dictionary<string, IReadOnlyList<Extraction>> { ["a"] = [extraction] },
            Whiteouts = new HashSet<string> { "w" },
            OpaqueFolders = new HashSet<string> { "" },
            Links = new Dictionary<string, string> { ["l"] = "t" },
            HardLinks = new Dictionary<string, string> { ["h"] = "t" },
            Paths = [1, 2],
            Gaps = [new Gap("g", GapKind.Malformed, "why")],
        };
    }
}
