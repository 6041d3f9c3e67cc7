using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pavior.Core;

/// <summary>The parsed, normalised content of a <see cref="PackageUrl"/>, held once and shared by its copies.</summary>
internal sealed class PackageUrlParts
{
    /// <summary>Characters of a URL; a longer text is none.</summary>
    private const int MaxLength = 64 * 1024;

    /// <summary>Qualifiers of one URL.</summary>
    private const int MaxQualifiers = 64;

    private string? _canonical;

    private PackageUrlParts(
        string type, string? @namespace, string name, string? version, KeyValuePair<string, string>[] qualifiers, string? subpath)
    {
        Type = type;
        Namespace = @namespace;
        Name = name;
        Version = version;
        Qualifiers = qualifiers;
        Subpath = subpath;
    }

    public string Type { get; }

    public string? Namespace { get; }

    public string Name { get; }

    public string? Version { get; }

    public KeyValuePair<string, string>[] Qualifiers { get; }

    public string? Subpath { get; }

    public string Canonical => _canonical ??= Write();

    public string DisplayName => Type switch
    {
        "maven" when Namespace is not null => $"{Namespace}:{Name}",
        "deb" or "apk" or "rpm" or "alpm" or "oci" => Name,
        _ => Namespace is null ? Name : $"{Namespace}/{Name}",
    };

    public static PackageUrlParts Create(
        string type,
        string? @namespace,
        string name,
        string? version,
        IEnumerable<KeyValuePair<string, string>>? qualifiers,
        string? subpath)
    {
        if (TryCreate(type, @namespace, name, version, qualifiers, subpath, out var parts, out var complaint))
            return parts;
        throw new ArgumentException(complaint);
    }

    private static bool TryCreate(
        string type,
        string? @namespace,
        string name,
        string? version,
        IEnumerable<KeyValuePair<string, string>>? qualifiers,
        string? subpath,
        [NotNullWhen(true)] out PackageUrlParts? parts,
        [NotNullWhen(false)] out string? complaint)
    {
        parts = null;
        var sorted = qualifiers?
            .Where(q => !string.IsNullOrEmpty(q.Value))
            .Select(q => new KeyValuePair<string, string>(q.Key.ToLowerInvariant(), q.Value))
            .OrderBy(q => q.Key, StringComparer.Ordinal)
            .ToArray() ?? [];
        complaint = !IsType(type) ? $"not a purl type: {type}"
            : string.IsNullOrEmpty(name) ? "a package URL has a name"
            : Array.Find(sorted, q => !IsQualifierKey(q.Key)) is { Key: { } key } ? $"not a purl qualifier: {key}"
            : null;
        if (complaint is not null)
            return false;
        var lowerType = type.ToLowerInvariant();
        var (ns, nm, vs) = PackageUrlTypes.Normalize(lowerType, NormalizeNamespace(@namespace), name, EmptyToNull(version), sorted);
        complaint = PackageUrlTypes.Complaint(lowerType, ns, nm, vs, sorted);
        if (complaint is not null)
            return false;
        parts = new PackageUrlParts(lowerType, ns, nm, vs, sorted, NormalizeSubpath(subpath));
        return true;
    }

