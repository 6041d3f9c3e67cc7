using System.Xml;
using Pavior.Core;
using Pavior.Scan.Registry;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// Amazon's advisories are in the metadata of its package repositories: a list of mirrors names the repository, <c>repomd.xml</c>
/// names the file and its digest.
/// </summary>
internal static class AmazonRepositories
{
    private static readonly (string Name, string Mirrors)[] Releases =
    [
        ("2", "https://cdn.amazonlinux.com/2/core/latest/x86_64/mirror.list"),
        ("2023", "https://cdn.amazonlinux.com/al2023/core/mirrors/latest/x86_64/mirror.list"),
    ];

    /// <summary>Characters of an address or path that a server names.</summary>
    private const int MaxAddress = 1_000;

    public static async Task<IReadOnlyList<FeedPart>> FindAsync(FeedPages pages, CancellationToken cancellation)
    {
        var parts = new List<FeedPart>(Releases.Length);
        foreach (var (name, mirrors) in Releases)
        {
            var line = (await pages.TextAsync(mirrors, cancellation).ConfigureAwait(false)).Split('\n', 2)[0].Trim().TrimEnd('/');
            if (line.Length > MaxAddress || !Uri.TryCreate(line, UriKind.Absolute, out var repository) || repository.Scheme != Uri.UriSchemeHttps)
                throw new SourceException($"{mirrors}: expected the https address of a repository in the first line");
            var index = $"{line}/repodata/repomd.xml";
            var (path, digest) = UpdateInfo(await pages.TextAsync(index, cancellation).ConfigureAwait(false), index);
            parts.Add(new FeedPart($"{name}-updateinfo.xml.gz", $"{line}/{path}", digest));
        }

        return parts;
    }

    /// <summary>Where the list of updates lies, from the repository's folder on.</summary>
    private static (string Path, Digest? Digest) UpdateInfo(string text, string address)
    {
        try
        {
            using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            (string? path, Digest? digest, var isUpdateInfo) = (null, null, false);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                if (xml.LocalName == "data")
                    isUpdateInfo = xml.GetAttribute("type") == "updateinfo";
                else if (isUpdateInfo && xml.LocalName == "location")
                    path = xml.GetAttribute("href");
                else if (isUpdateInfo && xml.LocalName == "checksum" && xml.GetAttribute("type") == "sha256" && Digest.TryParse($"sha256:{xml.ReadString().Trim()}", out var told))
                    digest = told;
            }

            var isPath = path is { Length: > 0 and <= MaxAddress } && path[0] != '/' && !path.Contains("..", StringComparison.Ordinal) && path.AsSpan().IndexOfAnyExcept(FeedPages.RelativePath) < 0;
            return isPath ? (path!, digest) : throw new SourceException($"{RegistryHttp.Shortened(address)}: expected the place of updateinfo.xml.gz");
        }
        catch (XmlException bad)
        {
            throw new SourceException($"{RegistryHttp.Shortened(address)}, line {bad.LineNumber}: expected XML", bad);
        }
    }
}
