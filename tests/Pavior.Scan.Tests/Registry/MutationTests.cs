using System.Text;
using Pavior.Core;
using Pavior.Scan.LocalStores;
using Pavior.Scan.Registry;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

public sealed class MutationTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly byte[][] Pieces = [.. new[] { "\\ud800", "\"", "{", "[", "null", "-1", "1e999", "99999999999999999999", "\0", "\\", ":", "@", "\u00e9", "" }.Select(Encoding.UTF8.GetBytes)];

    [Fact]
    public void Damaged_manifests_are_refused_and_nothing_else() => Mutate(
        $$"""{"schemaVersion":2,"mediaType":"{{SmallImage.ManifestType}}","config":{"mediaType":"x","digest":"{{Digest}}","size":0},"layers":[{"digest":"{{Digest}}","size":0,"annotations":{"a":"b"} }]}""",
        bytes => ManifestDocument.Read(bytes, default, null, "m"));

    [Fact]
    public void Damaged_indexes_are_refused_and_nothing_else() => Mutate(
        $$"""{"schemaVersion":2,"manifests":[{"digest":"{{Digest}}","size":0,"annotations":{"a":"b"},"platform":{"os":"linux","architecture":"arm","variant":"v7"} }]}""",
        bytes => ManifestDocument.Read(bytes, default, null, "m"));

    [Fact]
    public void Damaged_credential_files_are_refused_and_nothing_else() => Mutate(
        """{"auths":{"https://r.example.org/v1/":{"auth":"YTpi"},"s":{"identitytoken":"t"},"t":{"username":"u","password":"p"}},"credsStore":"x","credHelpers":{"r":"y"}}""",
        bytes => CredentialFile.Parse(bytes, "c").For("r.example.org", "a"));

    [Fact]
    public void Damaged_references_and_challenges_never_throw()
    {
        Mutate($"registry.example.org:5000/team/app__x-y.z:1.2@{Digest}", bytes => _ = ImageReference.TryParse(Encoding.Latin1.GetString(bytes), out _, out _));
        Mutate("[::1]:5000/app:1", bytes => LocalImageName.Matches("a/b:c", Encoding.UTF8.GetString(bytes)));
        Mutate("Bearer realm=\"https://a/t\",service=\"s\\\"\", Basic realm=x", bytes => AuthenticationChallenge.ParseAll([Encoding.Latin1.GetString(bytes)]));
    }

    [Fact]
    public void Damaged_tar_splits_are_refused_and_nothing_else() => Mutate(
        "{\"type\":2,\"payload\":\"Ww==\",\"position\":0}\n{\"type\":1,\"name\":\"a/\",\"size\":0,\"payload\":null}\n{\"type\":1,\"name_raw\":\"Yg==\",\"size\":7,\"x\":[{}]}\n",
        bytes =>
        {
            using var reader = new TarSplitReader(new MemoryStream(bytes), "split");
            while (reader.Next() is not null)
            {
            }
        });

    private static void Mutate(string seed, Action<byte[]> run)
    {
        var random = new Random(5);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(seed).ToList();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(bytes.Count);
                bytes.RemoveRange(at, Math.Min(random.Next(3), bytes.Count - at));
                bytes.InsertRange(at, random.Next(3) == 0 ? [(byte)random.Next(256)] : Pieces[random.Next(Pieces.Length)]);
            }

            try
            {
                run([.. bytes]);
            }
            catch (Exception refused) when (refused is ParseException or SourceException)
            {
            }
        }
    }
}
