using Pavior.Core;
using Pavior.Formats.Bolt;
using Pavior.Formats.Files;
using Pavior.Scan.Images;

namespace Pavior.Scan.LocalStores;

/// <summary>Images in containerd's content store, as containerd itself, Kubernetes, k3s and newer Dockers keep them.</summary>
/// <param name="roots">Folders with <c>io.containerd.content.v1.content</c> and <c>io.containerd.metadata.v1.bolt</c>.</param>
/// <param name="preferred">The namespace to look in first; null for <c>default</c>.</param>
internal sealed class ContainerdSource(Func<IEnumerable<string>> roots, string? preferred) : StoreSource("containerd", roots)
{
    /// <summary>A running containerd commits while we read; each try is a matter of milliseconds.</summary>
    private const int MaxTries = 20;

    private static readonly string[] UsualRoots =
    [
        "/var/lib/containerd",
        "/var/lib/rancher/k3s/agent/containerd",
        "/var/lib/rancher/rke2/agent/containerd",
        "/var/lib/docker/containerd/daemon",
    ];

    public static ISource Default { get; } =
        new ContainerdSource(static () => UsualRoots, Environment.GetEnvironmentVariable("CONTAINERD_NAMESPACE"));

    protected override Func<SourceOptions, TargetContent>? Find(string root, string written) =>
        ImageOf(root, written) is { } image ? options => Open(root, image, options) : null;

    private static StoredImage Open(string root, ContainerdImage image, SourceOptions options)
    {
        options.Progress($"found in {root}, namespace {image.Namespace}");
        var files = new ContainerdFiles(Path.Combine(root, "io.containerd.content.v1.content"), image);
        try
        {
            return OciLayout.Open(files, image.Name, null, options, (image.Name, Images.ImageNames.Reference(image.Name)));
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    private ContainerdImage? ImageOf(string root, string written)
    {
        var path = Path.Combine(root, "io.containerd.metadata.v1.bolt", "meta.db");
        if (!File.Exists(path))
            return null;
        using var disk = DiskFile.Open(path);
        for (var attempt = 1; ; attempt++)
        {
            var before = BoltFile.Open(disk);
            ContainerdImage? found;
            try
            {
                found = ContainerdImages.Find(before.Root, path, written, preferred);
            }
            catch (ParseException) when (attempt < MaxTries && Changed(disk, before))
            {
                continue;
            }

            if (!Changed(disk, before))
                return found;
            if (attempt == MaxTries)
                throw new SourceException($"{path}: changed {MaxTries} times while it was read");
        }
    }

    private static bool Changed(DiskFile disk, BoltFile before) => BoltFile.Open(disk).Transaction != before.Transaction;
}
