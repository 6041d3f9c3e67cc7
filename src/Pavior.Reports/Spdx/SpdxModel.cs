using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pavior.Core;
using Pavior.Reports.Sbom;

namespace Pavior.Reports.Spdx;

/// <summary>A report in the words of SPDX: what all its serialisations have in common.</summary>
internal sealed class SpdxModel
{
    public const string DocumentId = "DOCUMENT";
    public const string TargetId = "Target";

    private const string OperatingSystemId = "OperatingSystem";

    private readonly List<SpdxElement> _elements = [];
    private readonly List<SpdxLink> _links = [];
    private readonly SortedDictionary<string, string> _licenseTexts = new(StringComparer.Ordinal);

    private SpdxModel(Report report)
    {
        Namespace = SpdxNames.Namespace(report);
        Created = SpdxNames.Created(report.Target);
        Name = TargetName.Of(report.Target);
        IsIncomplete = report.Inventory.Gaps.Count > 0;
    }

    public string Namespace { get; }

    public string Created { get; }

    public string Name { get; }

    /// <summary>True when the report has gaps.</summary>
    public bool IsIncomplete { get; }

    /// <summary>The target first.</summary>
    public IReadOnlyList<SpdxElement> Elements => _elements;

    public IReadOnlyList<SpdxLink> Links => _links;

    /// <summary>LicenseRef identifiers and the words that they stand for.</summary>
    public IReadOnlyDictionary<string, string> LicenseTexts => _licenseTexts;

    public static SpdxModel Of(Report report)
    {
        var model = new SpdxModel(report);
        model.AddTarget(report);
        model.AddOperatingSystem(report.Inventory.Distribution);
        model.AddPackages(report);
        return model;
    }

    private void AddTarget(Report report)
    {
        var target = report.Target;
        _elements.Add(new SpdxElement(
            TargetId,
            TargetName.Of(target),
            target.Kind == TargetKind.Image ? "CONTAINER" : "APPLICATION",
            Annotation(SbomProperties.Of(target).Concat(SbomProperties.Of(report.Inventory.Gaps))))
        {
            Version = target.Digest?.ToString(),
            Purl = TargetPurl.Of(target),
            Digest = target.Digest,
        });
        _links.Add(new SpdxLink(DocumentId, "DESCRIBES", TargetId));
    }

    private void AddOperatingSystem(Distribution? distribution)
    {
        if (distribution is null)
            return;
        _elements.Add(new SpdxElement(OperatingSystemId, distribution.Id, "OPERATING_SYSTEM", Annotation(SbomProperties.Of(distribution)))
        {
            Version = distribution.VersionId,
        });
        _links.Add(new SpdxLink(TargetId, "CONTAINS", OperatingSystemId));
    }

    private void AddPackages(Report report)
    {
        var packages = report.Inventory.Packages;
        var references = SbomReferences.Of(packages);
        var graph = DependencyGraph.Of(packages);
        var ids = new string[packages.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = SpdxNames.Identifier(packages[i], references[i]);
        var sources = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ids.Length; i++)
        {
            _elements.Add(Element(packages[i], ids[i], report.Target.Layers));
            _links.Add(new SpdxLink(TargetId, "CONTAINS", ids[i]));
            foreach (var needed in graph.NeededBy(i))
                _links.Add(new SpdxLink(ids[i], "DEPENDS_ON", ids[needed]));
            if (packages[i].Source is { } source)
                AddSource(source, packages[i], ids[i], sources);
        }
    }

    private SpdxElement Element(Package package, string id, IReadOnlyList<Layer> layers)
    {
        var supplier = string.IsNullOrEmpty(package.Supplier) ? null : SpdxSupplier.Write(package.Supplier);
        var properties = SbomProperties.Of(package, layers).Concat(SbomProperties.Of(package.Evidence));
        if (!SpdxNames.SaysAll(package.Licenses))
            properties = properties.Append(new("pavior:licenses", TextList.Join(package.Licenses)));
        if (supplier is not null && SpdxSupplier.Read(supplier) != package.Supplier)
            properties = properties.Append(new("pavior:supplier", package.Supplier!));
        return new SpdxElement(id, package.Name, Purpose(package), Annotation(properties))
        {
            Version = package.Purl.Version,
            Supplier = supplier,
            License = SpdxNames.License(package.Licenses, _licenseTexts),
            SourceInfo = SpdxNames.SourceInfo(package),
            Purl = package.Purl,
        };
    }

    /// <summary>A source package has no purl here: it is not in the target, and a reader shall not take it for something that is.</summary>
    private void AddSource(SourcePackage source, Package package, string from, HashSet<string> seen)
    {
        var id = SpdxNames.SourceIdentifier(source, package.Purl.Type);
        if (seen.Add(id))
            _elements.Add(new SpdxElement(id, source.Name, "SOURCE", null) { Version = source.Version });
        _links.Add(new SpdxLink(from, "GENERATED_FROM", id));
    }

    private static string Purpose(Package package) =>
        package.IsApplication || (package.Purl.Type is "generic" or "vscode-extension" && !package.IsUnnamedJar) ? "APPLICATION" : "LIBRARY";

    private static string? Annotation(IEnumerable<KeyValuePair<string, string>> properties)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            json.TextName(name);
            json.TextValue(value);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
