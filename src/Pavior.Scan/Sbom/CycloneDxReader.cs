using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Reports.Sbom;

namespace Pavior.Scan.Sbom;

/// <summary>
/// CycloneDX 1.2 to 1.7. Our own documents give back the packages they were written from; of others everything that the format itself says is read,
/// and what Trivy and Syft put into properties.
/// </summary>
internal sealed class CycloneDxReader(JsonFile file)
{
    private const string Format = "cyclonedx";

    private readonly SbomReading _reading = new(file.Path, Format);
    private readonly Dictionary<string, JsonElement> _dependencies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public SbomReading Read()
    {
        new CycloneDxRules(file, _reading).Check();
        var subject = file.Root.TryGetMember("metadata"u8, out var metadata) && metadata.TryGetMember("component"u8, out var component) ? component : default;
        ReadSubject(subject, metadata.TextOf("timestamp"u8));
        _reading.AddTold(SbomPropertyReader.Gaps(Properties(file.Root)));
        foreach (var dependency in file.Root.ItemsOf("dependencies"u8))
        {
            if (dependency.TextOf("ref"u8) is { } from && _dependencies.TryAdd(from, dependency))
                _reading.Keep(from);
        }

        var components = file.Root.ItemsOf("components"u8).SelectMany(Flatten).Concat(subject.ItemsOf("components"u8).SelectMany(Flatten)).ToArray();
        foreach (var each in components)
        {
            if (each.TextOf("bom-ref"u8) is not { } reference || each.TextOf("name"u8) is not { } name || !_names.TryAdd(reference, FullName(each, name)))
                continue;
            _reading.Keep(reference);
            _reading.Keep(_names[reference]);
        }

        foreach (var each in components)
            ReadComponent(each);
        return _reading;
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement component) =>
        component.ItemsOf("components"u8).SelectMany(Flatten).Prepend(component);

    private void ReadSubject(JsonElement subject, string? timestamp)
    {
        var properties = Properties(subject);
        var target = new Target(TargetKind.Sbom, subject.TextOf("name"u8) ?? file.Path)
        {
            Created = SbomPropertyReader.Time(timestamp),
            Layers = ForeignProperties.Layers(AllOf(subject, ForeignProperties.Trivy + "DiffID"), file.Path),
            ConfigDigest = Digest.TryParse(properties.GetValueOrDefault(ForeignProperties.Trivy + "ImageID"), out var id) ? id : null,
        };
        _reading.Subject = SbomPropertyReader.Apply(target, properties);
    }

    private void ReadComponent(JsonElement component)
    {
        var properties = Properties(component);
        if (component.TextOf("type"u8) == "operating-system")
        {
            _reading.Distribution ??= SbomPropertyReader.Distribution(properties) ?? new Distribution(
                component.TextOf("name"u8) ?? "", component.TextOf("version"u8) ?? "", component.TextOf("description"u8) ?? "");
            return;
        }

        var written = component.TextOf("purl"u8);
        if (string.IsNullOrEmpty(written) && !IsSoftware(component, properties))
            return;
        var purl = SbomPurl.Of(written, component.TextOf("group"u8), component.TextOf("name"u8), component.TextOf("version"u8), out var isNamed);
        if (!isNamed && !string.IsNullOrEmpty(written) && !_reading.HasManyComplaints)
            _reading.Complain(file.Expected(component.GetProperty("purl"u8), $"a package URL, not {written}"));
        if (purl is not { } identity)
        {
            if (!_reading.HasManyComplaints)
                _reading.Complain(file.Expected(component, "a component with a name that is not empty"));
            return;
        }

        var package = new Package
        {
            Purl = identity,
            Relation = component.IsTrue("isExternal"u8) ? Relation.Declared : Relation.Installed,
            Scope = component.TextOf("scope"u8) switch
            {
                "excluded" => DependencyScope.Development,
                "optional" => DependencyScope.Optional,
                _ => DependencyScope.Runtime,
            },
            Confidence = isNamed ? ReadConfidence(component) : Confidence.Low,
            Licenses = CycloneDxLicenses.Read(component),
            Supplier = ReadSupplier(component),
            Requires = ReadRequires(component),
            Evidence = ReadEvidence(component),
            Properties = ReadCpe(component),
        };
        _reading.Add(SbomPropertyReader.Apply(ForeignProperties.Apply(package, properties, _reading.Subject.Layers, Format), properties));
    }

