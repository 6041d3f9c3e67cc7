using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Tests.Layers;

/// <summary>An extractor for tests of the engine: a <c>*.pkg</c> file holds <c>name version</c> lines; <c>db/packages</c> does so in one fixed place.</summary>
internal sealed class PackageFile : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        "package-file", 1, "Test", "Lines of name and version.", ScanModes.Both, [new FilePattern.Ending(".pkg"), new FilePattern.At("db/packages")]);

    public void Extract(FileContent file, Extraction into)
    {
        foreach (var line in Encoding.UTF8.GetString(file.ReadAll(1 << 20).Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [var name, var version])
                throw new ParseException(file.Path, 0, "name and version");
            into.Add(new Package { Purl = new PackageUrl("generic", null, name, version) });
        }
    }
}
