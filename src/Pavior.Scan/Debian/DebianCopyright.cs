using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Debian;

/// <summary>
/// The licences that a Debian copyright file states: the License fields of a machine-readable one (copyright format 1.0), else the texts
/// in /usr/share/common-licenses that it refers to. Of free text nothing else is certain enough to be said.
/// </summary>
internal static class DebianCopyright
{
    /// <summary>Different licences of one file; the longest of Debian 12 have some dozens.</summary>
    private const int MaxLicenses = 1000;

    /// <summary>Bytes of a name; a longer first line is the licence itself.</summary>
    private const int MaxName = 200;

    /// <summary>What base-files of Debian ships, and what each text is. Which versions of a GNU licence count, a reference does not say.</summary>
    private static readonly (string File, string License)[] CommonLicenses =
    [
        ("Apache-2.0", "Apache-2.0"), ("Artistic", "Artistic-1.0-Perl"), ("BSD", "BSD-3-Clause"), ("CC0-1.0", "CC0-1.0"),
        ("GFDL", "GFDL"), ("GFDL-1.2", "GFDL-1.2"), ("GFDL-1.3", "GFDL-1.3"), ("GPL", "GPL"), ("GPL-1", "GPL-1"), ("GPL-2", "GPL-2"), ("GPL-3", "GPL-3"),
        ("LGPL", "LGPL"), ("LGPL-2", "LGPL-2"), ("LGPL-2.1", "LGPL-2.1"), ("LGPL-3", "LGPL-3"), ("MPL-1.1", "MPL-1.1"), ("MPL-2.0", "MPL-2.0"),
    ];

    /// <summary>In the order of the file, each once.</summary>
    /// <exception cref="ParseException">More than <see cref="MaxLicenses"/>.</exception>
    public static IReadOnlyList<string> Licenses(ReadOnlySpan<byte> text, string path)
    {
        var stated = new Names(path);
        ReadFields(text, stated);
        if (stated.All.Count == 0)
            ReadReferences(text, stated);
        return stated.All;
    }

    /// <summary>The License fields of the header and of what files they are for; paragraphs that only give a text repeat those names.</summary>
    private static void ReadFields(ReadOnlySpan<byte> text, Names into)
    {
        var pool = new Utf8Pool();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reader = new ControlReader(text);
        for (var isHeader = true; !reader.AtEnd;)
        {
            var (hasFields, hasFormat, hasFiles) = (false, false, false);
            var license = default(Range);
            while (reader.ReadField())
            {
                hasFields = true;
                hasFormat |= Is(reader.Name, "Format"u8) || Is(reader.Name, "Format-Specification"u8);
                hasFiles |= Is(reader.Name, "Files"u8);
                if (Is(reader.Name, "License"u8))
                    license = reader.ValueRange;
            }

            if (!hasFields)
                continue;
            if (isHeader && !hasFormat)
                return;
            if ((isHeader || hasFiles) && Synopsis(text, license, pool) is { } name && seen.Add(name))
                into.Add(DebianLicense.Read(name));
            isHeader = false;
        }
    }

    /// <summary>The first line of the field; null when it is a part of the licence's text, which starts on the line behind.</summary>
    private static string? Synopsis(ReadOnlySpan<byte> text, Range field, Utf8Pool pool)
    {
        var value = text[field];
        var before = text[..field.Start.GetOffset(text.Length)].TrimEnd(" \t\r"u8);
        if (value.IsEmpty || (before.EndsWith("\n"u8) && value.Contains((byte)'\n')))
            return null;
        var end = value.IndexOf((byte)'\n');
        var line = (end < 0 ? value : value[..end]).TrimEnd(" \t\r"u8);
        return line.Length > MaxName ? null : pool.Get(line);
    }

    private static void ReadReferences(ReadOnlySpan<byte> text, Names into)
    {
        var folder = "/usr/share/common-licenses/"u8;
        for (var at = text.IndexOf(folder); at >= 0; at = text.IndexOf(folder))
        {
            text = text[(at + folder.Length)..];
            var length = 0;
            while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)'.' or (byte)'-'))
                length++;
            into.Add(CommonLicense(text[..length].TrimEnd(".-"u8)));
        }
    }

    private static string? CommonLicense(ReadOnlySpan<byte> name)
    {
        foreach (var (file, license) in CommonLicenses)
        {
            if (Ascii.Equals(name, file))
                return license;
        }

        return null;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);

    /// <summary>Licences in the order in which they were added, each once.</summary>
    private sealed class Names(string path)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly List<string> _all = [];

        public List<string> All => _all;

        public void Add(string? license)
        {
            if (license is null || !_seen.Add(license))
                return;
            if (_all.Count >= MaxLicenses)
                throw ParseException.Limit(path, $"more than {MaxLicenses} licences");
            _all.Add(license);
        }
    }
}
