using Pavior.Core;
using Pavior.Formats.Oci;
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
    /// <exception cref="SourceException">Nothing recognises it, it cannot be opened, or it is not for the platform asked for.</exception>
    public static async Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var wanted = options.Platform is null ? null : OciLayout.WantedPlatform(options);
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var forced = colon > 0 && !Path.Exists(reference) ? All.FirstOrDefault(s => s.Scheme == reference[..colon]) : null;
        var rest = forced is null ? reference : reference[(colon + 1)..];
        if (rest.Length == 0)
            throw new SourceException(forced is null ? "the target has no name" : $"{reference}: nothing is named after the colon");
        TargetContent content;
        try
        {
            var source = forced ?? Recognize(reference);
            content = await source.OpenAsync(rest, options, cancellation).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is ParseException or IOException or UnauthorizedAccessException)
        {
            throw new SourceException(bad.Message, bad);
        }

        var error = options.Exclude.Count > 0 && content is not TreeContent
            ? $"{content.Target.Name}: --exclude leaves out files of a folder, and this is {(content is SbomContent ? "an SBOM" : "an image")}"
            : wanted is null ? null : PlatformError(rest, content, wanted);
        if (error is null)
            return content;
        await content.DisposeAsync().ConfigureAwait(false);
        throw new SourceException(error);
    }

    private static ISource Recognize(string reference)
    {
        var path = ArchivePath.Split(reference).Path;
        var isPath = reference.StartsWith('/') || reference.StartsWith("./", StringComparison.Ordinal) || reference.StartsWith("../", StringComparison.Ordinal)
            || path.EndsWith(".tar", StringComparison.Ordinal);
        if (isPath && !Path.Exists(path))
            throw new SourceException($"{reference}: no such file or folder");

        // A file is a file, also when its name could be that of an image in a registry.
        var isFile = File.Exists(reference) || (isPath && File.Exists(path));
        foreach (var source in All)
        {
            if (isFile && (source is not (ArchiveSource or OciLayoutSource or Sbom.SbomSource) || new FileInfo(path).Length == 0))
                continue;
            if (source.Recognizes(reference))
                return source;
        }

        throw new SourceException(isFile
            ? $"{path}: not an image archive, an OCI layout or an SBOM"
            : $"{reference}: no such file or folder, and not an image reference: {ImageReference.Error(reference)}");
    }

    /// <summary>
    /// An index is chosen from by platform; an image that stands alone, or that an index describes wrongly, is found out here.
    /// Many configurations name no variant: that contradicts none.
    /// </summary>
    private static string? PlatformError(string reference, TargetContent content, OciPlatform wanted)
    {
        var target = content.Target;
        if (content is not ImageContent)
            return $"{reference}: --platform {wanted} chooses among images, and this is {(content is SbomContent ? "an SBOM" : "a folder")}";
        if (OciPlatform.TryParse(target.Platform ?? "", out var offered) && (offered.Variant is null ? wanted with { Variant = null } : wanted).Accepts(offered))
            return null;
        return $"{reference}: an image for {(target.Platform is null or "/" ? "no stated platform" : target.Platform)}, not for {wanted} as --platform asks";
    }
}
