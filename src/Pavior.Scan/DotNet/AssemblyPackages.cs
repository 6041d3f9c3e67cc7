using Pavior.Core;
using Pavior.Formats.Pe;

namespace Pavior.Scan.DotNet;

/// <summary>
/// A .NET assembly by its version resource: a NuGet package is usually named like its assembly and versioned like the product,
/// which is a guess (<see cref="Confidence.Low"/>) that a dependency manifest in the same folder makes superfluous.
/// </summary>
internal static class AssemblyPackages
{
    /// <summary>Marks a package that only its assembly speaks for; <see cref="CoveredAssemblies"/> looks for it.</summary>
    public const string AssemblyProperty = "dotnet:assembly";

    private const string SatelliteEnding = ".resources";

    /// <exception cref="ParseException">The resource tree is damaged.</exception>
    public static void Add(PeFile assembly, Extraction into, Evidence? evidence = null)
    {
        var path = assembly.File.Path;
        if (PeVersionInfo.Read(assembly) is not { } info)
            return;
        var name = NameOf(info, path);
        if (name.Length == 0 || name.EndsWith(SatelliteEnding, StringComparison.OrdinalIgnoreCase) || VersionOf(info) is not { } version)
            return;
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { [AssemblyProperty] = name };
        if (info["ProductName"] is { Length: > 0 } product)
            properties["dotnet:product"] = product;
        if (info["FileVersion"] is { Length: > 0 } fileVersion)
            properties["dotnet:file-version"] = fileVersion;
        into.Add(new Package
        {
            Purl = new PackageUrl("nuget", null, name, version),
            Confidence = Confidence.Low,
            Supplier = info["CompanyName"] is { Length: > 0 } company ? company : null,
            Evidence = evidence is null ? [] : [evidence],
            Properties = properties,
        });
    }

    /// <summary>The compiler writes the assembly's own file name, which renaming the file does not change.</summary>
    private static string NameOf(PeVersionInfo info, string path)
    {
        var name = info["OriginalFilename"] is { Length: > 0 } original ? original : path[(path.LastIndexOfAny(['/', '!']) + 1)..];
        name = name.Trim();
        return name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    /// <summary>The product version where it reads like one of NuGet, without the commit behind the plus sign; else the file version.</summary>
    private static string? VersionOf(PeVersionInfo info)
    {
        var product = (info["ProductVersion"] ?? "").Trim();
        var plus = product.IndexOf('+');
        if (plus >= 0)
            product = product[..plus];
        if (IsVersion(product))
            return product;
        var file = (info["FileVersion"] ?? info.FileVersion ?? "").Trim();
        return IsVersion(file) && file != "0.0.0.0" ? file : null;
    }

    private static bool IsVersion(string text)
    {
        var dash = text.IndexOf('-');
        var numbers = dash < 0 ? text : text[..dash];
        var parts = numbers.Split('.');
        return parts.Length is >= 2 and <= 4
            && Array.TrueForAll(parts, p => p.Length is > 0 and < 10 && p.All(char.IsAsciiDigit))
            && (dash < 0 || (dash < text.Length - 1 && text[(dash + 1)..].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')));
    }
}
