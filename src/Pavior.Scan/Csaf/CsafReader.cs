using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Csaf;

/// <summary>Reads a CSAF document in one pass: files of a vulnerability in a common library reach 40 MB, most of it ids said again and again.</summary>
internal ref struct CsafReader
{
    /// <summary>Products, relationships and statuses of one document, all together.</summary>
    private const int MaxEntries = 5_000_000;

    private readonly CsafDocument _document = new();
    private readonly Utf8Pool _pool = new();
    private readonly string _path;
    private JsonCursor _cursor;
    private int _entries;

    private CsafReader(string path, ReadOnlySpan<byte> json)
    {
        _path = path;
        _cursor = new JsonCursor(path, json);
    }

    public static CsafDocument Read(string path, ReadOnlySpan<byte> json)
    {
        var reader = new CsafReader(path, json);
        reader.ReadTop();
        return reader._document;
    }

    private void ReadTop()
    {
        if (!_cursor.EnterObject(out var top))
            throw _cursor.Expected("an object with a document");
        while (_cursor.NextMember(top))
        {
            if (Is("document"u8) && _cursor.EnterObject(out var document))
                ReadHead(document);
            else if (Is("product_tree"u8) && _cursor.EnterObject(out var tree))
                ReadTree(tree);
            else if (Is("vulnerabilities"u8) && _cursor.EnterArray(out var vulnerabilities))
                ReadVulnerabilities(vulnerabilities);
        }

        _cursor.End();
    }

    private void ReadHead(int depth)
    {
        while (_cursor.NextMember(depth))
        {
            if (Is("category"u8))
                _document.Category = Text();
            else if (Is("title"u8))
                _document.Title = Text();
            else if (Is("aggregate_severity"u8))
                _document.Severity = Member("text"u8);
            else if (Is("publisher"u8))
                _document.Publisher = Member("namespace"u8);
            else if (Is("tracking"u8) && _cursor.EnterObject(out var tracking))
                ReadTracking(tracking);
        }
    }

    private void ReadTracking(int depth)
    {
        while (_cursor.NextMember(depth))
        {
            if (Is("id"u8))
                _document.TrackingId = Text();
            else if (Is("status"u8))
                _document.TrackingStatus = Text();
            else if (Is("initial_release_date"u8))
                _document.Initial = Date();
            else if (Is("current_release_date"u8))
                _document.Current = Date();
        }
    }

    private void ReadTree(int depth)
    {
        while (_cursor.NextMember(depth))
        {
            if (Is("branches"u8) && _cursor.EnterArray(out var branches))
                ReadBranches(branches);
            else if (Is("full_product_names"u8) && _cursor.EnterArray(out var products))
            {
                while (_cursor.NextItem(products))
                    ReadProduct();
            }
            else if (Is("relationships"u8) && _cursor.EnterArray(out var relationships))
            {
                while (_cursor.NextItem(relationships))
                    ReadRelationship();
            }
        }
    }

    /// <summary>Nesting is bounded by the reader of JSON.</summary>
    private void ReadBranches(int depth)
    {
        while (_cursor.NextItem(depth))
        {
            if (!_cursor.EnterObject(out var branch))
                continue;
            while (_cursor.NextMember(branch))
            {
                if (Is("product"u8))
                    ReadProduct();
                else if (Is("branches"u8) && _cursor.EnterArray(out var branches))
                    ReadBranches(branches);
            }
        }
    }

    private void ReadProduct()
    {
        if (!_cursor.EnterObject(out var depth))
            return;
        var id = "";
        string? cpe = null, purl = null;
        while (_cursor.NextMember(depth))
        {
            if (Is("product_id"u8))
                id = Text();
            else if (Is("product_identification_helper"u8) && _cursor.EnterObject(out var identification))
            {
                while (_cursor.NextMember(identification))
                {
                    if (Is("cpe"u8))
                        cpe = Text();
                    else if (Is("purl"u8))
                        purl = Text();
                }
            }
        }

        Count();
        _document.Products.TryAdd(id, new CsafProduct(id, cpe, purl));
    }

    private void ReadRelationship()
    {
        if (!_cursor.EnterObject(out var depth))
            return;
        var (id, product, platform) = ("", "", "");
        while (_cursor.NextMember(depth))
        {
            if (Is("product_reference"u8))
                product = Text();
            else if (Is("relates_to_product_reference"u8))
                platform = Text();
            else if (Is("full_product_name"u8))
                id = Member("product_id"u8);
        }

        Count();
        _document.Relationships.TryAdd(id, (product, platform));
    }

    private void ReadVulnerabilities(int depth)
    {
        while (_cursor.NextItem(depth))
        {
            if (!_cursor.EnterObject(out var members))
                continue;
            var vulnerability = new CsafVulnerability();
            _document.Vulnerabilities.Add(vulnerability);
            Count();
            while (_cursor.NextMember(members))
                ReadMember(vulnerability);
        }
    }

    private void ReadMember(CsafVulnerability vulnerability)
    {
        if (Is("cve"u8))
            vulnerability.Cve = Text();
        else if (Is("title"u8))
            vulnerability.Title = Text();
        else if (Is("release_date"u8))
            vulnerability.Released = Date();
        else if (Is("cwe"u8))
            vulnerability.Weakness = Member("id"u8) is { Length: > 0 } weakness ? weakness : null;
        else if (Is("product_status"u8) && _cursor.EnterObject(out var statuses))
            ReadStatuses(statuses, vulnerability);
        else if (Is("remediations"u8) && _cursor.EnterArray(out var remedies))
            ReadRemedies(remedies, vulnerability);
        else if (Is("threats"u8) && _cursor.EnterArray(out var threats))
            ReadThreats(threats, vulnerability);
        else if (Is("scores"u8) && _cursor.EnterArray(out var scores))
            ReadScores(scores, vulnerability);
    }

    private void ReadStatuses(int depth, CsafVulnerability vulnerability)
    {
        while (_cursor.NextMember(depth))
        {
            CsafStatus? status = _cursor.Name switch
            {
                _ when Is("fixed"u8) || Is("first_fixed"u8) => CsafStatus.Fixed,
                _ when Is("known_affected"u8) || Is("first_affected"u8) || Is("last_affected"u8) => CsafStatus.KnownAffected,
                _ when Is("known_not_affected"u8) => CsafStatus.KnownNotAffected,
                _ when Is("under_investigation"u8) => CsafStatus.UnderInvestigation,
                _ => null,
            };
            if (status is not { } known || !_cursor.EnterArray(out var products))
                continue;
            while (_cursor.NextItem(products))
            {
                Count();
                vulnerability.Statuses.Add((known, Text()));
            }
        }
    }

    private void ReadRemedies(int depth, CsafVulnerability vulnerability)
    {
        while (_cursor.NextItem(depth))
        {
            if (!_cursor.EnterObject(out var members))
                continue;
            var (category, details) = ("", "");
            string? url = null;
            List<string> products = [];
            while (_cursor.NextMember(members))
            {
                if (Is("category"u8))
                    category = Text();
                else if (Is("details"u8))
                    details = Text();
                else if (Is("url"u8))
                    url = Text();
                else if (Is("product_ids"u8))
                    products = Texts();
            }

            vulnerability.Remedies.Add(new CsafRemedy(category, details, url, products));
        }
    }

    private void ReadThreats(int depth, CsafVulnerability vulnerability)
    {
        while (_cursor.NextItem(depth))
        {
            if (!_cursor.EnterObject(out var members))
                continue;
            var (category, details) = ("", "");
            List<string> products = [];
            while (_cursor.NextMember(members))
            {
                if (Is("category"u8))
                    category = Text();
                else if (Is("details"u8))
                    details = Text();
                else if (Is("product_ids"u8))
                    products = Texts();
            }

            if (category == "impact")
                vulnerability.Impacts.Add((details, products));
        }
    }

    private void ReadScores(int depth, CsafVulnerability vulnerability)
    {
        while (_cursor.NextItem(depth))
        {
            if (!_cursor.EnterObject(out var members))
                continue;
            while (_cursor.NextMember(members))
            {
                if ((Is("cvss_v2"u8) || Is("cvss_v3"u8) || Is("cvss_v4"u8)) && Member("vectorString"u8) is { Length: > 0 } vector
                    && !vulnerability.Vectors.Contains(vector))
                {
                    Count();
                    vulnerability.Vectors.Add(vector);
                }
            }
        }
    }

    private void Count()
    {
        if (++_entries > MaxEntries)
            throw ParseException.Limit(_path, $"more than {MaxEntries} products, relationships and statuses");
    }

    private List<string> Texts()
    {
        var texts = new List<string>();
        if (!_cursor.EnterArray(out var depth))
            return texts;
        while (_cursor.NextItem(depth))
        {
            Count();
            texts.Add(Text());
        }

        return texts;
    }

    /// <summary>One text member of the object that the cursor stands on.</summary>
    private string Member(ReadOnlySpan<byte> name)
    {
        var value = "";
        if (!_cursor.EnterObject(out var depth))
            return value;
        while (_cursor.NextMember(depth))
        {
            if (Is(name))
                value = Text();
        }

        return value;
    }

    private readonly bool Is(ReadOnlySpan<byte> name) => _cursor.Name.SequenceEqual(name);

    private readonly string Text() => _pool.Get(_cursor.Utf8);

    private readonly DateTimeOffset? Date() => FeedDates.Time(_cursor.Text);
}
