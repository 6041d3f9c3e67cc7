using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Images;

/// <summary>Images in one tar file: <c>oci-archive</c> (buildah, skopeo, docker buildx) and <c>docker-archive</c> (docker save, podman save).</summary>
internal sealed class ArchiveSource(string scheme) : ISource
{
    public string Scheme { get; } = scheme;

    public static ISource Oci { get; } = new ArchiveSource("oci-archive");

    public static ISource Docker { get; } = new ArchiveSource("docker-archive");

    /// <summary>Any tar, packed or not; which of the two it is shows only inside, so the first in the list takes both.</summary>
    public bool Recognizes(string reference)
    {
        var (path, _) = ArchivePath.Split(reference);
        if (!File.Exists(path))
            return false;
        using var file = DiskFile.OpenRegular(path);
        Span<byte> start = stackalloc byte[512];
        start = start[..file.ReadAt(0, start)];
        return Decompression.Detect(start) is Compression.Gzip or Compression.Zstd
            || (start.Length == 512 && (start[257..].StartsWith("ustar"u8) || Formats.Tar.TarReader.IsHeader(start)));
    }

    public async Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var (path, tag) = ArchivePath.Split(reference);
        var files = TarFiles.Open(await PlainAsync(path, options, cancellation).ConfigureAwait(false));
        try
        {
            return files.TryOpen("index.json") is not null && (Scheme == "oci-archive" || files.TryOpen("manifest.json") is null)
                ? OciLayout.Open(files, reference, tag, options, (ImageNames.Shown(path, tag), null))
                : DockerArchive.Open(files, reference, tag, ImageNames.Shown(path, tag));
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    private static async Task<DiskFile> PlainAsync(string path, SourceOptions options, CancellationToken cancellation)
    {
        var file = DiskFile.OpenRegular(path);
        var start = new byte[Decompression.MagicBytes];
        var compression = Decompression.Detect(start.AsSpan(0, file.ReadAt(0, start)));
        if (compression == Compression.None)
            return file;
        using (file)
        {
            options.Progress($"unpacking {path}");
            var unpacked = Decompression.Open(compression, file.OpenRead(), path);
            await using (unpacked.ConfigureAwait(false))
                return await Spool.FillAsync(path, await TarOnlyAsync(path, unpacked, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the first block before all the others are unpacked: most packed files are no image.</summary>
    private static async Task<Stream> TarOnlyAsync(string path, Stream unpacked, CancellationToken cancellation)
    {
        var start = new byte[512];
        var filled = await unpacked.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return Formats.Tar.TarReader.IsHeader(start.AsSpan(0, filled))
            ? new PrefixedStream(start, unpacked)
            : throw new ParseException(path, 0, "a tar in the packed file");
    }
}
