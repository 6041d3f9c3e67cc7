using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Formats.Vex;

/// <summary>Reads one item of <c>vulnerabilities</c> of a BOM.</summary>
internal sealed class CycloneDxAnalysisReader(VexGaps gaps, Utf8Pool pool)
{
    /// <summary>Versions and ranges that one entry of <c>affects</c> may list.</summary>
    private const int MaxVersions = 100_000;

    /// <summary>Other names of one vulnerability.</summary>
    private const int MaxAliases = 10_000;

    /// <summary>Components that one vulnerability affects.</summary>
    private const int MaxAffects = 1_000_000;

    /// <summary>The state is null when the vulnerability was not analysed.</summary>
    public CycloneDxAnalysis Read(ref JsonScan scan)
    {
        scan.Object("a vulnerability");
        var analysis = new CycloneDxAnalysis(scan.Path, scan.Line);
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("id"u8))
                analysis.Id = scan.Text(pool);
            else if (name.SequenceEqual("references"u8))
                ReadReferences(ref scan, analysis.Aliases);
            else if (name.SequenceEqual("recommendation"u8))
                analysis.Recommendation = scan.Text();
            else if (name.SequenceEqual("workaround"u8))
                analysis.Workaround = scan.Text();
            else if (name.SequenceEqual("analysis"u8))
                ReadAnalysis(ref scan, analysis);
            else if (name.SequenceEqual("affects"u8))
                ReadAffects(ref scan, analysis);
            else
                scan.Skip();
        }

        return analysis;
    }

    private void ReadReferences(ref JsonScan scan, List<string> aliases)
    {
        if (!scan.TryArray())
            return;
        while (scan.NextItem())
        {
            if (!scan.TryObject())
                continue;
            while (scan.NextMember(out var name))
            {
                if (!name.SequenceEqual("id"u8))
                    scan.Skip();
                else if (scan.Text(pool) is { Length: > 0 } id)
                    Add(aliases, id, MaxAliases, scan.Path, "other names of a vulnerability");
            }
        }
    }

    private void ReadAnalysis(ref JsonScan scan, CycloneDxAnalysis analysis)
    {
        scan.Object("analysis");
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("state"u8))
                analysis.State = ReadState(ref scan);
            else if (name.SequenceEqual("justification"u8))
                analysis.Justification = ReadJustification(ref scan);
            else if (name.SequenceEqual("detail"u8))
                analysis.Detail = scan.Text();
            else if (name.SequenceEqual("response"u8))
                ReadResponses(ref scan, analysis.Responses);
            else if (name.SequenceEqual("firstIssued"u8))
                analysis.Issued = gaps.Time(ref scan);
            else if (name.SequenceEqual("lastUpdated"u8))
                analysis.Updated = gaps.Time(ref scan);
            else
                scan.Skip();
        }
    }

    private string ReadState(ref JsonScan scan)
    {
        var state = scan.Text("state", pool);
        return VexWords.AnalysisState(state) is not null
            ? state
            : throw scan.Expected("state as one of resolved, resolved_with_pedigree, exploitable, in_triage, false_positive, not_affected");
    }

    private string? ReadJustification(ref JsonScan scan)
    {
        if (scan.Text(pool) is not { Length: > 0 } word)
            return null;
        if (VexWords.AnalysisJustification(word) is not null)
            return word;
        gaps.Add(scan.Path, scan.Line, $"one of the nine justifications, not {VexGaps.Shorten(word)}");
        return null;
    }

    private void ReadResponses(ref JsonScan scan, List<VexActionKind> responses)
    {
        if (!scan.TryArray())
            return;
        while (scan.NextItem())
        {
            if (scan.Text(pool) is { Length: > 0 } word && VexWords.Response(word) is { } response && !responses.Contains(response))
                responses.Add(response);
        }
    }

    private void ReadAffects(ref JsonScan scan, CycloneDxAnalysis analysis)
    {
        scan.Array("affects");
        while (scan.NextItem())
        {
            scan.Object("an entry of affects");
            var line = scan.Line;
            string? reference = null;
            IReadOnlyList<VexVersions> versions = [];
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("ref"u8))
                    reference = scan.Text("ref", pool);
                else if (name.SequenceEqual("versions"u8))
                    versions = ReadVersions(ref scan);
                else
                    scan.Skip();
            }

            if (string.IsNullOrEmpty(reference))
                throw ParseException.AtLine(scan.Path, line, "an entry of affects with a ref");
            Add(analysis.Affects, (reference, versions, line), MaxAffects, scan.Path, "components that a vulnerability affects");
        }
    }

    private List<VexVersions> ReadVersions(ref JsonScan scan)
    {
        var versions = new List<VexVersions>();
        if (!scan.TryArray())
            return versions;
        while (scan.NextItem())
        {
            if (!scan.TryObject())
                continue;
            string? version = null, range = null, status = null;
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("version"u8))
                    version = scan.Text(pool);
                else if (name.SequenceEqual("range"u8))
                    range = scan.Text(pool);
                else if (name.SequenceEqual("status"u8))
                    status = scan.Text(pool);
                else
                    scan.Skip();
            }

            if ((version ?? range) is { Length: > 0 } text)
                Add(versions, new VexVersions(text, version is null, status switch { "unaffected" => false, "unknown" => null, _ => true }, status is not null), MaxVersions, scan.Path, "versions of a component");
        }

        return versions;
    }

    private static void Add<T>(List<T> list, T item, int limit, string path, string what)
    {
        if (list.Count == limit)
            throw ParseException.Limit(path, $"more than {limit} {what}");
        list.Add(item);
    }
}
