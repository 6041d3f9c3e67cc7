using Pavior.Core;
using Pavior.Scan.Python;
using Pavior.Scan.Ruby;
using Pavior.Scan.Rust;

namespace Pavior.Scan;

/// <summary>Every extractor there is. A test fails for one that is not in this list.</summary>
public static class Extractors
{
    public static IReadOnlyList<IExtractor> All { get; } =
    [
        new InstalledPython(),
        new PdmLock(),
        new PoetryLock(),
        new Pylock(),
        new RequirementsFile(),
        new UvLock(),
        new GemfileLock(),
        new InstalledGems(),
        new CargoLock(),
    ];
}
