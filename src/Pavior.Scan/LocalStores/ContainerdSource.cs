using Pavior.Core;
using Pavior.Formats.Bolt;
using Pavior.Formats.Files;
using Pavior.Scan.Images;

namespace Pavior.Scan.LocalStores;

/// <summary>Images in containerd's content store, as containerd itself, Kubernetes, k3s and newer Dockers keep them.</summary>
/// <param name="roots">Folders with <c>io.containerd.content.v1.content</c> and <c>io.containerd.metadata.v1.bolt</c>.</param>
/// <param name="preferred">The namespace to look in first; null for <c>default</c>.</param>
internal sealed class ContainerdSource(Func<IEnumerable<string>> roots, string? preferred) : ISource
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
        new ContainerdSource(static () => UsualRoots.Where(Directory.Exists), Environment.GetEnvironmentVariable("CONTAINERD_NAMESPACE"));

    public string Scheme => "containerd";

    public bool Recognizes(string reference)
    {
        if (!LocalImageName.CanBe(reference))
            return false;
        try
        {
            return roots().Any(root => Find(root, reference) is not null);
        }
        catch (Exception unreadable) when (unreadable is SourceException or ParseException or IOException or UnauthorizedAccessException)
        {
            // Not recognised: the registry is asked instead, and with the scheme the reason is shown.
            return false;
        }
    }

    public Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var place = StorePlace.Parse(reference);
        if (!LocalImageName.CanBe(place.Image))
            throw new SourceException($"\"{place.Image}\" is neither an image reference nor an image id");
        string[] searched = [.. place.Root is { } root ? [root] : roots()];
        foreach (var folder in searched)
        {
            if (Find(folder, place.Image) is not { } image)
                continue;
            options.Progress($"found in {folder}, namespace {image.Namespace}");
            var files = new ContainerdFiles(Path.Combine(folder, "io.containerd.content.v1.content"), image);
            try
            {
                return Task.FromResult<TargetContent>(OciLayout.Open(files, image.Name, null, options));
            }
            catch
            {
                files.Dispose();
                throw;
            }
        }

        throw new SourceException($"{place.Image}: not in {(searched.Length == 0 ? "containerd, which has no folder here" : string.Join(" nor ", searched))}");
    }

    private ContainerdImage? Find(string root, string written)
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
