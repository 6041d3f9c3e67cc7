using System.Globalization;
using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>A name for each package that is unique in the document: its purl, numbered where another thing has that name already.</summary>
internal static class SbomReferences
{
    /// <param name="packages">The packages, in the order of the report.</param>
    /// <param name="taken">Names that the document gives to other things.</param>
    public static string[] Of(IReadOnlyList<Package> packages, params ReadOnlySpan<string> taken)
    {
        var references = new string[packages.Count];
        var used = new HashSet<string>(packages.Count, StringComparer.Ordinal);
        foreach (var name in taken)
            used.Add(name);
        // Where counting goes on for a purl, so that many of one purl are not tried from the start each time.
        var counts = new Dictionary<string, int>(packages.Count, StringComparer.Ordinal);
        for (var i = 0; i < packages.Count; i++)
        {
            var purl = packages[i].Purl.ToString();
            var count = counts.GetValueOrDefault(purl) + 1;
            var reference = count == 1 ? purl : Numbered(purl, count);
            // A purl may itself end in what looks like a number of ours: its subpath.
            while (!used.Add(reference))
                reference = Numbered(purl, ++count);
            counts[purl] = count;
            references[i] = reference;
        }

        return references;
    }

    private static string Numbered(string purl, int count) => $"{purl}#{count.ToString(CultureInfo.InvariantCulture)}";
}
