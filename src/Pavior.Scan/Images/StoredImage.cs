using Pavior.Core;

namespace Pavior.Scan.Images;

/// <summary>An image stored on this machine, in a folder or an archive.</summary>
internal sealed class StoredImage(Target target, IReadOnlyList<LayerContent> layers, FileSet files) : ImageContent(target)
{
    public override IReadOnlyList<LayerContent> Layers { get; } = layers;

    public override IReadOnlyList<Gap> Gaps => files.Gaps;

    public override ValueTask DisposeAsync()
    {
        files.Dispose();
        return base.DisposeAsync();
    }
}
