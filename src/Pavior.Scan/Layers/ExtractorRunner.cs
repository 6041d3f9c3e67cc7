using Pavior.Core;
using Pavior.Scan.Assembly;

namespace Pavior.Scan.Layers;

/// <summary>Runs the extractors that want a file, and turns what a file is not into a gap.</summary>
internal static class ExtractorRunner
{
    /// <summary>Bytes of files that several threads hold at once; a tree of what they say takes up to forty times as much.</summary>
    private const long MaxHeld = 4 * 1024 * 1024;

    private static readonly MemoryGate Gate = new(MaxHeld);

    public static IReadOnlyList<Extraction> Run(IReadOnlyList<IExtractor> extractors, FileContent content)
    {
        using var file = new GatedFile(content, Gate);
        var found = new List<Extraction>(extractors.Count);
        foreach (var extractor in extractors)
        {
            var into = new Extraction(extractor.Info.Id, file.Path);
            try
            {
                extractor.Extract(file, into);
            }
            catch (ParseException bad)
            {
                into.Add(bad.AsGap());
            }

            if (!into.IsEmpty)
                found.Add(into);
        }

        return found;
    }
}
