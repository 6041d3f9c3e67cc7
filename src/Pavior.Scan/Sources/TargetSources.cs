using Pavior.Core;
using Pavior.Scan.Images;
using Pavior.Scan.LocalStores;
using Pavior.Scan.Registry;
using Pavior.Scan.Trees;

namespace Pavior.Scan.Sources;

/// <summary>Every source there is, in the order in which a reference without prefix is offered to them.</summary>
public static class TargetSources
{
    public static IReadOnlyList<ISource> All { get; } =
    [
        ArchiveSource.Oci,
        ArchiveSource.Docker,
        new OciLayoutSource(),
        new Sbom.SbomSource(),
        TreeSource.RootFileSystem,
        TreeSource.Source,
        TreeSource.Either,
        DockerDaemonSource.Default,
        ContainersStorageSource.Podman,
        ContainersStorageSource.ContainersStorage,
        ContainerdSource.Default,
        RegistrySource.Default,
    ];

    /// <summary>Opens what a reference names: by its <c>scheme:</c> prefix, or by the first source that recognises it.</summary>
    /// <exception cref="SourceException">Nothing recognises it, or it cannot be opened.</exception>
    public static async Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var forced = colon > 0 && !Path.Exists(reference) ? All.FirstOrDefault(s => s.Scheme == reference[..colon]) : null;
        var source = forced ?? All.FirstOrDefault(s => s.Recognizes(reference))
            ?? throw new SourceException($"{reference}: no such file or folder, and not an image reference: {ImageReference.Error(reference)}");
        var rest = forced is null ? reference : reference[(colon + 1)..];
        try
        {
            return await source.OpenAsync(rest, options, cancellation).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is ParseException or IOException or UnauthorizedAccessException)
        {
            throw new SourceException(bad.Message, bad);
        }
    }
}
