using System.Collections.Frozen;

namespace Pavior.Scan.Npm;

/// <summary>What the path of a package.json says about it, before a byte of it is read.</summary>
internal readonly record struct PackageJsonPlace(PackageJsonPlace.Kind Is, string Folder, string? Within)
{
    /// <summary>Folders whose manifests are made up for tests, or to be copied by people.</summary>
    private static readonly FrozenSet<string> SampleFolders = FrozenSet.ToFrozenSet(
        [
            "test", "tests", "__tests__", "testdata", "test-data", "testing", "fixture", "fixtures", "__fixtures__", "mock", "mocks",
            "__mocks__", "spec", "specs", "e2e", "example", "examples", "sample", "samples", "demo", "demos", "bench", "benchmark",
            "benchmarks", "template", "templates", "boilerplate", "skeleton", "scaffold", "playground",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What the path means.</summary>
    internal enum Kind
    {
        /// <summary>Nothing that anything could load: a cache, a test fixture, a tool's own folder.</summary>
        Nothing,

        /// <summary>Where Node.js looks for packages: <c>node_modules/name</c>, <c>node_modules/@scope/name</c>.</summary>
        Package,

        /// <summary>Further down in a package, of npm or of another ecosystem.</summary>
        InPackage,

        /// <summary>In no package: an application, or a folder that a distribution or a Dockerfile unpacked.</summary>
        Application,
    }

    /// <param name="path">Ends with <c>/package.json</c>, or is just that.</param>
    public static PackageJsonPlace Of(string path)
    {
        var parts = path.Split('/')[..^1];
        var root = LastRoot(parts, parts.Length);
        if (root < 0)
            return OutsideOf(parts);
        if (IsInCache(parts, root) || IsInSamples(parts, root))
            return default;
        var inside = parts.AsSpan(root + 1);
        if (inside.IsEmpty)
            return default;
        if (inside[0].StartsWith('.'))
            return IsYarnStore(inside) ? new(Kind.Package, "", null) : default;
        var unit = UnitLength(inside);
        if (inside.Length < unit)
            return default;
        var name = string.Join('/', inside[..unit]);
        if (inside.Length == unit)
            return new(Kind.Package, name, null);
        return HasSampleFolder(inside[unit..]) ? default : new(Kind.InPackage, parts[^1], name);
    }

    /// <summary>True in a source tree for the manifest of a project: in no package, and neither a sample nor a template to be filled in.</summary>
    public static bool IsProject(string path) =>
        Of(path).Is == Kind.Application && !HasSampleFolder(path.Split('/')) && !path.Contains("{{", StringComparison.Ordinal);

    private static int UnitLength(ReadOnlySpan<string> inside) => inside[0].StartsWith('@') ? 2 : 1;

    /// <summary>Yarn's pnpm linker keeps the files in <c>node_modules/.store/name-npm-1.0.0-hash/package</c>.</summary>
    private static bool IsYarnStore(ReadOnlySpan<string> inside) =>
        inside[0] == ".store" && (inside.Length == 2 || (inside.Length == 3 && inside[2] == "package"));

    /// <summary>Index of the last folder below <paramref name="end"/> whose entries are packages, or -1.</summary>
    private static int LastRoot(string[] parts, int end)
    {
        for (var i = end - 1; i >= 0; i--)
        {
            if (parts[i] == "node_modules" || IsDebianRoot(parts, i))
                return i;
        }

        return -1;
    }

    /// <summary>Debian's places: <c>/usr/share/nodejs</c>, <c>/usr/lib/nodejs</c>, <c>/usr/lib/x86_64-linux-gnu/nodejs</c>.</summary>
    private static bool IsDebianRoot(string[] parts, int i) =>
        parts[i] == "nodejs" && i is 2 or 3 && parts[0] == "usr" && (parts[1] == "lib" || (parts[1] == "share" && i == 2));

    /// <summary>True when a package further up keeps this node_modules among its tests or examples.</summary>
    private static bool IsInSamples(string[] parts, int root)
    {
        while (LastRoot(parts, root) is >= 0 and var outer)
        {
            var between = parts.AsSpan(outer + 1, root - outer - 1);
            if (!between.IsEmpty && !between[0].StartsWith('.') && between.Length > UnitLength(between)
                && HasSampleFolder(between[UnitLength(between)..]))
                return true;
            root = outer;
        }

        return false;
    }

    /// <summary>Copies that a package tool keeps to install from; nothing loads them from there.</summary>
    private static bool IsInCache(string[] parts, int end)
    {
        for (var i = 0; i + 2 < end; i++)
        {
            if ((parts[i] == ".cache" && parts[i + 1] == "yarn")
                || (parts[i] == ".bun" && parts[i + 1] == "install" && parts[i + 2] == "cache")
                || (parts[i] == "yarn" && parts[i + 1] == "cache" && parts[i + 2].StartsWith('v')))
                return true;
        }

        return false;
    }

    private static PackageJsonPlace OutsideOf(string[] parts)
    {
        if (parts.Length == 0)
            return new(Kind.Application, "", null);
        var isDocumentation = parts.Length > 2 && parts[0] == "usr" && parts[1] == "share" && parts[2] == "doc";
        if (isDocumentation || IsInCache(parts, parts.Length) || HasSampleFolder(parts.AsSpan(1)))
            return default;
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            if (parts[i] is "site-packages" or "dist-packages" or "gems" or "vendor" or "bower_components" or "jspm_packages")
                return new(Kind.InPackage, parts[^1], parts[i + 1]);
        }

        return new(Kind.Application, parts[^1], parts.Length < 2 ? null : string.Join('/', parts[Math.Max(0, parts.Length - 3)..^1]));
    }

    private static bool HasSampleFolder(ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (SampleFolders.Contains(part))
                return true;
        }

        return false;
    }
}
