using Pavior.Core;
using Pavior.Formats.Zip;

namespace Pavior.Scan.Python;

/// <summary>Eggs that setuptools installed as one zip file, with their metadata inside.</summary>
internal sealed class PythonEgg : IExtractor
{
    private const int MaxMetadataBytes = 16 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "python-egg",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the core metadata inside of zipped eggs",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Ending(".egg")]);

    public void Extract(FileContent file, Extraction into)
    {
        var zip = ZipReader.Open(file);
        foreach (var entry in zip.Entries())
        {
            if (!entry.Name.SequenceEqual("EGG-INFO/PKG-INFO"u8))
                continue;
            var path = $"{file.Path}!EGG-INFO/PKG-INFO";
            into.Add(DistributionMetadata.Read(path, zip.ReadAll(entry.Keep(), path, MaxMetadataBytes).Span) with
            {
                Evidence = [new Evidence(path, into.Extractor)],
            });
            return;
        }

        throw new ParseException(file.Path, 0, "an egg: a zip file with EGG-INFO/PKG-INFO");
    }
}
