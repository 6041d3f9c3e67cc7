using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>What is remembered of a file that an upper layer replaced: which packages it already proved.</summary>
internal sealed record FormerCopy(string Extractor, HashSet<PackageUrl> Purls);
