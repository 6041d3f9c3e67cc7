using System.Xml;
using Pavior.Core;
using Pavior.Formats.Xml;
using Pavior.Formats.Zip;

namespace Pavior.Scan.Editors;

/// <summary>
/// Reads .vsix archives: the extension's package.json, or the extension.vsixmanifest around it, which also knows the platform. An archive
/// is there to be installed, and not installed: its extension is declared.
/// </summary>
internal sealed class VsixExtractor : IExtractor
{
    private const int MaxManifest = 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "vscode-vsix",
        Version: 1,
        Ecosystem: "Editor extensions",
        Title: "A .vsix archive declares the editor extension it holds.",
        Modes: ScanModes.Both,
        Patterns: [new FilePattern.Ending(".vsix")]);

    public void Extract(FileContent file, Extraction into)
    {
        var archive = ZipReader.Open(file);
        ZipMember? manifest = null, package = null;
        foreach (var entry in archive.Entries())
        {
            if (entry.Name.SequenceEqual("extension.vsixmanifest"u8))
                manifest = entry.Keep();
            else if (entry.Name.SequenceEqual("extension/package.json"u8))
                package = entry.Keep();
        }

        var outer = manifest is null ? null : ReadManifest(archive.ReadAll(manifest, $"{file.Path}!extension.vsixmanifest", MaxManifest), file.Path);
        var inner = package is null ? null : EditorExtension.Read(
            $"{file.Path}!extension/package.json", archive.ReadAll(package, $"{file.Path}!extension/package.json", EditorExtension.MaxBytes));
        var extension = inner is null ? outer : inner with { Platform = inner.Platform ?? outer?.Platform };
        if (extension is null)
            throw new ParseException(file.Path, 0, "an archive with the manifest of an extension");
        into.Add(extension.ToPackage() with { Relation = Relation.Declared, Confidence = Confidence.Medium });
    }

    private static EditorExtension? ReadManifest(ReadOnlyMemory<byte> bytes, string path)
    {
        string? publisher = null, name = null, version = null, platform = null;
        try
        {
            using var reader = XmlDocumentText.Read(bytes, ManifestXml.Settings, path);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Identity")
                    continue;
                publisher = reader.GetAttribute("Publisher");
                name = reader.GetAttribute("Id");
                version = reader.GetAttribute("Version");
                platform = reader.GetAttribute("TargetPlatform");
                break;
            }
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine($"{path}!extension.vsixmanifest", Math.Max(1, bad.LineNumber), "XML");
        }

        return EditorExtension.Create(publisher, name, version, platform, license: null);
    }
}
