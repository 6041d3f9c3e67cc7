using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Formats.Vex;

/// <summary>
/// OASIS CSAF 2.0 and 2.1: documents of the VEX profile, and any other that states a product status. Its parts may come in any order, so product ids
/// are resolved when all of it was read.
/// </summary>
internal sealed class CsafReader
{
    private readonly VexGaps _gaps = new();
    private readonly Utf8Pool _pool = new();
    private readonly List<CsafVulnerability> _vulnerabilities = [];
    private VexDocument _document = new() { Format = VexFormat.Csaf, Id = "" };

    /// <summary>Takes the value, and says whether it is what CSAF calls its document: it has a version of CSAF, or a tracking id.</summary>
    public static bool IsDocument(ref JsonScan scan)
    {
        if (!scan.TryObject())
            return false;
        var found = false;
        while (scan.NextMember(out var name))
        {
            found |= name.SequenceEqual("csaf_version"u8) || name.SequenceEqual("tracking"u8);
            scan.Skip();
        }

        return found;
    }

    public VexDocument Read(ref JsonScan scan)
    {
        scan.Object("a CSAF document");
        var tree = new CsafProductTree(scan.Path, _gaps, _pool);
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("document"u8))
                ReadDocument(ref scan);
            else if (name.SequenceEqual("product_tree"u8))
                tree.Read(ref scan);
            else if (name.SequenceEqual("vulnerabilities"u8))
                ReadVulnerabilities(ref scan);
            else
                scan.Skip();
        }

        var statements = new List<VexStatement>();
        var assembly = new CsafStatements(scan.Path, tree, _gaps, _document.Timestamp);
        foreach (var vulnerability in _vulnerabilities)
            statements.AddRange(assembly.Of(vulnerability));
        return _document with { Statements = statements, Gaps = _gaps.Listed };
    }

    private void ReadDocument(ref JsonScan scan)
    {
        scan.Object("document");
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("csaf_version"u8))
                CheckVersion(ref scan);
            else if (name.SequenceEqual("publisher"u8))
                ReadPublisher(ref scan);
            else if (name.SequenceEqual("tracking"u8))
                ReadTracking(ref scan);
            else
                scan.Skip();
        }
    }

    private static void CheckVersion(ref JsonScan scan)
    {
        var version = scan.Text("csaf_version");
        if (version is not ("2.0" or "2.1"))
            throw ParseException.Unsupported(scan.Path, $"CSAF {VexGaps.Shorten(version)}: versions 2.0 and 2.1 are read");
    }

    private void ReadPublisher(ref JsonScan scan)
    {
        if (!scan.TryObject())
            return;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("name"u8))
                _document = _document with { Author = scan.Text() };
            else if (name.SequenceEqual("category"u8))
                _document = _document with { AuthorRole = scan.Text() };
            else
                scan.Skip();
        }
    }

    private void ReadTracking(ref JsonScan scan)
    {
        if (!scan.TryObject())
            return;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("id"u8))
                _document = _document with { Id = scan.Text() ?? "" };
            else if (name.SequenceEqual("version"u8))
                _document = _document with { Version = scan.Text() ?? "1" };
            else if (name.SequenceEqual("current_release_date"u8))
                _document = _document with { Timestamp = _gaps.Time(ref scan) };
            else if (name.SequenceEqual("generator"u8))
                ReadGenerator(ref scan);
            else
                scan.Skip();
        }
    }

    private void ReadGenerator(ref JsonScan scan)
    {
        if (!scan.TryObject())
            return;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("engine"u8) && scan.IsObject)
                ReadEngine(ref scan);
            else
                scan.Skip();
        }
    }

    private void ReadEngine(ref JsonScan scan)
    {
        string? engine = null, version = null;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("name"u8))
                engine = scan.Text();
            else if (name.SequenceEqual("version"u8))
                version = scan.Text();
            else
                scan.Skip();
        }

        _document = _document with { Tooling = version is null ? engine : $"{engine} {version}" };
    }

    private void ReadVulnerabilities(ref JsonScan scan)
    {
        var reader = new CsafVulnerabilityReader(_gaps, _pool);
        scan.Array("vulnerabilities");
        while (scan.NextItem())
            _vulnerabilities.Add(reader.Read(ref scan));
    }
}
