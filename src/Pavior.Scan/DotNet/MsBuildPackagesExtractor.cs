using System.Xml;
using Pavior.Core;

namespace Pavior.Scan.DotNet;

/// <summary>Package items of MSBuild files: centrally managed versions and references with a version of their own.</summary>
internal sealed class MsBuildPackagesExtractor : IExtractor
{
    private static readonly string[] ItemNames = ["PackageVersion", "PackageReference", "GlobalPackageReference"];

    private readonly bool _isCentral;

    private MsBuildPackagesExtractor(ExtractorInfo info, bool isCentral) => (Info, _isCentral) = (info, isCentral);

    /// <summary><c>Directory.Packages.props</c>, which images are read for as well.</summary>
    public static MsBuildPackagesExtractor Central { get; } = new(
        new(
            "nuget-packages-props",
            1,
            ".NET",
            "Reads the centrally managed package versions of Directory.Packages.props",
            ScanModes.Both,
            [new FilePattern.Ending("ackages.props")]),
        isCentral: true);

    /// <summary>Project files.</summary>
    public static MsBuildPackagesExtractor Project { get; } = new(
        new(
            "nuget-project",
            1,
            ".NET",
            "Reads the package references of C#, F# and Visual Basic projects",
            ScanModes.Source,
            [new FilePattern.Ending(".csproj"), new FilePattern.Ending(".fsproj"), new FilePattern.Ending(".vbproj")]),
        isCentral: false);

    public ExtractorInfo Info { get; }

    public void Extract(FileContent file, Extraction into)
    {
        var items = new List<MsBuildItem>();
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Collect(file, items, properties);
        foreach (var item in items)
        {
            var requested = MsBuildItem.Expand(item.Version, properties);
            var name = MsBuildItem.Expand(item.Name, properties).Trim();

            // Without a version it only uses one that is stated elsewhere.
            if (requested.Length > 0 && name.Length > 0)
                into.Add(ToPackage(item, name, requested, file.Path, into.Extractor));
            else if (_isCentral)
                into.Add(new Gap(file.Path, GapKind.Malformed, $"{file.Path}, line {item.Line}: expected the name and version of a package"));
        }
    }

    private static void Collect(FileContent file, List<MsBuildItem> items, Dictionary<string, string> properties)
    {
        MsBuildItem? open = null;
        var (inProperties, depth) = (false, 0);
        XmlFiles.Walk(file, (reader, line) =>
        {
            var element = reader.LocalName;
            if (reader.Depth <= depth)
                (open, inProperties) = (null, false);
            if (element == "PropertyGroup")
            {
                (inProperties, depth) = (true, reader.Depth);
            }
            else if (inProperties && Text(reader) is { } value)
            {
                properties[element] = value;
            }
            else if (Array.IndexOf(ItemNames, element) >= 0
                && (reader.GetAttribute("Include") ?? reader.GetAttribute("Update"))?.Trim() is { Length: > 0 } name)
            {
                var version = reader.GetAttribute("Version") ?? reader.GetAttribute("VersionOverride") ?? "";
                open = new MsBuildItem(name, version.Trim(), reader.GetAttribute("PrivateAssets") == "all", line);
                depth = reader.Depth;
                items.Add(open);
            }
            else if (open is not null && element is "Version" or "VersionOverride" && Text(reader) is { } nested)
            {
                items[^1] = open = open with { Version = nested };
            }
        });
    }

    /// <summary>The text right behind the start tag; the reader then stands on it.</summary>
    private static string? Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return null;
        return reader.Read() && reader.NodeType == XmlNodeType.Text ? reader.Value.Trim() : null;
    }

    private static Package ToPackage(MsBuildItem item, string name, string requested, string path, string extractor)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var version = MsBuildItem.Exact(requested);
        if (version is null)
            properties["nuget:requested"] = requested;
        return new Package
        {
            Purl = new PackageUrl("nuget", null, name, version),
            Relation = Relation.Declared,
            Scope = item.IsPrivate ? DependencyScope.Development : DependencyScope.Runtime,
            Confidence = version is null ? Confidence.Low : Confidence.High,
            Evidence = [new Evidence(path, extractor, Line: item.Line)],
            Properties = properties,
        };
    }
}
