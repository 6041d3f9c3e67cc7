using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Debian;

/// <summary>Reads which files a Debian package owns.</summary>
internal sealed class DpkgFilesExtractor : IExtractor
{
    private const int MaxBytes = 16 << 20;

    /// <summary>An md5sum line: 32 hexadecimal digits, a space, and a space or an asterisk.</summary>
    private const int DigestLength = 34;

    private const string ListSuffix = ".list";

    private const string SumsSuffix = ".md5sums";

    public ExtractorInfo Info { get; } = new(
        Id: "dpkg-files",
        Version: 1,
        Ecosystem: "Debian",
        Title: "Reads which files a Debian package owns, so that what lies in them is not counted twice.",
        Modes: ScanModes.Image,
        Patterns:
        [
            new FilePattern.Below("var/lib/dpkg/info/", ListSuffix),
            new FilePattern.Below("var/lib/dpkg/status.d/", SumsSuffix),
        ]);

    public void Extract(FileContent file, Extraction into)
    {
        var bytes = file.ReadAll(MaxBytes);
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        if (name.EndsWith(ListSuffix, StringComparison.Ordinal))
            into.Add(new OwnedFiles(name[..^ListSuffix.Length], FileList.FromUtf8Lines(bytes.ToArray())));
        else
            into.Add(new OwnedFiles(name[..^SumsSuffix.Length], FileList.FromUtf8Lines(Paths(bytes.Span, into))));
    }

    private static byte[] Paths(ReadOnlySpan<byte> sums, Extraction into)
    {
        var paths = new byte[sums.Length];
        var length = 0;
        var lines = new Utf8LineReader(sums);
        while (lines.Read())
        {
            var line = lines.Current;
            if (line.IsEmpty)
                continue;
            if (line.Length <= DigestLength || line[DigestLength - 2] != ' ')
            {
                into.Expect(lines.Line, "an MD5 digest and a path");
                continue;
            }

            line[DigestLength..].CopyTo(paths.AsSpan(length));
            length += line.Length - DigestLength;
            paths[length++] = (byte)'\n';
        }

        return paths[..length];
    }
}
