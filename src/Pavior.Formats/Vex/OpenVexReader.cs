using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Formats.Vex;

/// <summary>
/// OpenVEX 0.2.0 (github.com/openvex/spec). Earlier drafts wrote names where there are objects now, and those are read as well; so is a document
/// inside an in-toto statement, whose subjects stand in for products that a VEX statement leaves out.
/// </summary>
internal sealed class OpenVexReader
{
    /// <summary>Statements of one document.</summary>
    private const int MaxStatements = 500_000;

    /// <summary>Products and subcomponents of one document; Ubuntu's for a kernel have tens of thousands.</summary>
    private const int MaxComponents = 1_000_000;

    /// <summary>Other names of one vulnerability.</summary>
    private const int MaxAliases = 10_000;

    private const string Context = "https://openvex.dev/ns";

    private readonly VexGaps _gaps = new();
    private readonly Utf8Pool _pool = new();
    private readonly List<VexStatement> _statements = [];
    private List<VexProduct> _subjects = [];
    private VexDocument _document = new() { Format = VexFormat.OpenVex, Id = "" };
    private int _components;

    /// <summary>True for the context of any version.</summary>
    public static bool IsContext(string? text) =>
        text is not null && text.StartsWith(Context, StringComparison.Ordinal) && (text.Length == Context.Length || text[Context.Length] == '/');

