using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Rpm;

/// <summary>
/// Reads the list that distroless images of Azure Linux (CBL-Mariner) keep instead of a database: the output of
/// <c>rpm -qa --qf "%{NAME}\t%{VERSION}-%{RELEASE}\t%{INSTALLTIME}\t%{BUILDTIME}\t%{VENDOR}\t%{EPOCH}\t%{SIZE}\t%{ARCH}\t%{EPOCHNUM}\t%{SOURCERPM}\n"</c>.
/// </summary>
internal sealed class RpmManifestExtractor : IExtractor
{
    private const int MaxBytes = 64 << 20;

    private const int FieldCount = 10;

    /// <summary>Bytes of one line.</summary>
    private const int MaxLine = 64 << 10;

    public ExtractorInfo Info { get; } = new(
        Id: "rpm-manifest",
        Version: 1,
        Ecosystem: "RPM",
        Title: "Reads the package list of distroless images that were built from rpm packages.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.At("var/lib/rpmmanifest/container-manifest-2")]);

    public void Extract(FileContent file, Extraction into)
    {
        var pool = new Utf8Pool();
        var lines = new Utf8LineReader(file.ReadAll(MaxBytes).Span);
        Span<Range> fields = stackalloc Range[FieldCount + 1];
        while (lines.Read())
        {
            var line = lines.Current;
            if (line.IsEmpty)
                continue;
            if (line.Length > MaxLine)
                into.Add(ParseException.Limit(file.Path, $"line {lines.Line}: {line.Length} bytes, more than {MaxLine}").AsGap());
            else if (Split(line, fields) != FieldCount || line[fields[0]].IsEmpty || line[fields[1]].IsEmpty)
                into.Expect(lines.Line, $"{FieldCount} fields separated by tabs, the first a name and the second a version");
            else if (!RpmNames.IsKey(line[fields[0]]))
                into.Add(ToPackage(line, fields, pool) with { Evidence = [new Evidence(file.Path, Info.Id, Line: lines.Line)] });
        }
    }

    private static Package ToPackage(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, Utf8Pool pool)
    {
        var vendor = pool.Get(line[fields[4]]);
        return new Package
        {
            Purl = RpmNames.Purl(pool.Get(line[fields[0]]), pool.Get(line[fields[1]]), pool.Get(line[fields[7]]), pool.Get(line[fields[8]])),
            Source = RpmNames.Source(pool.Get(line[fields[9]])),
            Supplier = vendor is "" or "(none)" ? null : vendor,
        };
    }

    /// <summary>Returns one more than fit when there are too many.</summary>
    private static int Split(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        var count = 0;
        var start = 0;
        while (count < fields.Length)
        {
            var length = line[start..].IndexOf((byte)'\t');
            fields[count++] = length < 0 ? start..line.Length : start..(start + length);
            if (length < 0)
                break;
            start += length + 1;
        }

        return count;
    }
}
