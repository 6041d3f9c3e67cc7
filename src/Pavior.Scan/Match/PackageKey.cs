using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Match;

/// <summary>One way in which advisories may name a package.</summary>
/// <param name="Ecosystem">As <see cref="Ecosystems"/> spells it.</param>
/// <param name="Name">As <see cref="PackageNames.Normalize"/> spells it.</param>
/// <param name="Version">The version that advisories of this name speak of: a source package has its own.</param>
/// <param name="IsSource">Whether it is the name of the source package.</param>
internal readonly record struct PackageKey(string Ecosystem, string Name, string Version, bool IsSource)
{
    /// <summary>
    /// Every key of a package; none for packages of which no feed can speak: a private application or a jar without coordinates may share its
    /// name with anything.
    /// </summary>
    public static IReadOnlyList<PackageKey> Of(Package package)
    {
        var purl = package.Purl;
        if (purl.Version is not { Length: > 0 } version || package.IsUnnamedJar || (package.IsApplication && purl.Type == "generic"))
            return [];
        if (purl.Type is "deb" or "apk" or "rpm" or "alpm")
            return OfDistribution(package, version);
        if (Ecosystems.OfType(purl.Type) is not { } ecosystem)
            return [];
        if (ecosystem == "Go")
            version = GoVersion(version);
        var key = new PackageKey(ecosystem, PackageNames.Normalize(ecosystem, Ecosystems.NameOf(purl)), version, IsSource: false);
        if (purl.Type == "gem" && purl.Qualifier("platform") == "java")
            return [key, key with { Ecosystem = "RubyGems:java" }];
        return [key];
    }

    private static PackageKey[] OfDistribution(Package package, string version)
    {
        var purl = package.Purl;
        var (id, release) = SplitDistro(purl.Qualifier("distro") ?? purl.Namespace ?? "");
        if (Ecosystems.OfDistribution(id, release) is not { } ecosystem)
            return [];
        if (purl.Qualifier("epoch") is { } epoch && !version.Contains(':', StringComparison.Ordinal))
            version = $"{epoch}:{version}";
        var source = package.Source;
        return
        [
            new PackageKey(ecosystem, source?.Name ?? purl.Name, source is { Version.Length: > 0 } ? source.Version : version, IsSource: true),
            new PackageKey(ecosystem, purl.Name, version, IsSource: false),
        ];
    }

    /// <summary><c>debian-12.5</c> is debian and 12.5; <c>opensuse-leap-15.5</c> is opensuse-leap and 15.5.</summary>
    private static (string Id, string Release) SplitDistro(string distro)
    {
        for (var dash = distro.IndexOf('-', StringComparison.Ordinal); dash >= 0; dash = distro.IndexOf('-', dash + 1))
        {
            if (dash + 1 < distro.Length && (char.IsAsciiDigit(distro[dash + 1]) || distro[dash + 1] == 'v'))
                return (distro[..dash], distro[(dash + 1)..].TrimStart('v'));
        }

        return (distro, "");
    }

    /// <summary>Advisories write Go versions bare: neither <c>v1.2.3</c> nor <c>go1.22</c>.</summary>
    private static string GoVersion(string version) =>
        version.StartsWith("go", StringComparison.Ordinal) ? version[2..] : version.StartsWith('v') ? version[1..] : version;
}
