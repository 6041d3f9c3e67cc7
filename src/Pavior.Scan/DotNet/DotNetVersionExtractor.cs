using System.Text;
using Pavior.Core;

namespace Pavior.Scan.DotNet;

/// <summary>The <c>.version</c> files of an installed .NET: second line the version, in a folder that says of what.</summary>
internal sealed class DotNetVersionExtractor : IExtractor
{
    private const int MaxFile = 4096;

    public ExtractorInfo Info { get; } = new(
        "dotnet-version",
        1,
        ".NET",
        "Version files of installed .NET SDKs and shared frameworks",
        ScanModes.Image,
        [new FilePattern.Named(".version")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (ProductAt(file.Path) is not { } product || file.Length > MaxFile)
            return;
        var lines = Encoding.UTF8.GetString(file.ReadAll(MaxFile).Span).Split('\n');
        if (lines.Length < 2 || lines[1].Trim() is not { Length: > 0 } version || !char.IsAsciiDigit(version[0]))
            throw ParseException.AtLine(file.Path, 2, "a version");
        into.Add(DotNetRuntimes.ToPackage(product, version));
    }

    /// <summary>The product of <c>…/sdk/VERSION/.version</c> and <c>…/shared/FRAMEWORK/VERSION/.version</c>; null elsewhere.</summary>
    private static string? ProductAt(string path)
    {
        var parts = path.Split('/');
        if (parts.Length >= 4 && parts[^4] == "shared")
            return DotNetRuntimes.ProductOfFramework(parts[^3]);
        return parts.Length >= 3 && parts[^3] == "sdk" ? "dotnet-sdk" : null;
    }
}
