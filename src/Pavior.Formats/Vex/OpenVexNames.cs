using System.Buffers;
using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>Spells components as OpenVEX names them: one package URL and one CPE each, so what has several becomes several.</summary>
internal static class OpenVexNames
{
    private static readonly SearchValues<char> Scheme = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static readonly SearchValues<char> NotInIri = SearchValues.Create(" <>\"{}|\\^`");

    /// <summary>Hash names that OpenVEX knows, in its order.</summary>
    private static readonly string[] HashNames =
    [
        "md5", "sha1", "sha-256", "sha-384", "sha-512", "sha3-224", "sha3-256", "sha3-384", "sha3-512", "blake2s-256", "blake2b-256", "blake2b-512",
    ];

    /// <summary>Products and their subcomponents, each once. What cannot be said without widening it is not there.</summary>
    public static List<(OpenVexName Product, IReadOnlyList<OpenVexName> Subcomponents)> Products(IReadOnlyList<VexProduct> products)
    {
        var written = new List<(OpenVexName Product, IReadOnlyList<OpenVexName> Subcomponents)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var product in products)
        {
            var parts = product.Subcomponents.SelectMany(Names).DistinctBy(n => n.Key, StringComparer.Ordinal).ToArray();
            if (product.Subcomponents.Count > 0 && parts.Length == 0)
                continue;
            foreach (var name in Names(product.Component))
            {
                if (seen.Add(name.Key + "\n\n" + string.Join("\n\n", parts.Select(p => p.Key))))
                    written.Add((name, parts));
            }
        }

        return written;
    }

    /// <summary>An IRI as it is; anything else as one.</summary>
    public static string Iri(string id, string kind) =>
        id.Length == 0 || IsIri(id) ? id : $"urn:pavior:{kind}:{Uri.EscapeDataString(id)}";

    private static IEnumerable<OpenVexName> Names(VexComponent component)
    {
        if (component.PartOf is not null || component.Versions.Any(v => v.IsRange || v.IsAffected != true))
            return [];
        var purls = Purls(component).ToArray();
        if (component.Versions.Count > 0 && purls.Length == 0)
            return [];
        var cpe22 = component.Versions.Count > 0 ? null : component.Cpes.FirstOrDefault(c => c.StartsWith("cpe:/", StringComparison.OrdinalIgnoreCase));
        var cpe23 = component.Versions.Count > 0 ? null : component.Cpes.FirstOrDefault(c => c.StartsWith("cpe:2.3:", StringComparison.Ordinal));
        var hashes = HashNames.Select(n => component.Hashes.FirstOrDefault(h => h.Algorithm == n)).OfType<VexHash>().ToArray();
        if (purls.Length > 0)
            return purls.Select(p => new OpenVexName(p, p, cpe22, cpe23, hashes));
        var id = component.Id is { Length: > 0 } own && IsIri(own) ? own : null;
        if (id is null && cpe22 is null && cpe23 is null && hashes.Length == 0)
            return [];
        return [new OpenVexName(id ?? HashIri(cpe22, cpe23, hashes), null, cpe22, cpe23, hashes)];
    }

    /// <summary>A package URL without a version means all of them, so where versions are listed each gets one.</summary>
    private static IEnumerable<string> Purls(VexComponent component)
    {
        foreach (var purl in component.Purls)
        {
            if (component.Versions.Count == 0)
            {
                yield return purl.ToString();
                continue;
            }

            foreach (var version in component.Versions)
            {
                if (WithVersion(purl, version.Text) is { } exact)
                    yield return exact;
            }
        }
    }

    /// <summary>Null for a version that the type of the package URL does not admit.</summary>
    private static string? WithVersion(PackageUrl purl, string version)
    {
        try
        {
            return new PackageUrl(purl.Type, purl.Namespace, purl.Name, version, purl.Qualifiers, purl.Subpath).ToString();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What has nothing but a hash is named by it, since a product needs an IRI or an identifier.</summary>
    private static string? HashIri(string? cpe22, string? cpe23, VexHash[] hashes) =>
        cpe22 is null && cpe23 is null ? $"urn:pavior:{hashes[0].Algorithm}:{Uri.EscapeDataString(hashes[0].Value)}" : null;

    /// <summary>A scheme, a colon, and no character that an IRI has to escape.</summary>
    private static bool IsIri(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1
            && char.IsAsciiLetter(text[0])
            && !text.AsSpan(0, colon).ContainsAnyExcept(Scheme)
            && !text.AsSpan().ContainsAny(NotInIri)
            && !text.Any(char.IsControl);
    }
}
