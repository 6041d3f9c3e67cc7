using System.Globalization;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Reports.Licenses;

namespace Pavior.Scan.Sbom;

/// <summary>
/// The rules of the CycloneDX schemas for what a scanner reads or passes by. A document whose structure is broken is refused, since nobody knows what
/// else it should say; every other breach is noted, and the document is read.
/// </summary>
internal sealed class CycloneDxRules(JsonFile file, SbomReading reading)
{
    private static readonly string[] Versions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

    private static readonly string[] ComponentTypes =
    [
        "application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file",
        "machine-learning-model", "data", "cryptographic-asset",
    ];

    private static readonly string[] HashAlgorithms =
    [
        "MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512", "BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3",
        "Streebog-256", "Streebog-512",
    ];

    private static readonly string[] MetadataMembers =
    [
        "timestamp", "lifecycles", "tools", "manufacturer", "authors", "component", "manufacture", "supplier", "licenses", "properties", "distributionConstraints",
    ];

    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private bool _expressionsMix;

    /// <exception cref="ParseException">The structure is broken.</exception>
    public void Check()
    {
        var root = file.Root;
        if (root.TextOf("bomFormat"u8) != "CycloneDX")
            throw file.Expected(Member(root, "bomFormat"), "bomFormat CycloneDX");
        var version = root.TextOf("specVersion"u8);
        if (!Versions.Contains(version))
            throw ParseException.Unsupported(file.Path, $"CycloneDX {version ?? "without specVersion"}: versions {Versions[0]} to {Versions[^1]} are read");
        _expressionsMix = version == "1.7";
        CheckSerialNumber(root);
        if (root.TryGetProperty("metadata", out var metadata))
            CheckMetadata(metadata);
        CheckComponents(root, "components");
        foreach (var service in Objects(root, "services"))
            CheckService(service);
        foreach (var dependency in Objects(root, "dependencies"))
            CheckDependency(dependency);
        foreach (var citation in Objects(root, "citations"))
            CheckCitation(citation);
        CheckProperties(root);
    }

    private void CheckSerialNumber(JsonElement root)
    {
        if (root.TryGetProperty("serialNumber", out var serial)
            && !(serial.AsText() is { } text && text.StartsWith("urn:uuid:", StringComparison.Ordinal) && Guid.TryParseExact(text["urn:uuid:".Length..], "D", out _)))
        {
            Breach(serial, "a serial number urn:uuid: and a UUID");
        }
    }

    private void CheckMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
            throw file.Expected(metadata, "metadata as an object");
        foreach (var member in metadata.EnumerateObject())
        {
            if (!MetadataMembers.Contains(member.Name))
                Breach(member.Value, $"a member of metadata, not {member.Name}");
        }