    public static bool TryParse(string text, bool strict, [NotNullWhen(true)] out PackageUrlParts? parts)
    {
        parts = null;
        if (text.Length > MaxLength)
            return false;
        var rest = text.AsSpan().Trim();
        if (!rest.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
            return false;
        rest = rest[4..].TrimStart('/');

        string? subpath = null;
        var hash = rest.LastIndexOf('#');
        if (hash >= 0)
        {
            subpath = JoinDecoded(rest[(hash + 1)..]);
            rest = rest[..hash];
        }

        var qualifiers = new List<KeyValuePair<string, string>>();
        var question = rest.LastIndexOf('?');
        if (question >= 0)
        {
            if (!TryParseQualifiers(rest[(question + 1)..], strict, qualifiers))
                return false;
            rest = rest[..question];
        }

        var slash = rest.IndexOf('/');
        if (slash <= 0)
            return false;
        var type = rest[..slash].ToString();
        rest = rest[(slash + 1)..].Trim('/');

        string? version = null;
        var at = rest.LastIndexOf('@');
        if (at > rest.LastIndexOf('/'))
        {
            version = Decode(rest[(at + 1)..]);
            rest = rest[..at];
        }

        var lastSlash = rest.LastIndexOf('/');
        var name = Decode(rest[(lastSlash + 1)..]);
        var ns = lastSlash < 0 ? null : JoinDecoded(rest[..lastSlash]);
        return TryCreate(type, ns, name, version, qualifiers, subpath, out parts, out _);
    }

    private static bool TryParseQualifiers(ReadOnlySpan<char> text, bool strict, List<KeyValuePair<string, string>> into)
    {
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            if (equals <= 0)
                return false;
            var written = pair[..equals].ToString();
            var key = written.ToLowerInvariant();
            if (into.Count >= MaxQualifiers || !IsQualifierKey(key) || (strict && key != written) || into.Exists(q => q.Key == key))
                return false;
            into.Add(new(key, Decode(pair[(equals + 1)..])));
        }

        return true;
    }

    private static bool IsQualifierKey(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool IsType(string type) =>
        type.Length > 0
        && !char.IsAsciiDigit(type[0])
        && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-');

    private static string? JoinDecoded(ReadOnlySpan<char> path)
    {
        var segments = new List<string>();
        foreach (var range in path.Split('/'))
        {
            var segment = Decode(path[range]);
            if (segment.Length > 0)
                segments.Add(segment);
        }

        return segments.Count == 0 ? null : string.Join('/', segments);
    }

    private static string? NormalizeNamespace(string? @namespace) =>
        @namespace is null || (!@namespace.Contains("//", StringComparison.Ordinal) && @namespace.Trim('/').Length == @namespace.Length)
            ? EmptyToNull(@namespace)
            : EmptyToNull(string.Join('/', @namespace.Split('/', StringSplitOptions.RemoveEmptyEntries)));

    private static string? NormalizeSubpath(string? subpath)
    {
        if (subpath is null)
            return null;
        var segments = subpath.Split('/').Where(s => s is not ("" or "." or "..")).ToArray();
        return segments.Length == 0 ? null : string.Join('/', segments);
    }

    private static string Decode(ReadOnlySpan<char> text) => text.Contains('%') ? Uri.UnescapeDataString(text) : text.ToString();

    private static string? EmptyToNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string Write()
    {
        var text = new StringBuilder("pkg:").Append(Type).Append('/');
        if (Namespace is not null)
        {
            AppendSegments(text, Namespace);
            text.Append('/');
        }

        if (Type == "git")
            AppendSegments(text, Name);
        else
            Append(text, Name);
        if (Version is not null)
            Append(text.Append('@'), Version);
        var separator = '?';
        foreach (var (key, value) in Qualifiers)
        {
            Append(text.Append(separator).Append(key).Append('='), value);
            separator = '&';
        }

        if (Subpath is not null)
            AppendSegments(text.Append('#'), Subpath);
        return text.ToString();
    }

    private static void AppendSegments(StringBuilder text, string path)
    {
        var first = true;
        foreach (var range in path.AsSpan().Split('/'))
        {
            if (!first)
                text.Append('/');
            first = false;
            Append(text, path.AsSpan()[range]);
        }
    }

    /// <summary>Percent-encodes all but letters, digits, <c>.-_~</c> and the colon, which the specification leaves as it is.</summary>
    private static void Append(StringBuilder text, ReadOnlySpan<char> value)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '.' or '-' or '_' or '~' or ':'))
            {
                text.Append((char)rune.Value);
                continue;
            }

            var length = rune.EncodeToUtf8(utf8);
            foreach (var b in utf8[..length])
                text.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
