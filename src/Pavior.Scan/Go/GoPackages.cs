using Pavior.Core;

namespace Pavior.Scan.Go;

/// <summary>Turns modules into packages.</summary>
internal static class GoPackages
{
    private static readonly string[] ReportedSettings = ["vcs.revision", "vcs.time", "vcs.modified", "GOOS", "GOARCH", "CGO_ENABLED"];

    /// <summary>The standard library, every module linked in, and the main module, which requires them all.</summary>
    public static void Add(GoBuildInfo info, Extraction into)
    {
        var requires = new List<string> { "stdlib" };
        into.Add(Stdlib(info.GoVersion));
        foreach (var module in info.Dependencies)
        {
            // Go before 1.18 lists the main module of a test binary a second time, without a path.
            if (module.Path.Length == 0)
                continue;
            if (!IsNameable(module.Path))
            {
                into.Add(new Gap(into.Path, GapKind.Malformed, $"{into.Path}: expected a module path instead of \"{module.Path}\""));
                continue;
            }

            var package = FromModule(module);
            requires.Add(package.Name);
            into.Add(package);
        }

        if (info.Main is { } main && IsNameable(main.Path))
            into.Add(MainModule(info, main, requires));
    }

    /// <summary>The purl of a module: its path's last element is the name.</summary>
    public static PackageUrl Purl(string path, string? version)
    {
        var slash = path.LastIndexOf('/');
        return new PackageUrl("golang", slash < 0 ? null : path[..slash], path[(slash + 1)..], version);
    }

    /// <summary>True for a replacement by a folder, whose content has no version.</summary>
    public static bool IsLocal(string path) =>
        path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal)
        || path.StartsWith('/') || path is "." or ".." || (path.Length > 2 && path[1] == ':');

    /// <summary>False for a path without a last element, which no module has.</summary>
    public static bool IsNameable(string path) => path.AsSpan().Trim('/').Length > 0 && !path.EndsWith('/');

    private static Package Stdlib(string goVersion)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["go:toolchain"] = goVersion };
        if (GoVersionText.Experiments(goVersion) is { } experiments)
            properties["go:experiments"] = experiments;
        return new Package
        {
            Purl = new PackageUrl("golang", null, "stdlib", GoVersionText.Toolchain(goVersion)),
            Licenses = ["BSD-3-Clause"],
            Properties = properties,
        };
    }

    private static Package FromModule(GoModule module)
    {
        var linked = module.Replacement ?? module;
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (module.Replacement is { } replacement)
        {
            properties["go:replaces"] = Spell(module);
            if (IsLocal(replacement.Path) || !IsNameable(replacement.Path))
            {
                // The code is that of a folder on the build machine: the module it stands for is the best name there is.
                properties.Remove("go:replaces");
                properties["go:replaced-by"] = replacement.Path;
                linked = module;
            }
        }

        if (linked.Sum.Length > 0)
            properties["go:sum"] = linked.Sum;
        return new Package
        {
            Purl = Purl(linked.Path, KnownVersion(linked.Version)),
            Confidence = properties.ContainsKey("go:replaced-by") ? Confidence.Medium : Confidence.High,
            Properties = properties,
        };
    }

    private static Package MainModule(GoBuildInfo info, GoModule main, IReadOnlyList<string> requires)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["go:main"] = info.MainPackage };
        foreach (var key in ReportedSettings)
        {
            if (info.Settings.TryGetValue(key, out var value) && value.Length > 0)
                properties["go:" + key] = value;
        }

        var version = KnownVersion(main.Version);
        var confidence = Confidence.High;
        if ((version is null || version.StartsWith("v0.0.0-", StringComparison.Ordinal))
            && info.Settings.TryGetValue("-ldflags", out var flags)
            && GoLinkerFlags.FindVersion(main.Path, flags) is { } stamped)
        {
            (version, confidence) = (stamped, Confidence.Medium);
            properties["go:version-from"] = "-ldflags";
        }

        return new Package
        {
            Purl = Purl(main.Path, version),
            Confidence = confidence,
            Requires = requires,
            Properties = properties,
        };
    }

    private static string? KnownVersion(string version) => version is "" or "(devel)" ? null : version;

    private static string Spell(GoModule module) => module.Version.Length == 0 ? module.Path : $"{module.Path}@{module.Version}";
}
