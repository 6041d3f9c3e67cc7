using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Sbom;

/// <summary>SPDX 2 as JSON.</summary>
internal static class SpdxJsonReader
{
    /// <exception cref="ParseException">The structure is not that of SPDX 2.</exception>
    public static SbomReading Read(JsonFile file)
    {
        var root = file.Root;
        var version = root.TextOf("spdxVersion"u8);
        if (version is null)
            throw file.Expected(root, "spdxVersion");
        if (!version.StartsWith("SPDX-2.", StringComparison.Ordinal))
            throw ParseException.Unsupported(file.Path, $"{version}: as JSON, versions SPDX-2.0 to SPDX-2.3 are read");
        var document = new SpdxDocument(file.Path)
        {
            Created = root.TryGetMember("creationInfo"u8, out var creation) ? creation.TextOf("created"u8) : null,
        };
        foreach (var package in Array(file, root, "packages"))
            ReadPackage(file, document, package);
        foreach (var each in Array(file, root, "files"))
        {
            if (each.TextOf("SPDXID"u8) is { } id && each.TextOf("fileName"u8) is { } name)
                document.AddFile(id, name);
        }

        foreach (var license in Array(file, root, "hasExtractedLicensingInfos"))
        {
            if (license.TextOf("licenseId"u8) is { } id && Words(license) is { } words)
                document.AddLicenseText(id, words);
        }

        foreach (var described in root.ItemsOf("documentDescribes"u8))
        {
            if (described.AsText() is { } id)
                document.Describe(id);
        }

        foreach (var link in Array(file, root, "relationships"))
        {
            if (link.TextOf("spdxElementId"u8) is { } from && link.TextOf("relationshipType"u8) is { } type && link.TextOf("relatedSpdxElement"u8) is { } to)
                document.Relate(from, type, to);
        }

        return document.Understand();
    }

    private static void ReadPackage(JsonFile file, SpdxDocument document, JsonElement json)
    {
        var package = new SpdxPackage(json.TextOf("SPDXID"u8) ?? throw file.Expected(json, "a package with an SPDXID"))
        {
            Name = json.TextOf("name"u8) ?? throw file.Expected(json, "a package with a name"),
            Version = json.TextOf("versionInfo"u8),
            Supplier = json.TextOf("supplier"u8),
            LicenseDeclared = json.TextOf("licenseDeclared"u8),
            LicenseConcluded = json.TextOf("licenseConcluded"u8),
            SourceInfo = json.TextOf("sourceInfo"u8),
            Purpose = json.TextOf("primaryPackagePurpose"u8)?.Replace('_', '-'),
            Line = file.LineOf(json),
        };
        foreach (var reference in json.ItemsOf("externalRefs"u8))
        {
            var locator = reference.TextOf("referenceLocator"u8);
            switch (reference.TextOf("referenceType"u8))
            {
                case "purl":
                    package.Purl ??= locator;
                    break;
                case "cpe23Type" or "cpe22Type":
                    package.Cpe ??= locator;
                    break;
            }
        }

        foreach (var annotation in json.ItemsOf("annotations"u8))
        {
            if (annotation.TextOf("comment"u8) is { } comment)
                package.Annotations.Add(comment);
        }

        document.Add(package);
    }

    /// <summary>Its name, where the text is longer than a name or is only the name again (Trivy).</summary>
    private static string? Words(JsonElement license) =>
        license.TextOf("name"u8) is { Length: > 0 } name && name != "NOASSERTION" ? name : license.TextOf("extractedText"u8);

    /// <summary>The objects of an array member of the document; anything else is no SPDX.</summary>
    private static IEnumerable<JsonElement> Array(JsonFile file, JsonElement root, string member)
    {
        if (!root.TryGetProperty(member, out var list) || list.ValueKind == JsonValueKind.Null)
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
            throw file.Expected(list, $"{member} as an array");
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
                throw file.Expected(item, $"an object in {member}");
            yield return item;
        }
    }
}
