using System.Globalization;
using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>A package as Red Hat's CSAF documents name it, by a purl.</summary>
/// <param name="Evr"><c>1:3.0.7-27.el9</c>; null where the package is meant in every version.</param>
/// <param name="IsSource">A source package, and with it what is built from it.</param>
/// <param name="IsPlain">Named without architecture: Red Hat's older way to name what a source package is called.</param>
/// <param name="Module"><c>nodejs:16</c>, for a package of a module stream.</param>
internal sealed record RedHatPackage(string Name, string? Evr, bool IsSource, bool IsPlain, string? Module)
{
    /// <summary>Null for what is no RPM (images, archives of Java, Go modules) or is not installed as one (Flatpaks).</summary>
    public static RedHatPackage? TryParse(string? text)
    {
        if (!PackageUrl.TryParse(text, out var purl) || purl.Type != "rpm")
            return null;
        var architecture = purl.Qualifier("arch");
        string? module = null;
        if (purl.Qualifier("rpmmod") is { } mod)
        {
            var parts = mod.Split(':');
            if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
                return null;
            module = $"{parts[0]}:{parts[1]}";
        }

        return new RedHatPackage(purl.Name, Version(purl), architecture == "src", architecture is null, module);
    }

    /// <summary>Debug symbols: nothing of them runs.</summary>
    public bool IsDebugging => Name.EndsWith("-debuginfo", StringComparison.Ordinal) || Name.EndsWith("-debugsource", StringComparison.Ordinal);

    private static string? Version(PackageUrl purl)
    {
        if (purl.Version is not { Length: > 0 } version)
            return null;
        return purl.Qualifier("epoch") is { } epoch && int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? $"{number}:{version}"
            : version;
    }
}
