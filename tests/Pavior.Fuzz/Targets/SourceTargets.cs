using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Bolt;
using Pavior.Scan.LocalStores;
using Pavior.Scan.Registry;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>What registries and local stores send.</summary>
internal static class SourceTargets
{
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("authentication-challenge", Seeds("Bearer realm=\"https://a.example.org/t\",service=\"s\",scope=\"repository:x:pull\"", "Negotiate, Basic realm=x"),
            bytes => AuthenticationChallenge.ParseAll([Encoding.Latin1.GetString(bytes)])),
        new("bolt-database", [Database()], bytes => ContainerdImages.Find(BoltFile.Open(new MemoryFileContent("meta.db", bytes)).Root, "meta.db", "tiny:1", "k8s.io")),
        new("credential-file", Seeds("""{"auths":{"r.example.org":{"auth":"YTpi"},"s":{"identitytoken":"t"}},"credsStore":"x","credHelpers":{"r":"y"}}"""),
            bytes => CredentialFile.Parse(bytes, "config.json").For("r.example.org", "a/b")),
        new("image-reference", Seeds("registry.example.org:5000/team/app:1.2@" + Empty, "[::1]:5000/a__b/c-d.e:f", "nginx"),
            bytes => ImageReference.TryParse(Encoding.Latin1.GetString(bytes), out _, out _)),
        new("manifest-document", Seeds(
            $$"""{"schemaVersion":2,"config":{"mediaType":"x","digest":"{{Empty}}","size":0},"layers":[{"digest":"{{Empty}}","size":0}]}""",
            $$"""{"schemaVersion":2,"manifests":[{"digest":"{{Empty}}","size":0,"annotations":{"a":"b"},"platform":{"os":"linux","architecture":"arm","variant":"v7"} }]}"""),
            ReadManifest),
        new("tar-split", Seeds("{\"type\":2,\"payload\":\"Ww==\",\"position\":0}\n{\"type\":1,\"name\":\"a/\",\"size\":0,\"payload\":null}\n{\"type\":1,\"name_raw\":\"Yg==\",\"size\":7}"),
            ReadSplit),
    ];

    private static byte[][] Seeds(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static void ReadManifest(byte[] bytes)
    {
        try
        {
            ManifestDocument.Read(bytes, default, "application/json", "manifest");
        }
        catch (SourceException)
        {
            // The whole image is refused: as good as a ParseException.
        }
    }

    private static void ReadSplit(byte[] bytes)
    {
        using var reader = new TarSplitReader(new MemoryStream(bytes), "split");
        while (reader.Next() is not null)
        {
        }
    }

    private static byte[] Database()
    {
        using var packed = new GZipStream(File.OpenRead(Repository.Fixture("Pavior.Scan.Tests", "containerd/store.tar.gz")), CompressionMode.Decompress);
        using var tar = new TarReader(packed);
        while (tar.GetNextEntry() is { } entry)
        {
            if (!entry.Name.EndsWith("meta.db", StringComparison.Ordinal))
                continue;
            using var bytes = new MemoryStream();
            entry.DataStream!.CopyTo(bytes);
            return bytes.ToArray();
        }

        return [];
    }
}
