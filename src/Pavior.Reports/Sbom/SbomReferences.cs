using System.Globalization;
using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>A name for each package that is unique in the document: its purl, numbered where a report has several of one purl.</summary>
internal static class SbomReferences
{
    public static string[] Of(IReadOnlyList<Package> packages)
    {
        var references = new string[packages.Count];
        var seen = new Dictionary<string, int>(packages.Count, StringComparer.Ordinal);
        for (var i = 0; i < packages.Count; i++)
        {
            var purl = packages[i].Purl.ToString();
            var count = seen.GetValueOrDefault(purl) + 1;
            seen[purl] = count;
            references[i] = count == 1 ? purl : $"{purl}#{count.ToString(CultureInfo.InvariantCulture)}";
        }

        return references;
    }
}
