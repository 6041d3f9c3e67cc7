using System.Text;
using Pavior.Core;
using Pavior.Formats.Bolt;

namespace Pavior.Scan.LocalStores;

/// <summary>Finds images in containerd's metadata: buckets v1 / NAMESPACE / images / NAME / target (metadata/buckets.go).</summary>
internal static class ContainerdImages
{
    private const string DefaultNamespace = "default";

    /// <summary>The image, from the first namespace that has it. Null when none has.</summary>
    /// <exception cref="SourceException">More than one image of a namespace fits.</exception>
    /// <exception cref="ParseException">The database is damaged.</exception>
    public static ContainerdImage? Find(BoltBucket root, string path, string written, string? preferred)
    {
        if (root.Bucket("v1"u8) is not { } version)
            return null;
        var first = preferred ?? DefaultNamespace;
        foreach (var space in version.BucketNames().Select(Encoding.UTF8.GetString).OrderBy(n => n != first).ThenBy(n => n, StringComparer.Ordinal))
        {
            if (version.Bucket(Encoding.UTF8.GetBytes(space))?.Bucket("images"u8) is { } images && FindIn(images, space, path, written) is { } found)
                return found;
        }

        return null;
    }

    private static ContainerdImage? FindIn(BoltBucket images, string space, string path, string written)
    {
        var fitting = images.BucketNames().Select(Encoding.UTF8.GetString)
            .Where(name => name == written || Matches(name, written))
            .Select(name => Read(images, space, name, path))
            .OfType<ContainerdImage>()
            .Where(image => !written.Contains('@', StringComparison.Ordinal) || written.EndsWith("@" + image.Digest, StringComparison.Ordinal))
            .ToArray();
        // Kubernetes keeps one image under its tag, its digest and its id.
        var digests = fitting.Select(i => i.Digest).Distinct().Count();
        return digests < 2
            ? fitting.FirstOrDefault()
            : throw new SourceException($"{written}: more than one image in namespace {space}: {string.Join(", ", fitting.Select(i => i.Name))}");
    }

    private static bool Matches(string name, string written) =>
        LocalImageName.IsId(written) && name.StartsWith("sha256:", StringComparison.Ordinal)
            ? LocalImageName.WithoutAlgorithm(name).StartsWith(LocalImageName.WithoutAlgorithm(written), StringComparison.Ordinal)
            : LocalImageName.Matches(name, written);

    private static ContainerdImage? Read(BoltBucket images, string space, string name, string path)
    {
        if (images.Bucket(Encoding.UTF8.GetBytes(name))?.Bucket("target"u8) is not { } target)
            return null;
        return Digest.TryParse(Text(target, "digest"u8), out var digest)
            ? new ContainerdImage(space, name, Text(target, "mediatype"u8) ?? "", digest)
            : throw new ParseException(path, 0, $"a digest as target of image {name}");
    }

    private static string? Text(BoltBucket bucket, ReadOnlySpan<byte> key) =>
        bucket.Value(key) is { } value ? Encoding.UTF8.GetString(value.Span) : null;
}
