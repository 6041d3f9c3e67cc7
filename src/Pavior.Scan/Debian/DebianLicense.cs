using Pavior.Reports.Licenses;

namespace Pavior.Scan.Debian;

/// <summary>
/// The licence names of machine-readable copyright files (Debian copyright format 1.0, section 7) as SPDX: <c>GPL-2+ or Artistic</c> is
/// <c>GPL-2.0-or-later OR Artistic-1.0-Perl</c>. What has no certain counterpart there keeps the words of the file.
/// </summary>
internal static class DebianLicense
{
    /// <summary>Words of one field; the longest of Debian 12 have 30.</summary>
    private const int MaxWords = 100;

    /// <summary>Names of SPDX's own that differ. "Artistic" is the text in common-licenses, which has the clauses of Perl's.</summary>
    private static readonly (string Debian, string Spdx)[] Renamed =
    [
        ("Expat", "MIT"),
        ("CC0", "CC0-1.0"),
        ("Artistic", "Artistic-1.0-Perl"),
    ];

    /// <summary>Licences whose name says whether later versions count; SPDX spells it out at the end.</summary>
    private static readonly (string Debian, string Spdx, string Variant)[] Gnu =
    [
        ("GPL", "GPL", ""),
        ("LGPL", "LGPL", ""),
        ("AGPL", "AGPL", ""),
        ("GFDL", "GFDL", ""),
        ("GFDL-NIV", "GFDL", "no-invariants-"),
    ];

    private static readonly (string Debian, string Spdx)[] Exceptions =
    [
        ("Font", "Font-exception-2.0"),
        ("Classpath", "Classpath-exception-2.0"),
    ];

    /// <summary>An SPDX expression when every name in the text has one, else the text; null for a text that is no licence name.</summary>
    public static string? Read(string text)
    {
        var words = text.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxWords)
            return null;
        var reader = new Reader(words);
        return reader.ReadAll() is { } expression ? (reader.IsKnown ? expression : string.Join(' ', words)) : null;
    }

    /// <summary>The SPDX identifier of one name, with <c>+</c> where later versions count and the identifier does not say so; null when there is none.</summary>
    public static string? OfName(ReadOnlySpan<char> name)
    {
        foreach (var (debian, spdx) in Renamed)
        {
            if (name.Equals(debian, StringComparison.OrdinalIgnoreCase))
                return spdx;
        }

        var orLater = name.EndsWith("+");
        var bare = orLater ? name[..^1] : name;
        var dash = bare.LastIndexOf('-');
        if (dash <= 0 || !IsVersion(bare[(dash + 1)..]))
            return orLater ? null : SpdxLicenses.Find(bare);
        var family = bare[..dash];
        var version = Full(WithoutZeroes(bare[(dash + 1)..]));
        foreach (var (debian, spdx, variant) in Gnu)
        {
            if (family.Equals(debian, StringComparison.OrdinalIgnoreCase))
                return SpdxLicenses.Find($"{spdx}-{version}-{variant}{(orLater ? "or-later" : "only")}");
        }

        var known = family.Equals("Zope", StringComparison.OrdinalIgnoreCase) ? "ZPL" : family;
        var id = SpdxLicenses.Find($"{known}-{version}") ?? SpdxLicenses.Find(bare);
        return id is not null && orLater ? id + "+" : id;
    }

    private static bool IsVersion(ReadOnlySpan<char> text) => text.Length is > 0 and < 16 && char.IsAsciiDigit(text[0]);

    /// <summary>2.0.0 is 2.0 is 2 (section 7.2 of the format).</summary>
    private static ReadOnlySpan<char> WithoutZeroes(ReadOnlySpan<char> version)
    {
        while (version.EndsWith(".0"))
            version = version[..^2];
        return version;
    }

    private static string Full(ReadOnlySpan<char> version) => version.Contains('.') ? version.ToString() : $"{version}.0";

    /// <summary>Reads names, <c>with NAME exception</c>, <c>and</c>, <c>or</c>; a comma before an operator makes it bind weaker than all others.</summary>
    private sealed class Reader(string[] words)
    {
        private int _at;

        /// <summary>True as long as every name had a counterpart.</summary>
        public bool IsKnown { get; private set; } = true;

        public string? ReadAll()
        {
            if (ReadAlternatives(out var left) is not { } text)
                return null;
            while (_at < words.Length)
            {
                var isAnd = Take("and");
                if ((!isAnd && !Take("or")) || ReadAlternatives(out var right) is not { } next)
                    return null;
                text = isAnd ? $"{Grouped(text, left)} AND {Grouped(next, right)}" : $"{text} OR {next}";
                left = !isAnd;
            }

            return text;
        }

        private static string Grouped(string text, bool hasAlternatives) => hasAlternatives ? $"({text})" : text;

        private string? ReadAlternatives(out bool several)
        {
            several = false;
            if (ReadConjunction() is not { } text)
                return null;
            while (!IsAfterComma && Take("or"))
            {
                if (ReadConjunction() is not { } next)
                    return null;
                text = $"{text} OR {next}";
                several = true;
            }

            return text;
        }

        private string? ReadConjunction()
        {
            if (ReadTerm() is not { } text)
                return null;
            while (!IsAfterComma && Take("and"))
            {
                if (ReadTerm() is not { } next)
                    return null;
                text = $"{text} AND {next}";
            }

            return text;
        }

        private string? ReadTerm()
        {
            if (_at >= words.Length || IsOperator(words[_at]))
                return null;
            var name = words[_at++].TrimEnd(',');
            if (name.Length == 0)
                return null;
            var text = Known(OfName(name), name);
            if (IsAfterComma || !Take("with"))
                return text;
            return ReadException() is { } exception ? $"{text} WITH {exception}" : null;
        }

        private string? ReadException()
        {
            var start = _at;
            while (_at < words.Length && !IsOperator(words[_at]))
            {
                if (words[_at++].EndsWith(',') || words[_at - 1].Equals("exception", StringComparison.OrdinalIgnoreCase))
                    break;
            }

            if (_at == start)
                return null;
            var name = string.Join(' ', words, start, _at - start).TrimEnd(',');
            return Known(OfException(name), name);
        }

        private static string? OfException(string name)
        {
            const string Word = " exception";
            var keyword = name.EndsWith(Word, StringComparison.OrdinalIgnoreCase) ? name[..^Word.Length] : name;
            foreach (var (debian, spdx) in Exceptions)
            {
                if (keyword.Equals(debian, StringComparison.OrdinalIgnoreCase))
                    return spdx;
            }

            return SpdxLicenses.FindException(keyword) ?? SpdxLicenses.FindException(keyword + "-exception");
        }

        private string Known(string? id, string name)
        {
            IsKnown &= id is not null;
            return id ?? name;
        }

        private bool IsAfterComma => _at > 0 && words[_at - 1].EndsWith(',');

        private bool Take(string word)
        {
            if (_at >= words.Length || !words[_at].Equals(word, StringComparison.OrdinalIgnoreCase))
                return false;
            _at++;
            return true;
        }

        private static bool IsOperator(string word) =>
            word.Equals("and", StringComparison.OrdinalIgnoreCase)
            || word.Equals("or", StringComparison.OrdinalIgnoreCase)
            || word.Equals("with", StringComparison.OrdinalIgnoreCase);
    }
}
