using System.Diagnostics.CodeAnalysis;

namespace Pavior.Core;

/// <summary>A package URL (ECMA-427): <c>pkg:type/namespace/name@version?qualifiers#subpath</c>. The identity of a package; compared by its canonical text.</summary>
public readonly struct PackageUrl : IEquatable<PackageUrl>, IComparable<PackageUrl>
{
    private readonly PackageUrlParts? _parts;

    private PackageUrl(PackageUrlParts parts) => _parts = parts;

    /// <summary>Builds a URL from unescaped parts, normalised by the rules of its type.</summary>
    /// <exception cref="ArgumentException">The type is not a purl type name, the name is empty, or a part breaks a rule of its type.</exception>
    public PackageUrl(
        string type,
        string? @namespace,
        string name,
        string? version = null,
        IEnumerable<KeyValuePair<string, string>>? qualifiers = null,
        string? subpath = null)
        : this(PackageUrlParts.Create(type, @namespace, name, version, qualifiers, subpath))
    {
    }

    public string Type => _parts?.Type ?? "";

    public string? Namespace => _parts?.Namespace;

    public string Name => _parts?.Name ?? "";

    public string? Version => _parts?.Version;

    /// <summary>Ordered by key; empty when there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Qualifiers => _parts?.Qualifiers ?? [];

    public string? Subpath => _parts?.Subpath;

    public bool IsEmpty => _parts is null;

    /// <summary>The name as people of the ecosystem write it.</summary>
    public string DisplayName => _parts?.DisplayName ?? "";

    public string? Qualifier(string key)
    {
        foreach (var (name, value) in Qualifiers)
        {
            if (name == key)
                return value;
        }

        return null;
    }

    /// <summary>The same package with one qualifier set or, when the value is null, removed.</summary>
    public PackageUrl WithQualifier(string key, string? value)
    {
        var kept = Qualifiers.Where(q => q.Key != key);
        return new PackageUrl(Type, Namespace, Name, Version, value is null ? kept : kept.Append(new(key, value)), Subpath);
    }

    public PackageUrl WithNamespace(string? @namespace) => new(Type, @namespace, Name, Version, Qualifiers, Subpath);

    /// <summary>False for anything that is not a package URL by the specification.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PackageUrl purl) => TryParse(text, strict: false, out purl);

    /// <summary>Strict reading also refuses what a canonical URL never has: upper-case qualifier keys.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, bool strict, out PackageUrl purl)
    {
        purl = default;
        if (text is null || !PackageUrlParts.TryParse(text, strict, out var parts))
            return false;
        purl = new PackageUrl(parts);
        return true;
    }

    public bool Equals(PackageUrl other) => string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is PackageUrl other && Equals(other);

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    public int CompareTo(PackageUrl other) => string.CompareOrdinal(ToString(), other.ToString());

    public static bool operator ==(PackageUrl left, PackageUrl right) => left.Equals(right);

    public static bool operator !=(PackageUrl left, PackageUrl right) => !left.Equals(right);

    public static bool operator <(PackageUrl left, PackageUrl right) => left.CompareTo(right) < 0;

    public static bool operator >(PackageUrl left, PackageUrl right) => left.CompareTo(right) > 0;

    public static bool operator <=(PackageUrl left, PackageUrl right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PackageUrl left, PackageUrl right) => left.CompareTo(right) >= 0;

    /// <summary>The canonical form.</summary>
    public override string ToString() => _parts?.Canonical ?? "";
}
