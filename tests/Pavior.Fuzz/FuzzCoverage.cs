using Pavior.Core;
using Pavior.Scan;
using Pavior.Scan.Layers;

namespace Pavior.Fuzz;

/// <summary>Tells which extractors nobody attacks under a name by which they want files.</summary>
internal static class FuzzCoverage
{
    public static IEnumerable<string> Missing() =>
        from extractor in Extractors.All
        where !FuzzTargets.All.Any(t => t.Extractor?.Info.Id == extractor.Info.Id && Wants(extractor, t.Path))
        select $"{extractor.Info.Id}: no target attacks it with a file that it wants";

    private static bool Wants(IExtractor extractor, string path)
    {
        var wanted = new List<IExtractor>();
        new ExtractorIndex([extractor], extractor.Info.Modes).Find(path, wanted);
        return wanted.Count > 0 || extractor.Info.Patterns.Any(p => p is FilePattern.Executable);
    }
}
