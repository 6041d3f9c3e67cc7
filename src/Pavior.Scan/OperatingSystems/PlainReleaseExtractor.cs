using System.Text;
using Pavior.Core;

namespace Pavior.Scan.OperatingSystems;

/// <summary>Reads the one-line files with which releases before os-release name themselves.</summary>
internal sealed class PlainReleaseExtractor : IExtractor
{
    private const int MaxBytes = 64 << 10;

    /// <summary>How the line of a Red Hat style file starts, and the id that os-release gives the same distribution.</summary>
    private static readonly (string Start, string Id)[] Families =
    [
        ("Red Hat Enterprise Linux", "rhel"),
        ("CentOS", "centos"),
        ("Oracle Linux", "ol"),
        ("Rocky Linux", "rocky"),
        ("AlmaLinux", "almalinux"),
        ("Fedora", "fedora"),
        ("Amazon Linux", "amzn"),
        ("Scientific Linux", "scientific"),
        ("CloudLinux", "cloudlinux"),
    ];

    public ExtractorInfo Info { get; } = new(
        Id: "plain-release",
        Version: 1,
        Ecosystem: "Operating systems",
        Title: "Reads the release files of distributions without os-release (redhat-release, alpine-release, debian_version).",
        Modes: ScanModes.Image,
        Patterns: [.. DistributionFiles.Plain.Select(path => new FilePattern.At(path))]);

    public void Extract(FileContent file, Extraction into)
    {
        var text = Encoding.UTF8.GetString(file.ReadAll(MaxBytes).Span).AsSpan().TrimStart('\uFEFF').TrimStart();
        var end = text.IndexOfAny('\r', '\n');
        var line = (end < 0 ? text : text[..end]).Trim().ToString();
        if (line.Length == 0)
            return;
        into.Add(file.Path switch
        {
            "etc/alpine-release" => new Distribution("alpine", line, $"Alpine Linux v{line}"),
            "etc/debian_version" => Debian(line),
            _ => RedHat(line, file.Path),
        });
    }

    /// <summary><c>12.5</c> for a release (os-release names the major number only), <c>trixie/sid</c> for what becomes one.</summary>
    private static Distribution Debian(string line)
    {
        if (!char.IsAsciiDigit(line[0]))
            return new Distribution("debian", "", $"Debian GNU/Linux {line}") { Codename = line.Split('/')[0] };
        return new Distribution("debian", line.Split('.')[0], $"Debian GNU/Linux {line}");
    }

    /// <summary><c>CentOS release 6.10 (Final)</c>, <c>Amazon Linux release 2 (Karoo)</c>, <c>Amazon Linux AMI release 2018.03</c>.</summary>
    private static Distribution RedHat(string line, string path)
    {
        var family = Array.Find(Families, f => line.StartsWith(f.Start, StringComparison.OrdinalIgnoreCase));
        var id = family.Id ?? IdFromName(line) ?? throw ParseException.AtLine(path, 1, "a name followed by the word release");
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var version = Array.Find(words, w => char.IsAsciiDigit(w[0])) ?? "";
        var open = line.LastIndexOf('(');
        var codename = open >= 0 && line.EndsWith(')') ? line[(open + 1)..^1] : "";
        return new Distribution(id, version, line) { Codename = codename.Length == 0 ? null : codename };
    }
    /// <summary><c>openEuler release 22.03 (LTS)</c>: a distribution of a family unknown here is called by its own name.</summary>
    private static string? IdFromName(string line)
    {
        var end = line.IndexOf(" release ", StringComparison.Ordinal);
        return end <= 0 ? null : line[..end].Trim().ToLowerInvariant().Replace(' ', '-');
    }
}
