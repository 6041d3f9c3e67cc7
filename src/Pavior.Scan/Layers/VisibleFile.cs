using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>A file that extractors had something to say about, as it is in the finished target.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Layer">The layer whose copy is the visible one; null without layers.</param>
/// <param name="Extractions">What was found in it.</param>
internal sealed record VisibleFile(string Path, int? Layer, IReadOnlyList<Extraction> Extractions);
