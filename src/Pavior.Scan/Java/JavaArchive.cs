using Pavior.Core;

namespace Pavior.Scan.Java;

/// <summary>
/// Java archives and what is nested in them. Identity comes from pom.properties, then the embedded pom.xml, then the manifest, then
/// the file name; the confidence says which.
/// </summary>
internal sealed class JavaArchive : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "java-archive",
        Version: 1,
        Ecosystem: "Java",
        Title: "Jars, wars, ears and other Java archives, the archives nested in them and the libraries shaded into them: installed code",
        Modes: ScanModes.Both,
        Patterns: [.. JavaArchiveNames.Endings.Select(e => new FilePattern.Ending(e))]);

    public void Extract(FileContent file, Extraction into)
    {
        if (file.Length == 0)
            return;
        Span<byte> magic = stackalloc byte[4];
        var read = file.ReadAt(0, magic);
        if (JavaArchiveNames.IsShared(file.Path) && !Formats.Zip.ZipReader.HasMagic(magic[..read]))
            return;
        new JarWalk(into).Archive(file);
    }
}
