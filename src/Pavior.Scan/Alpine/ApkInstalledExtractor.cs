using Pavior.Core;

namespace Pavior.Scan.Alpine;

/// <summary>Reads apk's database of installed packages.</summary>
internal sealed class ApkInstalledExtractor : IExtractor
{
    private const int MaxBytes = 64 << 20;

    public ExtractorInfo Info { get; } = new(
        Id: "apk-installed",
        Version: 1,
        Ecosystem: "Alpine",
        Title: "Reads the packages that apk has installed, with the files they own.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.At("lib/apk/db/installed"), new FilePattern.At("usr/lib/apk/db/installed")]);

    public void Extract(FileContent file, Extraction into) => new ApkDatabase(file.ReadAll(MaxBytes), into).Read();
}
