using Pavior.Core;
using Pavior.Formats.Oci;
using Pavior.Scan.Images;

namespace Pavior.Scan.Registry;

/// <summary>An image in a registry.</summary>
internal sealed class RegistryImage : ImageContent
{
    /// <summary>An index may point to an index; deeper is not done in practice.</summary>
    private const int MaxIndexDepth = 3;

    private readonly IDisposable _connection;

    private RegistryImage(Target target, IReadOnlyList<LayerContent> layers, IDisposable connection)
        : base(target)
    {
        Layers = layers;
        _connection = connection;
    }

    public override IReadOnlyList<LayerContent> Layers { get; }

    /// <summary>Opens the image at the first place.</summary>
    /// <param name="places">Where it may be had, best first: the first gives manifest and configuration, layers may come from any.</param>
    /// <param name="reference">What is wanted.</param>
    /// <param name="wanted">The platform to choose from an index.</param>
    /// <param name="connection">Disposed with the image.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">It is not there, not for the platform, or not an image.</exception>
    public static async Task<RegistryImage> OpenAsync(
        IReadOnlyList<RegistryRepository> places, ImageReference reference, OciPlatform wanted, IDisposable connection, CancellationToken cancellation)
    {
        var name = reference.ToString();
        var document = await ManifestAsync(places[0], reference.Identifier, name, wanted, cancellation).ConfigureAwait(false);
        var manifest = document.Manifest!;
        var bytes = await places[0].SmallBlobAsync(manifest.Config, OciImageConfig.MaxBytes, cancellation).ConfigureAwait(false);
        try
        {
            var config = OciImageConfig.Parse(bytes, $"{name}: configuration {manifest.Config.Digest.Short} ({manifest.Config.MediaType})");
            var target = ImageTargets.Create(name, document.Digest, manifest.Config.Digest, config, manifest, name);
            return new RegistryImage(target, target.Layers.Select(l => new RegistryLayer(l, manifest.Layers[l.Index], places)).ToArray(), connection);
        }
        catch (ParseException bad)
        {
            throw new SourceException(bad.Message, bad);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return base.DisposeAsync();
    }

    private static async Task<ManifestDocument> ManifestAsync(
        RegistryRepository place, string identifier, string name, OciPlatform wanted, CancellationToken cancellation)
    {
        for (var depth = 0; ; depth++)
        {
            var document = await place.ManifestAsync(identifier, cancellation).ConfigureAwait(false);
            if (document.Index is null)
                return document;
            if (depth == MaxIndexDepth)
                throw new SourceException($"{name}: indexes nested deeper than {MaxIndexDepth}");
            var chosen = document.Index.Choose(wanted) ?? throw OciLayout.NoPlatform(name, wanted, document.Index);
            identifier = chosen.Digest.ToString();
        }
    }
}
