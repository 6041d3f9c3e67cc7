using System.Buffers;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Arch;

/// <summary>
/// Reads the local database of pacman: a folder a package with the files <c>desc</c> (alpm-db-desc(5)) and <c>files</c> (alpm-db-files(5)).
/// Both hold sections: a line <c>%NAME%</c>, then values, one a line, up to an empty one.
/// </summary>
internal sealed class AlpmLocalExtractor : IExtractor
{
    private const int MaxBytes = 16 << 20;

    private const int MaxValues = 10_000;

    private static readonly SearchValues<char> Condition = SearchValues.Create("<>=");

    public ExtractorInfo Info { get; } = new(
        Id: "alpm-local",
        Version: 1,
        Ecosystem: "Arch Linux",
        Title: "Reads the packages that pacman has installed, with the files they own.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Below("var/lib/pacman/local/", "/desc"), new FilePattern.Below("var/lib/pacman/local/", "/files")]);

    public void Extract(FileContent file, Extraction into)
    {
        var bytes = file.ReadAll(MaxBytes).Span;
        if (file.Path.EndsWith("/files", StringComparison.Ordinal))
            into.Add(new OwnedFiles("", FileList.FromUtf8Lines(Section(bytes, "%FILES%"u8).ToArray())));
        else
            into.Add(ToPackage(bytes, file.Path));
    }

    private static Package ToPackage(ReadOnlySpan<byte> text, string path)
    {
        var pool = new Utf8Pool();
        var name = First(text, "%NAME%"u8, pool) is { Length: > 0 } stated ? stated : throw ParseException.AtLine(path, 1, "a section %NAME%");
        var version = First(text, "%VERSION%"u8, pool) ?? throw ParseException.AtLine(path, 1, "a section %VERSION%");
        var architecture = First(text, "%ARCH%"u8, pool);
        return new Package
        {
            Purl = new PackageUrl("alpm", null, name, version, architecture is null ? null : [new("arch", architecture)]),
            Source = new SourcePackage(First(text, "%BASE%"u8, pool) ?? name, version),
            Licenses = All(text, "%LICENSE%"u8, pool, path),
            Supplier = First(text, "%PACKAGER%"u8, pool) is { } packager && packager != "Unknown Packager" ? packager : null,
            Requires = Requires(All(text, "%DEPENDS%"u8, pool, path)),
        };
    }

    /// <summary>Other packages stand in other files: sonames, which only those could resolve, are left out.</summary>
    private static string[] Requires(List<string> depends) => depends
        .Select(d => d.AsSpan().IndexOfAny(Condition) is var end and > 0 ? d[..end] : d)
        .Where(d => !d.EndsWith(".so", StringComparison.Ordinal) && !d.Contains(".so.", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .ToArray();

    private static string? First(ReadOnlySpan<byte> text, ReadOnlySpan<byte> title, Utf8Pool pool)
    {
        var lines = new Utf8LineReader(Section(text, title));
        return lines.Read() ? pool.Get(lines.Current) : null;
    }

    private static List<string> All(ReadOnlySpan<byte> text, ReadOnlySpan<byte> title, Utf8Pool pool, string path)
    {
        var values = new List<string>();
        var lines = new Utf8LineReader(Section(text, title));
        while (lines.Read())
        {
            if (values.Count >= MaxValues)
                throw ParseException.Limit(path, $"more than {MaxValues} values in one section");
            values.Add(pool.Get(lines.Current));
        }

        return values;
    }

    /// <summary>The lines of a section without its title; empty when there is none.</summary>
    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> text, ReadOnlySpan<byte> title)
    {
        for (var at = 0; at < text.Length;)
        {
            var line = LineAt(text, at, out var next);
            at = next;
            if (!line.SequenceEqual(title))
                continue;
            var start = at;
            while (at < text.Length && !LineAt(text, at, out next).IsEmpty)
                at = next;
            return text[start..Math.Min(at, text.Length)];
        }

        return default;
    }

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text, int at, out int next)
    {
        var length = text[at..].IndexOf((byte)'\n');
        next = length < 0 ? text.Length : at + length + 1;
        var line = length < 0 ? text[at..] : text.Slice(at, length);
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
