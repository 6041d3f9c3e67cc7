using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Formats.Vex;

/// <summary>The way into a VEX document of any format. Nothing but what is kept is ever built, so memory follows the statements and not the text.</summary>
public static class VexReader
{
    /// <summary>Bytes of a document; the longest of Red Hat's have about 40 MB.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    /// <exception cref="ParseException">It is no VEX document, or its structure is not what its format says.</exception>
    public static VexDocument Read(FileContent file) => Read(file.Path, file.ReadAll(MaxBytes).Span);

    /// <exception cref="ParseException">It is no VEX document, or its structure is not what its format says.</exception>
    public static VexDocument Read(string path, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            throw ParseException.Limit(path, $"{utf8.Length} bytes, more than the limit of {MaxBytes}");
        var format = Recognize(path, utf8);
        var scan = new JsonScan(path, utf8);
        var document = format switch
        {
            VexFormat.OpenVex => new OpenVexReader().Read(ref scan),
            VexFormat.Csaf => new CsafReader().Read(ref scan),
            VexFormat.CycloneDx => new CycloneDxVexReader().Read(ref scan),
            _ => throw ParseException.Unsupported(path, "no VEX document: OpenVEX, CSAF or CycloneDX, as JSON"),
        };
        scan.End();
        return document;
    }

    /// <summary>By the first member that only one format has, wherever it stands; null for any other JSON.</summary>
    /// <exception cref="ParseException">It is no JSON up to there.</exception>
    public static VexFormat? Recognize(string path, ReadOnlySpan<byte> utf8)
    {
        var scan = new JsonScan(path, utf8);
        if (!scan.IsObject)
            return null;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("@context"u8) || name.SequenceEqual("predicateType"u8))
            {
                if (OpenVexReader.IsContext(scan.Text()))
                    return VexFormat.OpenVex;
            }
            else if (name.SequenceEqual("bomFormat"u8))
            {
                if (scan.Text() == "CycloneDX")
                    return VexFormat.CycloneDx;
            }
            else if (name.SequenceEqual("document"u8))
            {
                if (CsafReader.IsDocument(ref scan))
                    return VexFormat.Csaf;
            }
            else
            {
                scan.Skip();
            }
        }

        return null;
    }
}
