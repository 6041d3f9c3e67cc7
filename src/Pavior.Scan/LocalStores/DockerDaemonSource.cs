using Pavior.Core;
using Pavior.Scan.Images;

namespace Pavior.Scan.LocalStores;

/// <summary>Images of a docker daemon, or of podman's that answers in its place.</summary>
/// <param name="sockets">Where a daemon may listen, best first.</param>
internal sealed class DockerDaemonSource(Func<IReadOnlyList<string>> sockets) : ISource
{
    /// <summary>A daemon says at once whether it has an image.</summary>
    private static readonly TimeSpan Asking = TimeSpan.FromSeconds(5);

    /// <summary>Before it gives one it may have to pack it.</summary>
    private static readonly TimeSpan Preparing = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(2);

    public static ISource Default { get; } = new DockerDaemonSource(DaemonSockets.OfThisMachine);

    public string Scheme => "docker";

    public bool Recognizes(string reference)
    {
        if (!LocalImageName.CanBe(reference))
            return false;
        try
        {
            return sockets().Any(socket =>
            {
                using var daemon = new DaemonConnection(socket);
                return daemon.HasAsync(reference, Asking, CancellationToken.None).GetAwaiter().GetResult();
            });
        }
        catch (SourceException)
        {
            // Not recognised: the registry is asked instead, and with the scheme the reason is shown.
            return false;
        }
    }

    public async Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        if (!LocalImageName.CanBe(reference))
            throw new SourceException($"\"{reference}\" is neither an image reference nor an image id");
        var all = sockets();
        if (all.Count == 0)
            throw new SourceException($"{reference}: no docker or podman socket on this machine");
        foreach (var socket in all)
        {
            using var daemon = new DaemonConnection(socket);
            if (!await daemon.HasAsync(reference, Asking, cancellation).ConfigureAwait(false))
                continue;
            options.Progress($"saving {reference} from {socket}");
            return Open(TarFiles.Open(await daemon.SaveAsync(reference, Preparing, Stall, cancellation).ConfigureAwait(false)), reference, options);
        }

        throw new SourceException($"{reference}: not in the daemon at {string.Join(" nor ", all)}");
    }

    private static StoredImage Open(TarFiles files, string reference, SourceOptions options)
    {
        try
        {
            return files.TryOpen("manifest.json") is null && files.TryOpen("index.json") is not null
                ? OciLayout.Open(files, reference, null, options)
                : DockerArchive.Open(files, reference, null, reference);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }
}
