namespace Pavior.Core;

/// <summary>The image that the target was built on, and how that is known.</summary>
/// <param name="Name">Reference or distribution name, as far as known.</param>
/// <param name="LayerCount">How many of the target's lowest layers belong to it; 0 when none of them is known to, and the name is mere hearsay.</param>
/// <param name="Basis">What says so: <c>annotation</c>, <c>label</c>, <c>layer-chain</c> or <c>history</c>.</param>
/// <param name="Digest">Digest of its manifest, when an annotation or a label names it.</param>
public sealed record BaseImage(string Name, int LayerCount, string Basis, Digest? Digest = null);
