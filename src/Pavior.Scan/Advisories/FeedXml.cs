using System.Xml;
using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>Streams the XML of a feed: files of several hundred megabytes, with no document type and nothing from outside.</summary>
internal static class FeedXml
{
    /// <summary>Characters of one document; Oracle's, the largest, has 600 million.</summary>
    private const long MaxCharacters = 4L * 1024 * 1024 * 1024;

    /// <summary>Elements within each other.</summary>
    private const int MaxDepth = 64;

    /// <summary>Characters of one text.</summary>
    private const int MaxText = 4 * 1024 * 1024;

    /// <summary>Calls for each element, text and end of an element, in the order of the document.</summary>
    /// <exception cref="ParseException">It is not well-formed, or a limit was reached.</exception>
    public static void Walk(FileContent file, Action<XmlReader, int> node)
    {
        var line = 1;
        try
        {
            using var stream = file.OpenRead();
            using var reader = XmlReader.Create(stream, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                MaxCharactersInDocument = MaxCharacters,
            });
            var place = (IXmlLineInfo)reader;
            while (reader.Read())
            {
                line = place.LineNumber;
                if (reader.Depth > MaxDepth)
                    throw ParseException.Limit(file.Path, $"line {line}: elements nested more than {MaxDepth} deep");
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && reader.Value.Length > MaxText)
                    throw ParseException.Limit(file.Path, $"line {line}: a text of more than {MaxText} characters");
                if (reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement or XmlNodeType.Text or XmlNodeType.CDATA)
                    node(reader, line);
            }
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine(file.Path, Math.Max(bad.LineNumber, 1), "well-formed XML without a document type");
        }
    }
}
