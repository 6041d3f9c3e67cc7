using System.Xml;
using Pavior.Core;
using Pavior.Formats.Xml;
using Pavior.Formats.Zip;

namespace Pavior.Scan.Editors;

/// <summary>
/// Reads META-INF/plugin.xml from the jars of plugins for JetBrains editors: <c>plugins/name/lib/name.jar</c> of an editor, or
/// <c>JetBrains/product/name/lib/name.jar</c> of a user (plugins.jetbrains.com/docs/intellij/plugin-configuration-file.html).
/// </summary>
internal sealed class JetBrainsPluginExtractor : IExtractor
{
    private const int MaxManifest = 4 * 1024 * 1024;

    private const int MaxText = 256;

    public ExtractorInfo Info { get; } = new(
        Id: "jetbrains-plugin",
        Version: 1,
        Ecosystem: "Editor extensions",
        Title: "META-INF/plugin.xml in a jar of a plugins folder proves an installed plugin of a JetBrains editor.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Within("lib", ".jar")]);

    public void Extract(FileContent file, Extraction into)
    {
        var parts = file.Path.Split('/');
        if (parts.Length < 4 || (parts[^4] != "plugins" && !(parts.Length > 4 && parts[^5] is "JetBrains" or "Google")))
            return;
        var manifest = Find(file);
        if (manifest is null)
            return;
        var (archive, member) = manifest.Value;
        var path = $"{file.Path}!META-INF/plugin.xml";
        var plugin = Read(archive.ReadAll(member, path, MaxManifest), path);
        if (plugin.Id is not { Length: > 0 and <= MaxText } id)
            return;
        into.Add(new Package
        {
            Purl = new PackageUrl("generic", "jetbrains-plugin", id, plugin.Version is { Length: > 0 and <= MaxText } version ? version : null),
            Confidence = Confidence.Medium,
            Supplier = plugin.Vendor is { Length: > 0 and <= MaxText } ? plugin.Vendor : null,
            Evidence = [new Evidence(path, Info.Id)],
        });
    }

    /// <summary>Jars that are broken or no plugins are the concern of those who read jars.</summary>
    private static (ZipReader Archive, ZipMember Member)? Find(FileContent file)
    {
        try
        {
            var archive = ZipReader.Open(file);
            foreach (var entry in archive.Entries())
            {
                if (entry.Name.SequenceEqual("META-INF/plugin.xml"u8))
                    return (archive, entry.Keep());
            }
        }
        catch (ParseException)
        {
            return null;
        }

        return null;
    }

    /// <summary>The id is the name where there is none; only children of the root count, for dependencies have ids too.</summary>
    private static (string? Id, string? Version, string? Vendor) Read(ReadOnlyMemory<byte> bytes, string path)
    {
        string? id = null, name = null, version = null, vendor = null;
        try
        {
            using var reader = XmlDocumentText.Read(bytes, ManifestXml.Settings, path);
            var isPlugin = reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "idea-plugin";
            if (!isPlugin || reader.IsEmptyElement)
                return default;
            reader.Read();
            while (reader.Depth >= 1)
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    if (!reader.Read())
                        break;
                    continue;
                }

                switch (reader.LocalName)
                {
                    case "id":
                        id = Text(reader);
                        break;
                    case "name":
                        name = Text(reader);
                        break;
                    case "version":
                        version = Text(reader);
                        break;
                    case "vendor":
                        vendor = Text(reader);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine(path, Math.Max(1, bad.LineNumber), "XML");
        }

        return (id ?? name, version, vendor);
    }

    private static string Text(XmlReader reader)
    {
        using var inner = reader.ReadSubtree();
        inner.Read();
        var text = new System.Text.StringBuilder();
        while (inner.Read())
        {
            if (inner.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                text.Append(inner.Value);
        }

        inner.Close();
        reader.Read();
        return text.ToString().Trim();
    }
}
