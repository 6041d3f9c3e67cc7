using System.Xml;
using Pavior.Core;
using Pavior.Formats.Xml;

namespace Pavior.Scan.Java;

/// <summary>gradle/verification-metadata.xml: every artifact that a build resolved, with its checksums; build plugins are among them.</summary>
internal sealed class GradleVerification : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        MaxCharactersInDocument = MaxBytes,
    };

    public ExtractorInfo Info { get; } = new(
        Id: "gradle-verification",
        Version: 1,
        Ecosystem: "Java",
        Title: "Gradle dependency verification: the artifacts whose checksums a project pinned",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Within("gradle", "verification-metadata.xml")]);

    public void Extract(FileContent file, Extraction into)
    {
        var bytes = file.ReadAll(MaxBytes);
        try
        {
            using var xml = XmlDocumentText.Read(bytes, Settings, file.Path);
            var lines = (IXmlLineInfo)xml;
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                if (xml.Depth == 0 && xml.LocalName != "verification-metadata")
                    throw ParseException.AtLine(file.Path, lines.LineNumber, "a verification-metadata element");
                if (xml.Depth == 2 && xml.LocalName == "component")
                    into.Add(Component(xml, lines.LineNumber, file.Path, into.Extractor));
            }
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine(file.Path, bad.LineNumber, "well-formed XML");
        }
    }

    private static Package Component(XmlReader xml, int line, string path, string extractor)
    {
        var id = new MavenId(xml.GetAttribute("group"), xml.GetAttribute("name"), xml.GetAttribute("version"));
        if (!id.IsComplete)
            throw ParseException.AtLine(path, line, "a component with group, name and version");
        return new Package
        {
            Purl = id.ToPurl(),
            Relation = Relation.Declared,
            Evidence = [new Evidence(path, extractor, Line: line)],
        };
    }
}
