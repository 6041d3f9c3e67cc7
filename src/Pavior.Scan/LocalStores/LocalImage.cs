using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>An image in a store of this machine; its layers open files when they are read.</summary>
internal sealed class LocalImage(Target target, IReadOnlyList<LayerContent> layers) : ImageContent(target)
{
    public override IReadOnlyList<LayerContent> Layers { get; } = layers;
}
