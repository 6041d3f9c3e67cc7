using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Sbom;

/// <summary>An SBOM file in place of what it describes.</summary>
internal sealed class SbomSource : ISource
{
    public string Scheme => "sbom";

    public bool Recognizes(string reference)
    {
        if (!File.Exists(reference))
            return false;
        try
        {
            using var file = DiskFile.OpenRegular(reference);
            var head = new byte[SbomSniffer.HeadLength];
            return SbomSniffer.Recognize(head.AsSpan(0, file.ReadAt(0, head))) != SbomKind.None;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using var file = DiskFile.OpenRegular(reference);
            var bytes = file.ReadAll(SbomFile.MaxLength);
            var name = Images.ImageNames.Shown(reference, null);
            var target = new Target(TargetKind.Sbom, name) { Digest = Digest.Sha256(SHA256.HashData(bytes.Span)) };
            return Task.FromResult<TargetContent>(new SbomContent(SbomFile.Read(name, bytes).Finish(target)));
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ParseException)
        {
            throw new SourceException(bad.Message, bad);
        }
    }
}
