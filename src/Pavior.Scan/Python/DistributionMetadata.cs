using Pavior.Core;

namespace Pavior.Scan.Python;

/// <summary>Turns core metadata into a package.</summary>
internal static class DistributionMetadata
{
    /// <summary>Some packages put the whole licence text into the field that should name it.</summary>
    private const int MaxLicenseName = 200;

    /// <exception cref="ParseException">There is no name or no version.</exception>
    public static Package Read(string path, ReadOnlySpan<byte> bytes)
    {
        var headers = MetadataHeaders.Parse(bytes);
        var name = headers.First("Name");
        if (name is null || !PythonName.IsValid(name))
            throw ParseException.AtLine(path, headers.EndLine, "a field Name with the name of a distribution above this line");
        var version = headers.First("Version")
            ?? throw ParseException.AtLine(path, headers.EndLine, "a field Version above this line");
        return new Package
        {
            Purl = new PackageUrl("pypi", null, PythonName.Normalize(name), version),
            Relation = IsVendored(path) ? Relation.Vendored : Relation.Installed,
            Licenses = Licenses(headers),
            Supplier = Supplier(headers),
            Requires = Requires(headers),
        };
    }

    /// <summary>pip, setuptools and others carry copies of what they need below a folder of this name.</summary>
    private static bool IsVendored(string path) =>
        path.Contains("/_vendor/", StringComparison.Ordinal) || path.Contains("/_vendored/", StringComparison.Ordinal);

    private static string[] Licenses(MetadataHeaders headers)
    {
        if (headers.First("License-Expression") is { } expression)
            return [expression];
        var classified = headers.All("Classifier")
            .Where(c => c.StartsWith("License ::", StringComparison.Ordinal))
            .Select(c => c[(c.LastIndexOf("::", StringComparison.Ordinal) + 2)..].Trim())
            .Where(c => c is not ("" or "OSI Approved"))
            .Distinct()
            .ToArray();
        if (classified.Length > 0)
            return classified;
        return headers.First("License") is { } license && LicenseName(license) is { } named ? [named] : [];
    }

    private static string? LicenseName(string license)
    {
        var line = license.AsSpan().Trim();
        var end = line.IndexOf('\n');
        if (end >= 0)
            line = line[..end].TrimEnd();
        return line.Length is > 0 and <= MaxLicenseName ? line.ToString() : null;
    }

    private static string? Supplier(MetadataHeaders headers) =>
        headers.First("Author") ?? headers.First("Author-email") ?? headers.First("Maintainer") ?? headers.First("Maintainer-email");

    private static string[] Requires(MetadataHeaders headers) =>
        [.. headers.All("Requires-Dist")
            .Select(r => Requirement.TryParse(r))
            .OfType<Requirement>()
            .Where(r => !r.IsOfExtra)
            .Select(r => PythonName.Normalize(r.Name))
            .Distinct()];
}
