using Pavior.Core;

namespace Pavior.Scan.Php;

/// <summary>Reads PEAR's registry: one serialized package.xml for each installed PEAR package or PECL extension (<c>.registry/*.reg</c>).</summary>
internal sealed class PearRegistryExtractor : IExtractor
{
    private const int MaxBytes = 16 * 1024 * 1024;

    private const int MaxPart = 256;

    public ExtractorInfo Info { get; } = new(
        Id: "php-pear",
        Version: 1,
        Ecosystem: "PHP",
        Title: "PEAR's registry (.registry/*.reg) proves installed PEAR packages and PECL extensions.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Ending(".reg")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (!file.Path.StartsWith(".registry/", StringComparison.Ordinal) && !file.Path.Contains("/.registry/", StringComparison.Ordinal))
            return;
        var root = PhpValue.Parse(file.Path, file.ReadAll(MaxBytes).Span);

        // package.xml 2.0 has name and version.release, 1.0 had package and version.
        var name = root["name"].Text ?? root["package"].Text;
        var version = root["version"]["release"].Text ?? root["version"].Text;
        var channel = root["channel"].Text ?? "pear.php.net";
        if (!IsPart(name) || !IsPart(version) || !IsPart(channel))
            throw new ParseException(file.Path, 0, "a package with name, version and channel");
        var license = root["license"]["_content"].Text ?? root["license"].Text ?? root["release_license"].Text;
        into.Add(new Package
        {
            Purl = new PackageUrl("pear", channel, name!, version),
            Licenses = string.IsNullOrWhiteSpace(license) ? [] : [license.Trim()],
            Supplier = Lead(root["lead"]),
            Requires = Requires(root["dependencies"]["required"]["package"]),
        });
    }

    private static bool IsPart(string? text) =>
        !string.IsNullOrEmpty(text) && text.Length <= MaxPart && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains('/', StringComparison.Ordinal);

    /// <summary>One lead is an array of members, several are a list of those.</summary>
    private static string? Lead(PhpValue lead)
    {
        var one = lead["name"].Text is null ? lead["0"] : lead;
        return one["name"].Text is { Length: > 0 } name
            ? one["email"].Text is { Length: > 0 } email ? $"{name} <{email}>" : name
            : null;
    }

    private static List<string> Requires(PhpValue packages)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (packages["name"].Text is { } only)
            names.Add($"{packages["channel"].Text ?? "pear.php.net"}/{only}");
        foreach (var (_, package) in packages.Members)
        {
            if (package["name"].Text is { } name)
                names.Add($"{package["channel"].Text ?? "pear.php.net"}/{name}");
        }

        return [.. names];
    }
}
