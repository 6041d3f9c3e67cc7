using Pavior.Core;

namespace Pavior.Scan.DotNet;

/// <summary>The shared frameworks as products of their own: advisories and end-of-life dates speak of them, not of their packages.</summary>
internal static class DotNetRuntimes
{
    private static readonly (string Framework, string Product)[] Known =
    [
        ("Microsoft.NETCore.App", "dotnet-runtime"),
        ("Microsoft.AspNetCore.App", "aspnetcore-runtime"),
        ("Microsoft.WindowsDesktop.App", "windowsdesktop-runtime"),
    ];

    /// <summary>The product that a runtime pack holds (<c>Microsoft.NETCore.App.Runtime.linux-x64</c>); null for other packages.</summary>
    public static string? ProductOf(string package)
    {
        foreach (var (framework, product) in Known)
        {
            if (package.StartsWith(framework + ".Runtime.", StringComparison.OrdinalIgnoreCase))
                return product;
        }

        return null;
    }

    /// <summary>The product of a folder below <c>shared/</c>; null for others.</summary>
    public static string? ProductOfFramework(ReadOnlySpan<char> framework)
    {
        foreach (var (name, product) in Known)
        {
            if (framework.Equals(name, StringComparison.OrdinalIgnoreCase))
                return product;
        }

        return null;
    }

    public static Package ToPackage(string product, string version, Evidence? evidence = null) => new()
    {
        Purl = new PackageUrl("generic", null, product, version),
        Supplier = "Microsoft",
        Evidence = evidence is null ? [] : [evidence],
    };
}
