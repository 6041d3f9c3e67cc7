using Pavior.Core;

namespace Pavior.Scan.Debian;

/// <summary>Reads the databases of dpkg, whole or one file a package.</summary>
internal sealed class DpkgStatusExtractor : IExtractor
{
    private const int MaxBytes = 64 << 20;

    private const string Status = "var/lib/dpkg/status";

    private const string StatusFolder = "var/lib/dpkg/status.d/";

    public ExtractorInfo Info { get; } = new(
        Id: "dpkg-status",
        Version: 1,
        Ecosystem: "Debian",
        Title: "Reads the packages that dpkg has unpacked, and those that distroless images list in status.d.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.At(Status), new FilePattern.Below(StatusFolder, "")]);

    public void Extract(FileContent file, Extraction into)
    {
        // Checksums lie beside the records in status.d; they are file lists, not packages.
        if (file.Path.EndsWith(".md5sums", StringComparison.Ordinal))
            return;
        DpkgStatus.Read(file.ReadAll(MaxBytes).Span, "deb", wholeDatabase: file.Path == Status, into);
    }
}
