using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Sbom;

/// <summary>SPDX 2 in the tag-value form: a tag, a colon and a value a line; values in <c>&lt;text&gt;</c> go over several.</summary>
internal sealed class SpdxTagValueReader
{
    /// <summary>Bytes of one value that are kept: more than any value that is taken.</summary>
    private const int MaxText = 256 * 1024;

    private static ReadOnlySpan<byte> TextOpen => "<text>"u8;

    private static ReadOnlySpan<byte> TextClose => "</text>"u8;

    private static ReadOnlySpan<byte> Blanks => " \t\r\v\f"u8;

    private readonly SpdxDocument _document;
    private readonly string _path;
    private readonly List<(string From, string Type, string To)> _links = [];
    private readonly List<(string Id, string Text)> _annotations = [];
    private SpdxPackage? _package;
    private string? _packageName;
    private int _packageLine;
    private string? _fileName;
    private string? _licenseId;
    private string? _annotated;

    private SpdxTagValueReader(string path)
    {
        _path = path;
        _document = new SpdxDocument(path);
    }

    /// <exception cref="ParseException">A line is no tag and value, or a text does not end.</exception>
    public static SbomReading Read(string path, ReadOnlyMemory<byte> bytes) => new SpdxTagValueReader(path).ReadAll(bytes.Span);

    private SbomReading ReadAll(ReadOnlySpan<byte> text)
    {
        var lines = new Utf8LineReader(text, endAtReturn: true);
        while (lines.Read())
        {
            var line = lines.Current.Trim(Blanks);
            if (line.IsEmpty || line[0] == '#')
                continue;
            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
                throw ParseException.AtLine(_path, lines.Line, "a tag, a colon and a value");
            var number = lines.Line;
            var tag = Text(line[..colon].TrimEnd(Blanks));
            var value = line[(colon + 1)..].Trim(Blanks);
            Take(tag, value.StartsWith(TextOpen) ? LongText(ref lines, value[TextOpen.Length..]) : Text(value), number);
        }

        EndPackage();
        foreach (var (id, annotation) in _annotations)
            _document.Annotate(id, annotation);
        foreach (var (from, type, to) in _links)
            _document.Relate(from, type, to);
        return _document.Understand();
    }

    /// <summary>Of a text longer than any that is taken only the start is kept.</summary>
    private string LongText(scoped ref Utf8LineReader lines, ReadOnlySpan<byte> first)
    {
        var start = lines.Line;
        var text = new StringBuilder();
        var part = first;
        while (true)
        {
            var close = part.IndexOf(TextClose);
            var taken = close < 0 ? part : part[..close];
            if (text.Length < MaxText)
                text.Append(Text(taken));
            if (close >= 0)
                return text.ToString();
            if (text.Length < MaxText)
                text.Append('\n');
            if (!lines.Read())
                throw ParseException.AtLine(_path, start, "a text that ends with </text>");
            part = lines.Current;
        }
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8.Length <= MaxText ? utf8 : utf8[..MaxText]);

    private void Take(string tag, string value, int line)
    {
        switch (tag)
        {
            case "SPDXVersion":
                if (!value.StartsWith("SPDX-2.", StringComparison.Ordinal))
                    throw ParseException.Unsupported(_path, $"{value}: as tag-value, versions SPDX-2.0 to SPDX-2.3 are read");
                break;
            case "Created":
                _document.Created = value;
                break;
            case "PackageName":
                EndPackage();
                (_packageName, _packageLine, _fileName) = (value, line, null);
                break;
            case "FileName":
                EndPackage();
                _fileName = value;
                break;
            case "SnippetSPDXID":
                EndPackage();
                _fileName = null;
                break;
            case "SPDXID":
                TakeId(value);
                break;
            case "LicenseID":
                EndPackage();
                (_licenseId, _fileName) = (value, null);
                break;
            case "ExtractedText" when _licenseId is not null:
                _document.AddLicenseText(_licenseId, value);
                break;
            case "LicenseName" when _licenseId is not null && value != "NOASSERTION":
                _document.AddLicenseText(_licenseId, value, isBetter: true);
                break;
            case "Relationship":
                TakeRelationship(value, line);
                break;
            case "Annotator":
                _annotated = null;
                break;
            case "SPDXREF":
                _annotated = value;
                break;
            case "AnnotationComment" when _annotated is not null:
                _document.Keep(value);
                _annotations.Add((_annotated, value));
                break;
            default:
                if (_package is not null)
                    TakeOfPackage(_package, tag, value);
                break;
        }
    }

    private void TakeId(string value)
    {
        if (_packageName is not null)
        {
            _package ??= new SpdxPackage(value) { Name = _packageName, Line = _packageLine };
            _packageName = null;
        }
        else if (_fileName is not null)
        {
            _document.AddFile(value, _fileName);
            _fileName = null;
        }
    }

    private static void TakeOfPackage(SpdxPackage package, string tag, string value)
    {
        switch (tag)
        {
            case "PackageVersion":
                package.Version = value;
                break;
            case "PackageSupplier":
                package.Supplier = value;
                break;
            case "PackageLicenseDeclared":
                package.LicenseDeclared = value;
                break;
            case "PackageLicenseConcluded":
                package.LicenseConcluded = value;
                break;
            case "PackageSourceInfo":
                package.SourceInfo = value;
                break;
            case "PrimaryPackagePurpose":
                package.Purpose = value.Replace('_', '-');
                break;
            case "ExternalRef":
                TakeReference(package, value);
                break;
        }
    }

    /// <summary>Category, type and locator; the locator may hold anything but begins at the second space.</summary>
    private static void TakeReference(SpdxPackage package, string value)
    {
        var parts = value.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3)
            return;
        if (parts[1] == "purl")
            package.Purl ??= parts[2];
        else if (parts[1] is "cpe23Type" or "cpe22Type")
            package.Cpe ??= parts[2];
    }

    private void TakeRelationship(string value, int line)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 3)
            throw ParseException.AtLine(_path, line, "two elements with a relationship between them");
        foreach (var part in parts)
            _document.Keep(part);
        _links.Add((parts[0], parts[1], parts[2]));
    }

    private void EndPackage()
    {
        if (_packageName is not null)
            throw ParseException.AtLine(_path, _packageLine, "a package with an SPDXID");
        if (_package is not null)
            _document.Add(_package);
        _package = null;
        _licenseId = null;
    }
}
