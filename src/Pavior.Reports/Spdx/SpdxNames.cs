using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Reports.Licenses;
using Pavior.Reports.Sbom;

namespace Pavior.Reports.Spdx;

/// <summary>Identifiers, times and licences as both major versions of SPDX want them.</summary>
internal static class SpdxNames
{
    /// <summary>SPDX demands a time of creation; without one from the image it is the epoch, since a report never depends on the clock.</summary>
    public static string Created(Target target) => JsonOutput.Time(target.Created ?? DateTimeOffset.UnixEpoch);

    /// <summary>Letters, digits, dot and hyphen: <c>Package-deb-libc6-0123456789abcdef</c>.</summary>
    public static string Identifier(Package package, string reference)
    {
        var text = new StringBuilder("Package-").Append(Kept(package.Purl.Type)).Append('-').Append(Kept(package.Purl.Name));
        return text.Append('-').Append(ContentHash.Short(reference)).ToString();
    }

    public static string SourceIdentifier(SourcePackage source, string type) =>
        $"Source-{Kept(type)}-{Kept(source.Name)}-{ContentHash.Short($"{type}\n{source.Name}\n{source.Version}")}";

    /// <summary>The namespace of the document: the same report always has the same.</summary>
    public static string Namespace(Report report) => $"https://spdx.org/spdxdocs/{Kept(TargetName.Of(report.Target))}-{ContentHash.Uuid(report)}";

    /// <summary>Where the package was seen, for people: SPDX has no field for it.</summary>
    public static string? SourceInfo(Package package)
    {
        if (package.Evidence.Count == 0)
            return null;
        var first = package.Evidence[0];
        var text = new StringBuilder("found in ").Append(first.Path);
        if (first.Line is { } line)
            text.Append(", line ").Append(line.ToString(CultureInfo.InvariantCulture));
        if (first.Layer is { } layer)
            text.Append(", layer ").Append(layer.ToString(CultureInfo.InvariantCulture));
        if (package.Evidence.Count > 1)
            text.Append(", and ").Append((package.Evidence.Count - 1).ToString(CultureInfo.InvariantCulture)).Append(" more");
        return text.ToString();
    }

    /// <summary>One expression for all that the package states; own words become LicenseRefs, whose text goes into <paramref name="references"/>.</summary>
    public static string License(IReadOnlyList<string> licenses, SortedDictionary<string, string> references)
    {
        if (licenses.Count == 0)
            return "NOASSERTION";
        if (licenses.Count == 1)
            return Term(licenses[0], references);
        return string.Join(" AND ", licenses.Select(l => Term(l, references)).Distinct(StringComparer.Ordinal).Select(t => t.Contains(' ', StringComparison.Ordinal) ? $"({t})" : t));
    }

    /// <summary>True when reading the expression gives back the list: then nothing else has to carry it.</summary>
    public static bool SaysAll(IReadOnlyList<string> licenses) => licenses.Count == 0 || (licenses.Count == 1 && LicenseExpression.IsValid(licenses[0]));

    private static string Term(string license, SortedDictionary<string, string> references)
    {
        if (LicenseExpression.IsValid(license))
            return license;
        var reference = LicenseExpression.Reference(license);
        references[reference] = license;
        return reference;
    }

    private static string Kept(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (text.Length == 60)
                break;
            text.Append(char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-');
        }

        return text.ToString();
    }
}
