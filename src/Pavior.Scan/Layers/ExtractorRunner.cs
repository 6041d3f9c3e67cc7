using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>Runs the extractors that want a file, and turns what a file is not into a gap.</summary>
internal static class ExtractorRunner
{
    public static IReadOnlyList<Extraction> Run(IReadOnlyList<IExtractor> extractors, FileContent file)
    {
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
