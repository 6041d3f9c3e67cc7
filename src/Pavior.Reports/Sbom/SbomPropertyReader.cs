using System.Globalization;
using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>Puts what <see cref="SbomProperties"/> wrote back into packages and targets. Values that are not what their name promises are passed over.</summary>
internal static class SbomPropertyReader
{
    private const int MaxNumbered = 10_000;

    private const string PackageProperty = "pavior:property:";
    private const string LabelProperty = "pavior:label:";

    public static Package Apply(Package package, IReadOnlyDictionary<string, string> properties)
    {
        if (!HasOwn(properties))
            return package;
        return package with
        {
            Relation = Words.Relation(properties.GetValueOrDefault("pavior:relation")) ?? package.Relation,
            Scope = Words.Scope(properties.GetValueOrDefault("pavior:scope")) ?? package.Scope,
            Confidence = Words.Confidence(properties.GetValueOrDefault("pavior:confidence")) ?? package.Confidence,
            Source = properties.TryGetValue("pavior:source:name", out var source)
                ? new SourcePackage(source, properties.GetValueOrDefault("pavior:source:version", ""))
                : package.Source,
            Owner = PackageUrl.TryParse(properties.GetValueOrDefault("pavior:owner"), out var owner) ? owner : package.Owner,
            Requires = properties.TryGetValue("pavior:requires", out var requires) ? TextList.Split(requires) : package.Requires,
            Licenses = properties.TryGetValue("pavior:licenses", out var licenses) ? TextList.Split(licenses) : package.Licenses,
            Supplier = properties.GetValueOrDefault("pavior:supplier") ?? package.Supplier,
            Evidence = Evidence(properties) is { Count: > 0 } evidence ? evidence : package.Evidence,
            Properties = Below(properties, PackageProperty) is { Count: > 0 } own ? own : package.Properties,
        };
    }

    public static Target Apply(Target target, IReadOnlyDictionary<string, string> properties) => target with
    {
        ConfigDigest = Digest.TryParse(properties.GetValueOrDefault("pavior:image-id"), out var config) ? config : target.ConfigDigest,
        Reference = properties.GetValueOrDefault("pavior:reference") ?? target.Reference,
        Platform = properties.GetValueOrDefault("pavior:platform") ?? target.Platform,
        Created = Time(properties.GetValueOrDefault("pavior:created")) ?? target.Created,
        User = properties.GetValueOrDefault("pavior:user") ?? target.User,
        Command = properties.TryGetValue("pavior:command", out var command) ? TextList.Split(command) : target.Command,
        Labels = Below(properties, LabelProperty) is { Count: > 0 } labels ? labels : target.Labels,
        Base = properties.TryGetValue("pavior:base:name", out var name)
            ? new BaseImage(
                name,
                Number(properties.GetValueOrDefault("pavior:base:layers")) ?? 0,
                properties.GetValueOrDefault("pavior:base:basis", ""),
                Digest.TryParse(properties.GetValueOrDefault("pavior:base:digest"), out var digest) ? digest : null)
            : target.Base,
        Layers = Layers(properties) is { Count: > 0 } layers ? layers : target.Layers,
    };

    public static Distribution? Distribution(IReadOnlyDictionary<string, string> properties) =>
        properties.TryGetValue("pavior:distribution:id", out var id)
            ? new Distribution(
                id,
                properties.GetValueOrDefault("pavior:distribution:version", ""),
                properties.GetValueOrDefault("pavior:distribution:name", ""))
            {
                Codename = properties.GetValueOrDefault("pavior:distribution:codename"),
                IdLike = properties.TryGetValue("pavior:distribution:id-like", out var like) ? TextList.Split(like) : [],
            }
            : null;

    public static List<Gap> Gaps(IReadOnlyDictionary<string, string> properties)
    {
        var gaps = new List<Gap>();
        for (var i = 0; i < MaxNumbered; i++)
        {
            var prefix = $"pavior:gap:{i.ToString(CultureInfo.InvariantCulture)}:";
            if (!properties.TryGetValue(prefix + "path", out var path))
                break;
            gaps.Add(new Gap(
                path,
                Words.GapKind(properties.GetValueOrDefault(prefix + "kind")) ?? GapKind.Malformed,
                properties.GetValueOrDefault(prefix + "reason", ""),
                Number(properties.GetValueOrDefault(prefix + "layer"))));
        }

        return gaps;
    }

    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static bool HasOwn(IReadOnlyDictionary<string, string> properties) =>
        properties.Keys.Any(k => k.StartsWith(SbomProperties.Prefix, StringComparison.Ordinal));

    private static List<Evidence> Evidence(IReadOnlyDictionary<string, string> properties)
    {
        var evidence = new List<Evidence>();
        for (var i = 0; i < MaxNumbered; i++)
        {
            var prefix = $"pavior:evidence:{i.ToString(CultureInfo.InvariantCulture)}:";
            if (!properties.TryGetValue(prefix + "path", out var path))
                break;
            evidence.Add(new Evidence(
                path,
                properties.GetValueOrDefault(prefix + "extractor", ""),
                Number(properties.GetValueOrDefault(prefix + "layer")),
                Number(properties.GetValueOrDefault(prefix + "line"))));
        }

        return evidence;
    }

    private static List<Layer> Layers(IReadOnlyDictionary<string, string> properties)
    {
        var layers = new List<Layer>();
        for (var i = 0; i < MaxNumbered; i++)
        {
            var prefix = $"pavior:layer:{i.ToString(CultureInfo.InvariantCulture)}:";
            if (!Digest.TryParse(properties.GetValueOrDefault(prefix + "diff-id"), out var diffId))
                break;
            layers.Add(new Layer(i, diffId)
            {
                Blob = Digest.TryParse(properties.GetValueOrDefault(prefix + "digest"), out var blob) ? blob : null,
                Size = long.TryParse(properties.GetValueOrDefault(prefix + "size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
                Instruction = properties.GetValueOrDefault(prefix + "instruction"),
                FromBase = properties.GetValueOrDefault(prefix + "from-base") == "true",
            });
        }

        return layers;
    }

    private static SortedDictionary<string, string> Below(IReadOnlyDictionary<string, string> properties, string prefix)
    {
        var below = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in properties)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                below[key[prefix.Length..]] = value;
        }

        return below;
    }
}
