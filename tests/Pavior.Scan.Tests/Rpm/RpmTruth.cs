using System.Globalization;
using System.IO.Compression;
using System.Text;
using Pavior.Core;
using Pavior.Testing;

namespace Pavior.Scan.Tests.Rpm;

/// <summary>What rpm itself prints about a database, and the same lines made of an extraction.</summary>
internal static class RpmTruth
{
    /// <summary>The format of the <c>expected.txt</c> files: <c>rpm -qa --qf "%{NAME}|%{EPOCH}|%{VERSION}|%{RELEASE}|%{ARCH}|%{SOURCERPM}|%{LICENSE}|%{VENDOR}\n"</c>.</summary>
    public static string Lines(IEnumerable<Package> packages) => Sorted(packages.Select(Line));

    /// <summary>The printed lines without the keys, which are no packages to us.</summary>
    public static string Expected(string text) =>
        Sorted(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("gpg-pubkey|", StringComparison.Ordinal)));

    /// <summary><c>name|version|path</c> lines; the truth has the file's mode before the path.</summary>
    public static string FileLines(IEnumerable<Package> packages)
    {
        var lines = new List<string>();
        foreach (var package in packages)
        {
            foreach (var path in package.Files)
                lines.Add($"{package.Name}|{package.Version[..package.Version.LastIndexOf('-')]}|/{Encoding.UTF8.GetString(path)}");
        }

        return Sorted(lines);
    }

    public static string ExpectedFiles(string text) => Sorted(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var fields = line.Split('|', 4);
        return $"{fields[0]}|{fields[1]}|{fields[3]}";
    }));

    public static byte[] Unzip(string relative)
    {
        using var file = File.OpenRead(Repository.Fixture("Pavior.Scan.Tests", relative));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unzipped.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Line(Package package)
    {
        var split = package.Version.LastIndexOf('-');
        var source = package.Source is { } s ? $"{s.Name}-{s.Version}.src.rpm" : "(none)";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{package.Name}|{package.Purl.Qualifier("epoch") ?? "(none)"}|{package.Version[..split]}|{package.Version[(split + 1)..]}|{package.Purl.Qualifier("arch")}|{source}|{package.Licenses[0]}|{package.Supplier ?? "(none)"}");
    }

    private static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
