using System.Xml;
using Pavior.Core;
using Pavior.Formats.Xml;

namespace Pavior.Scan.DotNet;

/// <summary>Walks the XML of project and package files: no document types, no entities from outside, bounded size and depth.</summary>
internal static class XmlFiles
{
    private const int MaxBytes = 16 << 20;

    private const int MaxDepth = 64;

    /// <summary>Calls for each element, with the reader on its start tag.</summary>
    /// <exception cref="ParseException">Not well-formed, too deep, or larger than 16 MiB.</exception>
    public static void Walk(FileContent file, Action<XmlReader, int> element)
    {
        var bytes = file.ReadAll(MaxBytes);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = MaxBytes,
        };
        var line = 1;
        try
        {
            using var reader = XmlDocumentText.Read(bytes, settings, file.Path);
            var info = (IXmlLineInfo)reader;
            while (reader.Read())
            {
                line = info.LineNumber;
                if (reader.Depth > MaxDepth)
                    throw ParseException.Limit(file.Path, $"elements nested more than {MaxDepth} deep");
                if (reader.NodeType == XmlNodeType.Element)
                    element(reader, line);
            }
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine(file.Path, Math.Max(bad.LineNumber, 1), "well-formed XML without a document type");
        }
    }
}
