using System.Text.Unicode;
using System.Text;
using System.Xml;
using Pavior.Core;
using Pavior.Formats.Xml;

namespace Pavior.Scan.Java;

/// <summary>Reads pom.xml in one pass (Maven POM 4.0.0). No entity, schema or parent is ever fetched.</summary>
internal static class PomReader
{
    /// <summary>Bytes of a pom.xml; the largest parents have some 300 KB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Nested elements; plugin configurations reach some 20.</summary>
    private const int MaxDepth = 256;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 1024,
    };

    /// <exception cref="ParseException">Not well-formed XML, or a limit.</exception>
    public static Pom Read(ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            using var xml = Open(bytes, path);
            return new PomBuilder(xml, (IXmlLineInfo)xml, path, MaxDepth).Build();
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine(path, bad.LineNumber, "well-formed XML");
        }
    }

    /// <summary>Many old poms declare nothing, or UTF-8, and are ISO-8859-1.</summary>
    private static XmlReader Open(ReadOnlyMemory<byte> bytes, string path)
    {
        if (DeclaresOther(bytes.Span) || Utf8.IsValid(bytes.Span) || bytes.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return XmlDocumentText.Read(bytes, Settings, path);
        return XmlReader.Create(new StringReader(Encoding.Latin1.GetString(bytes.Span)), Settings);
    }

    private static bool DeclaresOther(ReadOnlySpan<byte> bytes)
    {
        var declaration = bytes[..Math.Min(bytes.Length, 200)];
        var at = declaration.IndexOf("encoding="u8);
        if (at < 0 || declaration.Length < at + 13)
            return false;
        return !Ascii.EqualsIgnoreCase(declaration.Slice(at + 10, 3), "utf");
    }
}
