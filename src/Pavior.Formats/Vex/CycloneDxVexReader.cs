using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Formats.Vex;

/// <summary>
/// CycloneDX JSON (1.4 to 1.7): the vulnerabilities that were analysed, and the components they are about. A vulnerability without an analysis
/// is a finding, not a statement about one, and is passed over.
/// </summary>
internal sealed class CycloneDxVexReader
{
    /// <summary>Analysed vulnerabilities of one BOM.</summary>
    private const int MaxStatements = 500_000;

    /// <summary>Components that they affect, each as often as it is affected.</summary>
    private const int MaxAffects = 2_000_000;

    private readonly VexGaps _gaps = new();
    private readonly Utf8Pool _pool = new();
    private readonly List<CycloneDxAnalysis> _analyses = [];
    private readonly CycloneDxComponents _components;
    private int _affects;
    private VexDocument _document = new() { Format = VexFormat.CycloneDx, Id = "" };

    public CycloneDxVexReader() => _components = new CycloneDxComponents(_gaps, _pool);

    public VexDocument Read(ref JsonScan scan)
    {
        scan.Object("a BOM");
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("specVersion"u8))
                CheckVersion(ref scan);
            else if (name.SequenceEqual("serialNumber"u8))
                _document = _document with { Id = scan.Text() ?? "" };
            else if (name.SequenceEqual("version"u8))
                _document = _document with { Version = (scan.Number() ?? 1).ToString(System.Globalization.CultureInfo.InvariantCulture) };
            else if (name.SequenceEqual("metadata"u8))
                ReadMetadata(ref scan);
            else if (name.SequenceEqual("components"u8) || name.SequenceEqual("services"u8))
                _components.ReadList(ref scan);
            else if (name.SequenceEqual("vulnerabilities"u8))
                ReadVulnerabilities(ref scan);
            else
                scan.Skip();
        }

        var statements = _analyses.Select(a => a.Statement(_components, _document.Timestamp));
        return _document with { Statements = [.. statements], Gaps = _gaps.Listed };
    }

    private static void CheckVersion(ref JsonScan scan)
    {
        var version = scan.Text("specVersion");
        if (version.Length != 3 || !version.StartsWith("1.", StringComparison.Ordinal) || !char.IsAsciiDigit(version[2]))
            throw ParseException.Unsupported(scan.Path, $"CycloneDX {VexGaps.Shorten(version)}: versions 1.x are read");
    }

    private void ReadMetadata(ref JsonScan scan)
    {
        if (!scan.TryObject())
            return;
        string? author = null, organisation = null;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("timestamp"u8))
                _document = _document with { Timestamp = _gaps.Time(ref scan) };
            else if (name.SequenceEqual("component"u8))
                _components.ReadSubject(ref scan);
            else if (name.SequenceEqual("authors"u8))
                author ??= ReadFirstName(ref scan);
            else if (name.SequenceEqual("manufacturer"u8) || name.SequenceEqual("manufacture"u8) || name.SequenceEqual("supplier"u8))
                organisation ??= ReadName(ref scan);
            else
                scan.Skip();
        }

        _document = _document with { Author = author ?? organisation };
    }

    private static string? ReadFirstName(ref JsonScan scan)
    {
        if (!scan.TryArray())
            return null;
        string? first = null;
        while (scan.NextItem())
        {
            var name = ReadName(ref scan);
            first ??= name;
        }

        return first;
    }

    private static string? ReadName(ref JsonScan scan)
    {
        if (!scan.TryObject())
            return null;
        string? found = null;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("name"u8))
                found = scan.Text();
            else
                scan.Skip();
        }

        return found;
    }

    private void ReadVulnerabilities(ref JsonScan scan)
    {
        if (scan.IsNull)
            return;
        scan.Array("vulnerabilities");
        while (scan.NextItem())
        {
            var line = scan.Line;
            var analysis = new CycloneDxAnalysisReader(_gaps, _pool).Read(ref scan);
            if (analysis.State is null)
                continue;
            if (analysis.Id is { Length: > 0 })
                Add(analysis, scan.Path);
            else
                _gaps.Add(scan.Path, line, "an analysed vulnerability with an id");
        }
    }

    private void Add(CycloneDxAnalysis analysis, string path)
    {
        _affects += analysis.Affects.Count;
        if (_analyses.Count == MaxStatements || _affects > MaxAffects)
            throw ParseException.Limit(path, $"more than {MaxStatements} analysed vulnerabilities, or {MaxAffects} that they affect");
        _analyses.Add(analysis);
    }
}
