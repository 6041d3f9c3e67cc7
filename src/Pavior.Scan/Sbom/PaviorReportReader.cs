using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Reports;
using Pavior.Reports.Sbom;

namespace Pavior.Scan.Sbom;

/// <summary>
/// Our own JSON report (docs/reference/pavior-report.schema.json): what was found in a target, read back. What it says is wrong with the
/// packages is not read: that is for the database of today to say.
/// </summary>
internal sealed class PaviorReportReader
{
    private const string Format = "pavior-report";

    private readonly JsonFile _file;
    private readonly SbomReading _reading;

    private PaviorReportReader(JsonFile file)
    {
        _file = file;
        _reading = new SbomReading(file.Path, Format);
    }

    /// <exception cref="ParseException">It has another major version, or its structure is not what the schema says.</exception>
    public static SbomReading Read(JsonFile file)
    {
        var version = file.Root.TextOf("schemaVersion"u8) ?? throw file.Expected(file.Root, "schemaVersion");
        if (!version.StartsWith("1.", StringComparison.Ordinal))
            throw ParseException.Unsupported(file.Path, $"a report of schema version {version}: versions 1.x are read");
        return new PaviorReportReader(file).Read();
    }

    private SbomReading Read()
    {
        var root = _file.Root;
        if (!root.TryGetMember("target"u8, out var target) || target.ValueKind != JsonValueKind.Object)
            throw _file.Expected(root, "a report with a target");
        _reading.Subject = Subject(root, target);
        if (root.TryGetMember("distribution"u8, out var distribution))
            _reading.Distribution = Distribution(distribution);
        foreach (var package in root.ItemsOf("packages"u8))
        {
            if (PackageUrl.TryParse(package.TextOf("purl"u8), out var purl))
                _reading.Add(Package(package, purl));
            else if (!_reading.HasManyComplaints)
                _reading.Complain(_file.Expected(package, "a package with a purl"));
        }

        _reading.AddTold(root.ItemsOf("gaps"u8).Select(Gap));
        return _reading;
    }

    private Target Subject(JsonElement root, JsonElement target) =>
        new(Words.TargetKind(target.TextOf("kind"u8)) ?? TargetKind.Sbom, target.TextOf("name"u8) ?? _file.Path)
        {
            Digest = Parsed(target.TextOf("digest"u8)),
            ConfigDigest = Parsed(target.TextOf("imageId"u8)),
            Reference = target.TextOf("reference"u8),
            Platform = target.TextOf("platform"u8),
            RepositoryPath = target.TextOf("repositoryPath"u8),
            Created = SbomPropertyReader.Time(target.TextOf("created"u8)),
            User = target.TextOf("user"u8),
            Command = Texts(target, "command"u8),
            Labels = Map(target, "labels"u8),
            Layers = root.ItemsOf("layers"u8).Select(Layer).ToArray(),
            Base = root.TryGetMember("base"u8, out var image) && image.TextOf("name"u8) is { } name
                ? new BaseImage(name, Number(image, "layers"u8) ?? 0, image.TextOf("basis"u8) ?? "", Parsed(image.TextOf("digest"u8)))
                : null,
        };

    private Layer Layer(JsonElement layer, int index)
    {
        if (Parsed(layer.TextOf("diffId"u8)) is not { } diffId)
            throw _file.Expected(layer, "a layer with a diffId");
        return new Layer(index, diffId)
        {
            Blob = Parsed(layer.TextOf("digest"u8)),
            Size = layer.TryGetMember("size"u8, out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes) && bytes > 0 ? bytes : 0,
            Instruction = layer.TextOf("instruction"u8),
            FromBase = layer.IsTrue("fromBase"u8),
        };
    }

    private static Distribution? Distribution(JsonElement distribution) => distribution.TextOf("id"u8) is { } id
        ? new Distribution(id, distribution.TextOf("version"u8) ?? "", distribution.TextOf("name"u8) ?? "")
        {
            Codename = distribution.TextOf("codename"u8),
            IdLike = Texts(distribution, "idLike"u8),
        }
        : null;

    private static Package Package(JsonElement package, PackageUrl purl) => new()
    {
        Purl = purl,
        Relation = Words.Relation(package.TextOf("relation"u8)) ?? Relation.Installed,
        Scope = Words.Scope(package.TextOf("scope"u8)) ?? DependencyScope.Runtime,
        Confidence = Words.Confidence(package.TextOf("confidence"u8)) ?? Confidence.High,
        Source = package.TryGetMember("source"u8, out var source) && source.TextOf("name"u8) is { } name
            ? new SourcePackage(name, source.TextOf("version"u8) ?? "")
            : null,
        Licenses = Texts(package, "licenses"u8),
        Supplier = package.TextOf("supplier"u8),
        Owner = PackageUrl.TryParse(package.TextOf("owner"u8), out var owner) ? owner : null,
        Requires = Texts(package, "requires"u8),
        Files = FileList.From(Texts(package, "files"u8)),
        Evidence = package.ItemsOf("evidence"u8).Select(Evidence).ToArray(),
        Properties = Map(package, "properties"u8),
    };

    private static Evidence Evidence(JsonElement seen) =>
        new(seen.TextOf("path"u8) ?? "", seen.TextOf("extractor"u8) ?? "", Number(seen, "layer"u8), Number(seen, "line"u8));

    private static Gap Gap(JsonElement gap) => new(
        gap.TextOf("path"u8) ?? "",
        Words.GapKind(gap.TextOf("kind"u8)) ?? GapKind.Malformed,
        gap.TextOf("reason"u8) ?? "",
        Number(gap, "layer"u8));

    private static Digest? Parsed(string? text) => Digest.TryParse(text, out var digest) ? digest : null;

    private static int? Number(JsonElement of, ReadOnlySpan<byte> member) =>
        of.TryGetMember(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number : null;

    private static string[] Texts(JsonElement of, ReadOnlySpan<byte> member) => [.. of.ItemsOf(member).Select(v => v.AsText()).OfType<string>()];

    private static SortedDictionary<string, string> Map(JsonElement of, ReadOnlySpan<byte> member)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var each in of.MembersOf(member))
        {
            if (each.Value.AsText() is { } text)
                map[each.Name] = text;
        }

        return map;
    }
}
