using System.Xml;

namespace Pavior.Scan.Editors;

/// <summary>How the XML manifests of strangers are read: no document types, nothing fetched, bounded.</summary>
internal static class ManifestXml
{
    private const long MaxCharacters = 4 * 1024 * 1024;

    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };
}
