using Pavior.Core;

namespace Pavior.Scan.Sbom;

/// <summary>
/// What other scanners say beyond the format's own fields: Trivy as CycloneDX properties <c>aquasecurity:trivy:…</c> and SPDX annotations
/// <c>Name: value</c>, Syft as properties <c>syft:…</c> and the purl qualifier <c>upstream</c>.
/// </summary>
internal static class ForeignProperties
{
    /// <summary>Layers of an image; docker builds 127 at most.</summary>
    private const int MaxLayers = 1_000;

    public const string Trivy = "aquasecurity:trivy:";

    /// <summary>True for an entry that stands for a lock file or an archive, not for a package.</summary>
    public static bool IsContainerOfPackages(IReadOnlyDictionary<string, string> properties) => properties.ContainsKey(Trivy + "Class");

    public static Package Apply(Package package, IReadOnlyDictionary<string, string> properties, IReadOnlyList<Layer> layers, string format)
    {
        package = WithoutUpstream(package);
        var source = package.Source ?? TrivySource(properties) ?? SyftSource(properties);
        var evidence = package.Evidence.Count > 0 ? package.Evidence : Evidence(properties, layers, format);
        return package with { Source = source, Evidence = evidence };
    }

    /// <summary>The layers of an image, as Trivy lists their diff ids from the bottom up.</summary>
    public static IReadOnlyList<Layer> Layers(IEnumerable<string> diffIds, string path)
    {
        var layers = new List<Layer>();
        foreach (var text in diffIds)
        {
            if (layers.Count >= MaxLayers)
                throw ParseException.Limit(path, $"more than {MaxLayers} layers");
            if (Digest.TryParse(text, out var diffId))
                layers.Add(new Layer(layers.Count, diffId));
        }

        return layers;
    }

    private static SourcePackage? TrivySource(IReadOnlyDictionary<string, string> properties)
    {
        if (!properties.TryGetValue(Trivy + "SrcName", out var name))
            return null;
        var version = properties.GetValueOrDefault(Trivy + "SrcVersion", "");
        if (properties.TryGetValue(Trivy + "SrcRelease", out var release))
            version = $"{version}-{release}";
        if (properties.TryGetValue(Trivy + "SrcEpoch", out var epoch))
            version = $"{epoch}:{version}";
        return new SourcePackage(name, version);
    }

    private static SourcePackage? SyftSource(IReadOnlyDictionary<string, string> properties) =>
        properties.TryGetValue("syft:metadata:source", out var name)
            ? new SourcePackage(name, properties.GetValueOrDefault("syft:metadata:sourceVersion", ""))
            : properties.TryGetValue("syft:metadata:originPackage", out var origin) ? new SourcePackage(origin, "") : null;

    private static IReadOnlyList<Evidence> Evidence(IReadOnlyDictionary<string, string> properties, IReadOnlyList<Layer> layers, string format)
    {
        var path = properties.GetValueOrDefault(Trivy + "FilePath") ?? properties.GetValueOrDefault("syft:location:0:path");
        if (string.IsNullOrEmpty(path))
            return [];
        var layer = properties.GetValueOrDefault(Trivy + "LayerDiffID") ?? properties.GetValueOrDefault("syft:location:0:layerID");
        return [new Evidence(path.TrimStart('/'), format, IndexOf(layer, layers))];
    }

    private static int? IndexOf(string? diffId, IReadOnlyList<Layer> layers) =>
        Digest.TryParse(diffId, out var digest) ? layers.FirstOrDefault(l => l.DiffId == digest)?.Index : null;

    /// <summary>Syft names the source package in the purl, <c>upstream=glibc%402.36</c>; it is no part of the package's identity.</summary>
    private static Package WithoutUpstream(Package package)
    {
        if (package.Purl.Qualifier("upstream") is not { } upstream)
            return package;
        var at = upstream.IndexOf('@', StringComparison.Ordinal);
        var source = at > 0 ? new SourcePackage(upstream[..at], upstream[(at + 1)..])
            : upstream.EndsWith(".src.rpm", StringComparison.Ordinal) ? SourceRpm(upstream[..^".src.rpm".Length])
            : new SourcePackage(upstream, package.Version);
        return package with { Purl = package.Purl.WithQualifier("upstream", null), Source = package.Source ?? source };
    }

    /// <summary><c>name-version-release</c>.</summary>
    private static SourcePackage SourceRpm(string file)
    {
        var release = file.LastIndexOf('-');
        var version = release > 0 ? file.LastIndexOf('-', release - 1) : -1;
        return version > 0 ? new SourcePackage(file[..version], file[(version + 1)..]) : new SourcePackage(file, "");
    }
}