    /// <summary>Without a purl only what is software is taken, and no lock files or archives, which Trivy lists as applications.</summary>
    private static bool IsSoftware(JsonElement component, IReadOnlyDictionary<string, string> properties) =>
        component.TextOf("type"u8) is "application" or "framework" or "library" or "platform" or "device-driver" or "firmware" or "machine-learning-model"
        && !ForeignProperties.IsContainerOfPackages(properties);

    private static Confidence ReadConfidence(JsonElement component)
    {
        if (!component.TryGetMember("evidence"u8, out var evidence) || !evidence.TryGetMember("identity"u8, out var identity))
            return Confidence.High;
        var highest = -1d;
        foreach (var each in identity.ValueKind == JsonValueKind.Array ? identity.EnumerateArray().ToArray() : [identity])
        {
            if (each.TryGetMember("confidence"u8, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var value))
                highest = Math.Max(highest, value);
        }

        return highest switch
        {
            < 0 or >= 0.9 => Confidence.High,
            >= 0.5 => Confidence.Medium,
            _ => Confidence.Low,
        };
    }

    private static string? ReadSupplier(JsonElement component)
    {
        foreach (var member in (ReadOnlySpan<string>)["supplier", "manufacturer"])
        {
            if (component.ValueKind == JsonValueKind.Object && component.TryGetProperty(member, out var who) && who.TextOf("name"u8) is { Length: > 0 } name)
                return name;
        }

        return component.TextOf("publisher"u8) is { Length: > 0 } publisher ? publisher : null;
    }

    private string[] ReadRequires(JsonElement component)
    {
        if (component.TextOf("bom-ref"u8) is not { } reference || !_dependencies.TryGetValue(reference, out var dependency))
            return [];
        return [.. dependency.ItemsOf("dependsOn"u8).Select(to => to.AsText()).OfType<string>().Select(to => _names.GetValueOrDefault(to)).OfType<string>().Distinct()];
    }

    private static List<Evidence> ReadEvidence(JsonElement component)
    {
        var found = new List<Evidence>();
        if (!component.TryGetMember("evidence"u8, out var evidence))
            return found;
        foreach (var occurrence in evidence.ItemsOf("occurrences"u8))
        {
            if (occurrence.TextOf("location"u8) is not { Length: > 0 } location)
                continue;
            var line = occurrence.TryGetMember("line"u8, out var number) && number.TryGetNumber(out var value) && value is > 0 and <= int.MaxValue ? (int)value : (int?)null;
            var (extractor, layer) = ReadContext(occurrence.TextOf("additionalContext"u8));
            found.Add(new Evidence(extractor is null ? location.TrimStart('/') : location, extractor ?? Format, layer, line));
        }

        return found;
    }

    /// <summary>Our own context: <c>extractor=dpkg-status; layer=2</c>.</summary>
    private static (string? Extractor, int? Layer) ReadContext(string? context)
    {
        const string Extractor = "extractor=";
        const string Layer = "; layer=";
        if (context is null || !context.StartsWith(Extractor, StringComparison.Ordinal))
            return (null, null);
        var end = context.IndexOf(Layer, StringComparison.Ordinal);
        return end < 0
            ? (context[Extractor.Length..], null)
            : (context[Extractor.Length..end], SbomPropertyReader.Number(context[(end + Layer.Length)..]));
    }

    private static IReadOnlyDictionary<string, string> ReadCpe(JsonElement component) =>
        component.TextOf("cpe"u8) is { Length: > 0 } cpe
            ? new SortedDictionary<string, string>(StringComparer.Ordinal) { ["sbom:cpe"] = cpe }
            : System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    private static string FullName(JsonElement component, string name)
    {
        if (PackageUrl.TryParse(component.TextOf("purl"u8), out var purl))
            return purl.DisplayName;
        return component.TextOf("group"u8) is { Length: > 0 } group ? $"{group}/{name}" : name;
    }

    /// <summary>The first value of each name.</summary>
    private static Dictionary<string, string> Properties(JsonElement of)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in of.ItemsOf("properties"u8))
        {
            if (property.TextOf("name"u8) is { } name)
                properties.TryAdd(name, property.TextOf("value"u8) ?? "");
        }

        return properties;
    }

    private static IEnumerable<string> AllOf(JsonElement of, string name) =>
        of.ItemsOf("properties"u8).Where(p => p.TextOf("name"u8) == name).Select(p => p.TextOf("value"u8)).OfType<string>();
}
