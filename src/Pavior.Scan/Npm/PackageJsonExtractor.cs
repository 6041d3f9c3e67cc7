using Pavior.Core;

namespace Pavior.Scan.Npm;

/// <summary>
/// Reads the manifests of packages in an image. The place decides: directly in a <c>node_modules</c> (or Debian's <c>usr/share/nodejs</c>)
/// it is an installed package, whatever its folder is called. Further down it is a copy that another package carries, if it names a
/// published package and a version; stubs, the package's own parts, private manifests and fixtures are nothing. Outside of all packages
/// a manifest that may be published is the application itself, or a program unpacked by hand (yarn in the official Node.js images):
/// installed, with medium confidence. A private one is an application too, but its name is nobody's in the registry: it is listed as
/// <c>pkg:generic</c>, so that no advisory of a package that happens to have the same name speaks of it.
/// </summary>
internal sealed class PackageJsonExtractor : IExtractor
{
    private static readonly IReadOnlyDictionary<string, string> ApplicationRole =
        new Dictionary<string, string> { ["npm:role"] = "application" }.AsReadOnly();

    public ExtractorInfo Info { get; } = new(
        Id: "npm-package-json",
        Version: 2,
        Ecosystem: "npm",
        Title: "package.json where Node.js looks for packages proves an installed package; deeper in a package, a vendored copy; elsewhere, an application.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Named("package.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        var place = PackageJsonPlace.Of(file.Path);
        if (place.Is == PackageJsonPlace.Kind.Nothing)
            return;
        if (place.Is == PackageJsonPlace.Kind.Package)
        {
            AddInstalled(PackageJson.Read(file), place, into);
            return;
        }

        PackageJson manifest;
        try
        {
            manifest = PackageJson.Read(file);
        }
        catch (ParseException unread) when (unread.Kind != GapKind.LimitReached)
        {
            // Test data and half-written templates: no package lives here, so none can have been missed.
            return;
        }

        if (place.Is == PackageJsonPlace.Kind.InPackage)
            AddVendored(manifest, place.Within ?? "", into);
        else
            AddApplication(manifest, place, into);
    }

    private static void AddInstalled(PackageJson manifest, PackageJsonPlace place, Extraction into)
    {
        // A stub that only sets the module type has no identity.
        if (string.IsNullOrEmpty(manifest.Name) && string.IsNullOrEmpty(manifest.Version))
            return;

        // Folders made by hand or by a workspace may leave one of the two out; the folder's name is then what programs load it by.
        var name = string.IsNullOrEmpty(manifest.Name) ? place.Folder : manifest.Name;
        if (!NpmName.IsValid(name))
            throw ParseException.AtLine(into.Path, 1, "a manifest with the name of a package");
        var version = NpmVersion.Clean(manifest.Version);
        if (version is null && !string.IsNullOrEmpty(manifest.Version))
            throw ParseException.AtLine(into.Path, 1, $"a manifest of {name} with a semantic version");
        var complete = version is not null && !string.IsNullOrEmpty(manifest.Name);
        into.Add(Create(manifest, name, version) with { Confidence = complete ? Confidence.High : Confidence.Medium });
    }

    private static void AddVendored(PackageJson manifest, string within, Extraction into)
    {
        if (!IsPublished(manifest) || IsPartOf(manifest.Name!, within))
            return;
        into.Add(Create(manifest, manifest.Name!, NpmVersion.Clean(manifest.Version)) with
        {
            Relation = Relation.Vendored,
            Confidence = Confidence.Medium,
        });
    }

    private static void AddApplication(PackageJson manifest, PackageJsonPlace place, Extraction into)
    {
        if (manifest is { IsPrivate: true, IsEditorExtension: false, Name: { } name } && NpmName.IsValid(name))
        {
            into.Add(Create(manifest, name, null) with
            {
                Purl = new PackageUrl("generic", null, name, NpmVersion.Clean(manifest.Version)),
                Confidence = Confidence.Medium,
                Properties = ApplicationRole,
            });
            return;
        }

        if (!IsPublished(manifest))
            return;
        var package = Create(manifest, manifest.Name!, NpmVersion.Clean(manifest.Version));

        // Deno runs packages from <cache>/npm/<registry>/<name>/<version>/.
        var isRunFromCache = place.Folder == manifest.Version
            && (place.Within == manifest.Name || place.Within?.EndsWith("/" + manifest.Name, StringComparison.Ordinal) == true);
        into.Add(isRunFromCache
            ? package
            : package with { Confidence = Confidence.Medium, Properties = ApplicationRole });
    }

    private static bool IsPublished(PackageJson manifest) =>
        !manifest.IsPrivate
        && !manifest.IsEditorExtension
        && NpmName.IsValid(manifest.Name)
        && NpmVersion.Clean(manifest.Version) is { } version
        && !NpmVersion.IsPlaceholder(version);

    /// <summary>Entry points of a package often have manifests of their own: <c>preact-hooks</c> in preact, <c>@reduxjs/toolkit-query</c> in @reduxjs/toolkit.</summary>
    private static bool IsPartOf(string name, string within) =>
        name.StartsWith(within, StringComparison.Ordinal) && (name.Length == within.Length || name[within.Length] is '-' or '/' or '.');

    private static Package Create(PackageJson manifest, string name, string? version) => new()
    {
        Purl = NpmName.Purl(name, version),
        Licenses = manifest.Licenses,
        Supplier = manifest.Supplier,
        Requires = manifest.Requires,
    };
}
