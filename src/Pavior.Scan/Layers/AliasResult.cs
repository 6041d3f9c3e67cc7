using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>What a second reading of a layer gave.</summary>
/// <param name="Found">By the name that was asked for.</param>
/// <param name="Links">Names that turned out to be hard links themselves, with the file that each stands for.</param>
internal sealed record AliasResult(Dictionary<string, IReadOnlyList<Extraction>> Found, IReadOnlyDictionary<string, string> Links)
{
    public static AliasResult Nothing => new(new(StringComparer.Ordinal), new Dictionary<string, string>());
}
