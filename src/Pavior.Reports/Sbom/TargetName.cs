using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>What an SBOM calls the thing that it describes: an image by its own reference, else by its file's name without folder and ending.</summary>
internal static class TargetName
{
    private static readonly string[] Endings = [".tar", ".tgz", ".gz", ".zst", ".zstd", ".oci", ".docker"];

    public static string Of(Target target) =>
        target.Kind != TargetKind.Image ? target.Name : target.Reference ?? WithoutEnding(target.Name);

    /// <summary><c>app.oci.tar.gz:web</c> is app: what follows a colon chooses within the file.</summary>
    private static string WithoutEnding(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        var colon = file.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            file = file[..colon];
        while (Array.Find(Endings, e => file.Length > e.Length && file.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending)
            file = file[..^ending.Length];
        return file.Length > 0 ? file : name;
    }
}