    public VexDocument Read(ref JsonScan scan)
    {
        scan.Object("an OpenVEX document");
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("predicate"u8) && scan.IsObject)
                ReadDocument(ref scan);
            else if (name.SequenceEqual("subject"u8))
                _subjects = ReadSubjects(ref scan);
            else
                ReadMember(ref scan, name);
        }

        return _document with { Statements = [.. _statements.Select(Inherit)], Gaps = _gaps.Listed };
    }

    private void ReadDocument(ref JsonScan scan)
    {
        while (scan.NextMember(out var name))
            ReadMember(ref scan, name);
    }

    private void ReadMember(ref JsonScan scan, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("@context"u8))
            CheckContext(ref scan);
        else if (name.SequenceEqual("@id"u8))
            _document = _document with { Id = scan.Text() ?? "" };
        else if (name.SequenceEqual("author"u8))
            _document = _document with { Author = scan.Text() };
        else if (name.SequenceEqual("role"u8))
            _document = _document with { AuthorRole = scan.Text() };
        else if (name.SequenceEqual("timestamp"u8))
            _document = _document with { Timestamp = _gaps.Time(ref scan) };
        else if (name.SequenceEqual("version"u8))
            _document = _document with { Version = ReadVersion(ref scan) };
        else if (name.SequenceEqual("tooling"u8))
            _document = _document with { Tooling = scan.Text() };
        else if (name.SequenceEqual("statements"u8))
            ReadStatements(ref scan);
        else
            scan.Skip();
    }

    private static void CheckContext(ref JsonScan scan)
    {
        var context = scan.Text("@context");
        if (!IsContext(context))
            throw scan.Expected($"@context {Context}/v0.2.0");
        var version = context[Context.Length..].Trim('/');
        if (version.Length > 0 && !version.StartsWith("v0.2", StringComparison.Ordinal) && !version.StartsWith("v0.0", StringComparison.Ordinal))
            throw ParseException.Unsupported(scan.Path, $"OpenVEX {version}: up to 0.2.0 is read");
    }

    /// <summary>A number; a string in the first draft.</summary>
    private static string ReadVersion(ref JsonScan scan) =>
        scan.IsText ? scan.Text()! : scan.Number() is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "1";

    private void ReadStatements(ref JsonScan scan)
    {
        if (scan.IsNull)
            return; // how some programs write an empty list
        scan.Array("statements");
        while (scan.NextItem())
        {
            if (_statements.Count == MaxStatements)
                throw ParseException.Limit(scan.Path, $"more than {MaxStatements} statements");
            _statements.Add(ReadStatement(ref scan));
        }
    }

    private VexStatement ReadStatement(ref JsonScan scan)
    {
        scan.Object("a statement");
        var line = scan.Line;
        var raw = new OpenVexStatement();
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("vulnerability"u8))
                ReadVulnerability(ref scan, raw);
            else if (name.SequenceEqual("products"u8))
                raw.Products = ReadProducts(ref scan);
            else if (name.SequenceEqual("subcomponents"u8))
                raw.Subcomponents = ReadSubcomponents(ref scan);
            else if (name.SequenceEqual("status"u8))
                raw.Status = VexWords.Status(scan.Text("status", _pool)) ?? throw scan.Expected("status as one of not_affected, affected, fixed, under_investigation");
            else if (name.SequenceEqual("justification"u8))
                raw.Justification = ReadJustification(ref scan);
            else if (name.SequenceEqual("timestamp"u8))
                raw.Timestamp = _gaps.Time(ref scan);
            else if (name.SequenceEqual("action_statement_timestamp"u8))
                raw.ActionTimestamp = _gaps.Time(ref scan);
            else if (OpenVexStatement.TextFor(name) is { } member)
                raw.Set(member, scan.Text(_pool));
            else
                scan.Skip();
        }

        if (raw.Vulnerability is not { Length: > 0 })
            throw ParseException.AtLine(scan.Path, line, "a statement with the name of a vulnerability");
        if (raw.Status is not { } status)
            throw ParseException.AtLine(scan.Path, line, "a statement with a status");
        Check(raw, scan.Path, line);
        return raw.Build(status, line);
    }

    /// <summary>What the specification demands beyond the structure. A statement that breaks it still says what it says.</summary>
    private void Check(OpenVexStatement raw, string path, int line)
    {
        if (raw.Status == VexStatus.NotAffected && raw.Justification is null && string.IsNullOrEmpty(raw.ImpactStatement))
            _gaps.Add(path, line, "a justification or an impact_statement beside not_affected");
        if (raw.Status == VexStatus.Affected && string.IsNullOrEmpty(raw.ActionStatement))
            _gaps.Add(path, line, "an action_statement beside affected");
    }

    private VexJustification? ReadJustification(ref JsonScan scan)
    {
        if (scan.Text(_pool) is not { Length: > 0 } word)
            return null;
        if (VexWords.Justification(word) is { } known)
            return known;
        _gaps.Add(scan.Path, scan.Line, $"one of the five justifications, not {VexGaps.Shorten(word)}");
        return null;
    }

    private void ReadVulnerability(ref JsonScan scan, OpenVexStatement raw)
    {
        if (scan.IsText)
        {
            raw.Vulnerability = scan.Text(_pool);
            return;
        }

        scan.Object("vulnerability");
        string? id = null;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("name"u8))
                raw.Vulnerability = scan.Text("the name of a vulnerability", _pool);
            else if (name.SequenceEqual("@id"u8))
                id = scan.Text(_pool);
            else if (name.SequenceEqual("aliases"u8))
                raw.Aliases = ReadAliases(ref scan);
            else
                scan.Skip();
        }

        raw.Vulnerability ??= id;
    }

    private string[] ReadAliases(ref JsonScan scan)
    {
        var aliases = new List<string>();
        if (!scan.TryArray())
            return [];
        while (scan.NextItem())
        {
            if (aliases.Count == MaxAliases)
                throw ParseException.Limit(scan.Path, $"line {scan.Line}: more than {MaxAliases} other names of a vulnerability");
            if (scan.Text(_pool) is { Length: > 0 } text)
                aliases.Add(text);
        }

        return [.. aliases];
    }

    private List<VexProduct> ReadProducts(ref JsonScan scan)
    {
        var products = new List<VexProduct>();
        if (!scan.TryArray())
            return products;
        while (scan.NextItem())
            products.Add(ReadProduct(ref scan));
        return products;
    }

    private VexProduct ReadProduct(ref JsonScan scan)
    {
        List<VexComponent> subcomponents = [];
        var component = ReadComponent(ref scan, subcomponents);
        return new VexProduct(component, subcomponents.Count == 0 ? [] : subcomponents);
    }

    private List<VexComponent> ReadSubcomponents(ref JsonScan scan)
    {
        var components = new List<VexComponent>();
        if (!scan.TryArray())
            return components;
        while (scan.NextItem())
            components.Add(ReadComponent(ref scan, subcomponents: null));
        return components;
    }

    private VexComponent ReadComponent(ref JsonScan scan, List<VexComponent>? subcomponents)
    {
        if (++_components > MaxComponents)
            throw ParseException.Limit(scan.Path, $"more than {MaxComponents} products and subcomponents");
        var names = new VexNames(_gaps, scan.Path);
        if (scan.IsText)
        {
            names.AddId(scan.Text()!, scan.Line);
            return names.Build();
        }

        scan.Object("a product");
        var line = scan.Line;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("@id"u8))
                names.AddId(scan.Text("@id"), scan.Line);
            else if (name.SequenceEqual("identifiers"u8))
                ReadIdentifiers(ref scan, names);
            else if (name.SequenceEqual("hashes"u8))
                ReadHashes(ref scan, names);
            else if (name.SequenceEqual("subcomponents"u8) && subcomponents is not null)
                subcomponents.AddRange(ReadSubcomponents(ref scan));
            else
                scan.Skip();
        }

        if (names.IsEmpty)
            _gaps.Add(scan.Path, line, "a product with @id or identifiers");
        return names.Build();
    }

    private void ReadIdentifiers(ref JsonScan scan, VexNames names)
    {
        if (!scan.TryObject())
            return;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("purl"u8))
                names.AddPurl(scan.Text(), scan.Line);
            else if (name.SequenceEqual("cpe23"u8) || name.SequenceEqual("cpe22"u8))
                names.AddCpe(scan.Text(_pool), scan.Line);
            else
                scan.Skip();
        }
    }

    private static void ReadHashes(ref JsonScan scan, VexNames names)
    {
        if (!scan.TryObject())
            return;
        while (scan.NextMember(out var name))
        {
            var algorithm = System.Text.Encoding.UTF8.GetString(name);
            names.AddHash(algorithm, scan.Text(), scan.Line);
        }
    }

    /// <summary>in-toto: <c>{"name": …, "digest": {"sha256": …}}</c>.</summary>
    private List<VexProduct> ReadSubjects(ref JsonScan scan)
    {
        var subjects = new List<VexProduct>();
        if (!scan.TryArray())
            return subjects;
        while (scan.NextItem())
        {
            if (++_components > MaxComponents)
                throw ParseException.Limit(scan.Path, $"more than {MaxComponents} products and subcomponents");
            if (!scan.TryObject())
                continue;
            var names = new VexNames(_gaps, scan.Path);
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("name"u8) && scan.IsText)
                    names.AddId(scan.Text()!, scan.Line);
                else if (name.SequenceEqual("digest"u8))
                    ReadHashes(ref scan, names);
                else
                    scan.Skip();
            }

            subjects.Add(new VexProduct(names.Build(), []));
        }

        return subjects;
    }

    /// <summary>"Data Inheritance": products from the surrounding document, the time from this one.</summary>
    private VexStatement Inherit(VexStatement statement)
    {
        if (statement.Products.Count == 0 && _subjects.Count > 0)
            statement = statement with { Products = _subjects };
        return statement.Timestamp is null ? statement with { Timestamp = _document.Timestamp } : statement;
    }
}
