using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using Pavior.Core;

namespace Pavior.Formats.Xml;

/// <summary>
/// Decodes XML before the framework's reader sees it (XML 1.0, appendix F). Left to itself that reader changes the encoding in
/// the middle of its buffer, and some damaged declarations make it fail with an error that is no error of XML.
/// </summary>
public static class XmlDocumentText
{
    /// <summary>Bytes in which a declaration has to say its encoding.</summary>
    private const int DeclarationLength = 256;

    /// <summary>Bytes of one text or tag.</summary>
    private const int MaxPart = 1024 * 1024;

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">The whole of it.</param>
    /// <param name="settings">Limits, and what is passed over.</param>
    /// <param name="path">What it is called in errors.</param>
    /// <exception cref="ParseException">A text, name or tag is too long to be taken into memory.</exception>
    /// <exception cref="XmlException">An encoding that is neither Unicode nor Latin; reading throws it as well, where the document is not well-formed.</exception>
    public static XmlReader Read(ReadOnlyMemory<byte> bytes, XmlReaderSettings settings, string path)
    {
        ThrowIfLong(bytes.Span, path);
        var encoding = EncodingOf(bytes.Span[..Math.Min(bytes.Length, DeclarationLength)]);
        var stream = MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
        return XmlReader.Create(new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true), settings);
    }

    /// <summary>
    /// The framework's reader takes every text and every tag as a whole. Neither holds a bracket that opens, other than sections of
    /// characters, which end with two that close.
    /// </summary>
    private static void ThrowIfLong(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length <= MaxPart)
            return;
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, ..] or [_, 0, ..])
            throw ParseException.Limit(path, $"XML in UTF-16 of {bytes.Length} bytes, more than {MaxPart}");
        var rest = bytes;
        while (rest.Length > MaxPart)
        {
            var next = rest.IndexOf((byte)'<');
            var isSection = next >= 0 && rest[next..].StartsWith("<![CDATA["u8);
            var length = next < 0 ? rest.Length : next;
            rest = next < 0 ? default : rest[(next + 1)..];
            if (isSection)
            {
                var end = rest.IndexOf("]]>"u8);
                length = Math.Max(length, end < 0 ? rest.Length : end);
                rest = end < 0 ? default : rest[end..];
            }

            if (length > MaxPart)
                throw ParseException.Limit(path, $"XML with a text or tag of {length} bytes, more than {MaxPart}");
        }
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> head)
    {
        switch (head)
        {
            case [0xFE, 0xFF, ..] or [0, (byte)'<', ..]:
                return Encoding.BigEndianUnicode;
            case [0xFF, 0xFE, ..] or [(byte)'<', 0, ..]:
                return Encoding.Unicode;
        }

        var name = DeclaredName(head);
        if (name.IsEmpty || StartsWith(name, "utf"u8))
            return Encoding.UTF8;
        if (StartsWith(name, "iso-8859-1"u8) || StartsWith(name, "latin"u8) || StartsWith(name, "us-ascii"u8) || StartsWith(name, "ascii"u8) || StartsWith(name, "windows-1252"u8))
            return Encoding.Latin1;
        throw new XmlException($"an encoding that is not read: {Encoding.Latin1.GetString(name)}");
    }

    private static ReadOnlySpan<byte> DeclaredName(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            head = head[3..];
        if (!head.StartsWith("<?xml"u8))
            return default;
        var end = head.IndexOf("?>"u8);
        head = end < 0 ? head : head[..end];
        var at = head.IndexOf("encoding"u8);
        if (at < 0)
            return default;
        head = head[(at + "encoding"u8.Length)..].TrimStart(" \t\r\n="u8);
        if (head is not [(byte)'"' or (byte)'\'', ..])
            return default;
        var close = head[1..].IndexOf(head[0]);
        return close < 0 ? default : head.Slice(1, close);
    }

    private static bool StartsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) =>
        name.Length >= lower.Length && Ascii.EqualsIgnoreCase(name[..lower.Length], lower);
}
