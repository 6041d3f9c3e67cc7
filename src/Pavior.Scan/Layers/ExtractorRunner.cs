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

            if (into.Packages.Count > 0 || into.Owned.Count > 0 || into.Gaps.Count > 0 || into.Distribution is not null)
                found.Add(into);
        }

        return found;
    }
}
