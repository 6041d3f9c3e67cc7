using System.Globalization;
using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>
/// What SBOM formats have no field for, as names and values: CycloneDX properties, SPDX annotations.
/// <see cref="SbomPropertyReader"/> is the way back; both are documented in docs/reference/sbom.md.
/// </summary>
internal static class SbomProperties
{
    public const string Prefix = "pavior:";

    public static IEnumerable<KeyValuePair<string, string>> Of(Package package, IReadOnlyList<Layer> layers)
    {
        yield return new("pavior:relation", Words.Of(package.Relation));
        yield return new("pavior:scope", Words.Of(package.Scope));
        yield return new("pavior:confidence", Words.Of(package.Confidence));
        if (package.Source is { } source)
        {
            yield return new("pavior:source:name", source.Name);
            yield return new("pavior:source:version", source.Version);
        }

        if (package.Owner is { } owner)
            yield return new("pavior:owner", owner.ToString());
        if (package.Requires.Count > 0)
            yield return new("pavior:requires", TextList.Join(package.Requires));
        if (LayerOf(package, layers) is { } layer)
        {
            yield return new("pavior:layer:index", Number(layer.Index));
            yield return new("pavior:layer:diff-id", layer.DiffId.ToString());
            if (layer.Instruction is { Length: > 0 } instruction)
                yield return new("pavior:layer:instruction", instruction);
        }

        foreach (var (key, value) in package.Properties.OrderBy(p => p.Key, StringComparer.Ordinal))
            yield return new("pavior:property:" + key, value);
    }

    /// <summary>For formats without a place for occurrences.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(IReadOnlyList<Evidence> evidence)
    {
        for (var i = 0; i < evidence.Count; i++)
        {
            var prefix = $"pavior:evidence:{Number(i)}:";
            yield return new(prefix + "path", evidence[i].Path);
            yield return new(prefix + "extractor", evidence[i].Extractor);
            if (evidence[i].Layer is { } layer)
                yield return new(prefix + "layer", Number(layer));
            if (evidence[i].Line is { } line)
                yield return new(prefix + "line", Number(line));
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> Of(Target target)
    {
        yield return new("pavior:target:kind", Words.Of(target.Kind));
        if (target.Digest is { } digest)
            yield return new("pavior:digest", digest.ToString());
        if (target.ConfigDigest is { } config)
            yield return new("pavior:image-id", config.ToString());
        if (target.Reference is { } reference)
            yield return new("pavior:reference", reference);
        if (target.Platform is { } platform)
            yield return new("pavior:platform", platform);
        if (target.Created is { } created)
            yield return new("pavior:created", JsonOutput.Time(created));
        if (target.User is { } user)
            yield return new("pavior:user", user);
        if (target.Command.Count > 0)
            yield return new("pavior:command", TextList.Join(target.Command));
        foreach (var (key, value) in target.Labels.OrderBy(l => l.Key, StringComparer.Ordinal))
            yield return new("pavior:label:" + key, value);
        if (target.Base is { } image)
        {
            foreach (var property in Of(image))
                yield return property;
        }

        foreach (var layer in target.Layers)
        {
            foreach (var property in Of(layer))
                yield return property;
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> Of(Distribution distribution)
    {
        yield return new("pavior:distribution:id", distribution.Id);
        yield return new("pavior:distribution:version", distribution.VersionId);
        yield return new("pavior:distribution:name", distribution.PrettyName);
        if (distribution.Codename is { } codename)
            yield return new("pavior:distribution:codename", codename);
        if (distribution.IdLike.Count > 0)
            yield return new("pavior:distribution:id-like", TextList.Join(distribution.IdLike));
    }

    public static IEnumerable<KeyValuePair<string, string>> Of(IReadOnlyList<Gap> gaps)
    {
        for (var i = 0; i < gaps.Count; i++)
        {
            var prefix = $"pavior:gap:{Number(i)}:";
            yield return new(prefix + "path", gaps[i].Path);
            yield return new(prefix + "kind", Words.Of(gaps[i].Kind));
            yield return new(prefix + "reason", gaps[i].Reason);
            if (gaps[i].Layer is { } layer)
                yield return new(prefix + "layer", Number(layer));
        }
    }

    /// <summary>The layer that first brought the package.</summary>
    public static Layer? LayerOf(Package package, IReadOnlyList<Layer> layers)
    {
        int? first = null;
        foreach (var evidence in package.Evidence)
        {
            if (evidence.Layer is { } index && (first is null || index < first))
                first = index;
        }

        return first is { } found && found >= 0 && found < layers.Count ? layers[found] : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Of(BaseImage image)
    {
        yield return new("pavior:base:name", image.Name);
        yield return new("pavior:base:layers", Number(image.LayerCount));
        yield return new("pavior:base:basis", image.Basis);
        if (image.Digest is { } digest)
            yield return new("pavior:base:digest", digest.ToString());
    }

    private static IEnumerable<KeyValuePair<string, string>> Of(Layer layer)
    {
        var prefix = $"pavior:layer:{Number(layer.Index)}:";
        yield return new(prefix + "diff-id", layer.DiffId.ToString());
        if (layer.Blob is { } blob)
            yield return new(prefix + "digest", blob.ToString());
        yield return new(prefix + "size", layer.Size.ToString(CultureInfo.InvariantCulture));
        if (layer.Instruction is { } instruction)
            yield return new(prefix + "instruction", instruction);
        if (layer.FromBase)
            yield return new(prefix + "from-base", "true");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
