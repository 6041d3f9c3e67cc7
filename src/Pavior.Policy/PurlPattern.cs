using Pavior.Core;
using Pavior.Formats.Patterns;

namespace Pavior.Policy;

/// <summary>
/// A package URL in which <c>*</c> stands for any characters: <c>pkg:npm/lodash</c> (every version), <c>pkg:npm/@babel/*</c>,
/// <c>pkg:deb/debian/openssl@3.0.*</c>. Qualifiers that it names must be the package's; those that it does not name may be any.
/// </summary>
public sealed class PurlPattern
{
    private readonly PackageUrl _pattern;
    private readonly LinearPattern? _name;
    private readonly LinearPattern? _version;

    private PurlPattern(string text, PackageUrl pattern)
    {
        Text = text;
        _pattern = pattern;
        _name = Wildcard(Path(pattern));
        _version = pattern.Version is { } version ? Wildcard(version) : null;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Null for what is no package URL.</summary>
    /// <exception cref="ParseException">It is too long.</exception>
    public static PurlPattern? Parse(string text) =>
        // A scope of npm is written with its @ by people, and escaped by the specification.
        PackageUrl.TryParse(text.Replace("/@", "/%40", StringComparison.Ordinal), out var purl) ? new PurlPattern(text, purl) : null;

    public bool Matches(PackageUrl purl) =>
        purl.Type == _pattern.Type
        && (_name is null ? Path(purl) == Path(_pattern) : _name.IsMatch(Path(purl)))
        && (_pattern.Version is null || (_version is null ? purl.Version == _pattern.Version : _version.IsMatch(purl.Version ?? "")))
        && _pattern.Qualifiers.All(q => purl.Qualifier(q.Key) == q.Value)
        && (_pattern.Subpath is null || _pattern.Subpath == purl.Subpath);

    internal static string Escaped(char c) => char.IsAsciiLetterOrDigit(c) || c >= 128 ? c.ToString() : c == '\0' ? "\\x00" : $"\\{c}";

    private static string Path(PackageUrl purl) => purl.Namespace is null ? purl.Name : $"{purl.Namespace}/{purl.Name}";

    /// <summary>Null for a text without a star.</summary>
    private static LinearPattern? Wildcard(string text) => text.Contains('*', StringComparison.Ordinal)
        ? LinearPattern.Parse($"(?s)^{string.Concat(text.Select(c => c == '*' ? ".*" : Escaped(c)))}$")
        : null;
}
