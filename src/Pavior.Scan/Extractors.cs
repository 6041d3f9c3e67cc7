using Pavior.Core;

namespace Pavior.Scan;

/// <summary>Every extractor there is. A test fails for one that is not in this list.</summary>
public static class Extractors
{
    public static IReadOnlyList<IExtractor> All { get; } =
    [
        new Java.JavaArchive(),
    ];
}