        if (metadata.TryGetProperty("timestamp", out var time) && !IsDateTime(time.AsText()))
            Breach(time, "a date and time by RFC 3339");
        CheckLicenses(metadata);
        CheckProperties(metadata);
        if (metadata.TryGetProperty("component", out var component))
            CheckComponent(component);
    }

    private void CheckComponents(JsonElement of, string member)
    {
        if (!of.TryGetProperty(member, out var components))
            return;
        if (components.ValueKind != JsonValueKind.Array)
            throw file.Expected(components, $"{member} as an array");
        foreach (var component in components.EnumerateArray())
            CheckComponent(component);
    }

    private void CheckComponent(JsonElement component)
    {
        if (component.ValueKind != JsonValueKind.Object)
            throw file.Expected(component, "a component as an object");
        if (component.TextOf("name"u8) is null)
            throw file.Expected(Member(component, "name"), "a component with a name");
        if (component.TextOf("type"u8) is null)
            throw file.Expected(Member(component, "type"), "a component with a type");
        foreach (var member in (ReadOnlySpan<string>)["group", "version", "purl", "cpe", "description", "publisher"])
        {
            if (component.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.String)
                throw file.Expected(value, $"{member} as a string");
        }

        CheckOneOf(component, "type", ComponentTypes);
        CheckOneOf(component, "scope", ["required", "optional", "excluded"]);
        CheckReference(component);
        CheckVersionRange(component);
        foreach (var hash in Objects(component, "hashes"))
            CheckHash(hash);
        CheckLicenses(component);
        CheckProperties(component);
        if (component.TryGetProperty("swid", out var swid) && (swid.TextOf("tagId"u8) is null || swid.TextOf("name"u8) is null))
            Breach(swid, "a swid with tagId and name");
        if (component.TryGetProperty("pedigree", out var pedigree) && pedigree.ValueKind == JsonValueKind.Object)
            CheckPedigree(pedigree);
        CheckComponents(component, "components");
    }

    private void CheckVersionRange(JsonElement component)
    {
        if (!component.TryGetProperty("versionRange", out var range))
            return;
        if (component.TryGetProperty("version", out _))
            Breach(range, "a version or a versionRange, not both");
        if (!component.IsTrue("isExternal"u8))
            Breach(range, "a versionRange only where isExternal is true");
    }

    private void CheckPedigree(JsonElement pedigree)
    {
        foreach (var member in (ReadOnlySpan<string>)["ancestors", "descendants", "variants"])
            CheckComponents(pedigree, member);
        foreach (var patch in Objects(pedigree, "patches"))
        {
            CheckOneOf(patch, "type", ["unofficial", "monkey", "backport", "cherry-pick"]);
            foreach (var issue in Objects(patch, "resolves"))
                CheckOneOf(issue, "type", ["defect", "enhancement", "security"]);
        }
    }

    private void CheckHash(JsonElement hash)
    {
        CheckOneOf(hash, "alg", HashAlgorithms);
        var content = hash.TextOf("content"u8);
        if (content is null || content.Length is not (32 or 40 or 64 or 96 or 128) || !content.All(char.IsAsciiHexDigit))
            Breach(hash, "hash content of 32, 40, 64, 96 or 128 hexadecimal digits");
    }

    private void CheckLicenses(JsonElement of)
    {
        if (!of.TryGetProperty("licenses", out var licenses))
            return;
        if (licenses.ValueKind != JsonValueKind.Array)
            throw file.Expected(licenses, "licenses as an array");
        var expressions = 0;
        foreach (var choice in licenses.EnumerateArray())
        {
            var isExpression = choice.TextOf("expression"u8) is not null;
            expressions += isExpression ? 1 : 0;
            if (choice.TryGetMember("license"u8, out var license) == isExpression)
                Breach(choice, "either a license or an expression");
            else if (!isExpression)
                CheckLicense(license);
        }

        if (expressions > 0 && licenses.GetArrayLength() > 1 && !_expressionsMix)
            Breach(licenses, "a single expression or only licenses (before CycloneDX 1.7)");
    }

    private void CheckLicense(JsonElement license)
    {
        var id = license.TextOf("id"u8);
        if ((id is null) == (license.TextOf("name"u8) is null))
            Breach(license, "a license with either id or name");
        else if (id is not null && !SpdxLicenses.IsLicense(id) && !SpdxLicenses.IsException(id))
            Breach(license, $"an identifier of the SPDX licence list, not {id}");
        if (license.TryGetMember("text"u8, out var text) && text.TryGetMember("encoding"u8, out var encoding) && encoding.AsText() != "base64")
            Breach(encoding, "encoding base64");
        CheckProperties(license);
    }

    private void CheckService(JsonElement service)
    {
        if (service.TextOf("name"u8) is null)
            Breach(service, "a service with a name");
        CheckReference(service);
        CheckProperties(service);
        foreach (var data in Objects(service, "data"))
            CheckOneOf(data, "flow", ["inbound", "outbound", "bi-directional", "unknown"]);
        foreach (var nested in Objects(service, "services"))
            CheckService(nested);
    }

    private void CheckDependency(JsonElement dependency)
    {
        if (string.IsNullOrEmpty(dependency.TextOf("ref"u8)))
            Breach(dependency, "a dependency with a ref");
        foreach (var to in dependency.ItemsOf("dependsOn"u8))
        {
            if (string.IsNullOrEmpty(to.AsText()))
                Breach(to, "a reference");
        }
    }

    private void CheckCitation(JsonElement citation)
    {
        if (citation.TryGetProperty("pointers", out _) == citation.TryGetProperty("expressions", out _))
            Breach(citation, "a citation with either pointers or expressions");
        if (!citation.TryGetProperty("attributedTo", out _) && !citation.TryGetProperty("process", out _))
            Breach(citation, "a citation with attributedTo or process");
    }

    private void CheckReference(JsonElement of)
    {
        if (!of.TryGetProperty("bom-ref", out var reference))
            return;
        if (reference.AsText() is not { Length: > 0 } text)
            Breach(reference, "a bom-ref that is not empty");
        else if (!_references.Add(text))
            Breach(reference, "a bom-ref that nothing else has");
        else
            reading.Keep(text);
    }

    private void CheckProperties(JsonElement of)
    {
        foreach (var property in Objects(of, "properties"))
        {
            if (property.TextOf("name"u8) is null)
                Breach(property, "a property with a name");
        }
    }

    private void CheckOneOf(JsonElement of, string member, ReadOnlySpan<string> words)
    {
        if (of.TryGetProperty(member, out var value) && !(value.AsText() is { } word && words.Contains(word)))
            Breach(value, $"{member} as one of {string.Join(", ", words!)}");
    }

    /// <summary>The objects of an array member; anything else in it, or instead of it, is complained of.</summary>
    private IEnumerable<JsonElement> Objects(JsonElement of, string member)
    {
        if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(member, out var list))
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Breach(list, $"{member} as an array");
            yield break;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
                yield return item;
            else
                Breach(item, $"an object in {member}");
        }
    }

    private void Breach(JsonElement at, string expected)
    {
        if (!reading.HasManyBreaches)
            reading.Breach(file.Expected(at, expected));
    }

    private static JsonElement Member(JsonElement of, string name) => of.TryGetProperty(name, out var member) ? member : of;

    private static bool IsDateTime(string? text) =>
        text is not null
        && text.Contains('T', StringComparison.OrdinalIgnoreCase)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
