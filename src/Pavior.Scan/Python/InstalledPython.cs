using Pavior.Core;

namespace Pavior.Scan.Python;

/// <summary>Distributions that an installer put in place, by the metadata it leaves beside them.</summary>
internal sealed class InstalledPython : IExtractor
{
    /// <summary>The description is part of the file and can hold a whole manual.</summary>
    private const int MaxMetadataBytes = 16 * 1024 * 1024;

    /// <summary>A list of files has at most about a hundred bytes for each.</summary>
    private const int MaxRecordBytes = 16 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "python-installed",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the core metadata of installed distributions (dist-info, egg-info, unpacked eggs) and the files they own",
        Modes: ScanModes.Image,
        Patterns:
        [
            new FilePattern.Ending(".dist-info/METADATA"),
            new FilePattern.Ending(".dist-info/RECORD"),
            new FilePattern.Ending(".egg-info"),
            new FilePattern.Ending(".egg-info/PKG-INFO"),
            new FilePattern.Ending(".egg-info/installed-files.txt"),
            new FilePattern.Ending("/EGG-INFO/PKG-INFO"),
        ]);

    public void Extract(FileContent file, Extraction into)
    {
        var slash = file.Path.LastIndexOf('/');
        var folder = slash < 0 ? "" : file.Path[..slash];
        switch (file.Path[(slash + 1)..])
        {
            case "RECORD":
                // The list names no package: it speaks for the one of its folder. Paths of a RECORD are relative to the folder that holds the dist-info folder.
                var above = folder.LastIndexOf('/');
                into.Add(new OwnedFiles("", InstalledFiles.FromRecord(file.ReadAll(MaxRecordBytes).Span, above < 0 ? "" : folder[..above], file.Path)));
                break;
            case "installed-files.txt":
                into.Add(new OwnedFiles("", InstalledFiles.FromLines(file.ReadAll(MaxRecordBytes).Span, folder, file.Path)));
                break;
            default:
                into.Add(DistributionMetadata.Read(file.Path, file.ReadAll(MaxMetadataBytes).Span));
                break;
        }
    }
}
