using System.Text;
using Pavior.Core;

namespace Pavior.Testing;

/// <summary>Runs one extractor over bytes, as the engine does, and gives back what it found.</summary>
public static class ExtractorRun
{
    public static Extraction Over(IExtractor extractor, string path, string text) =>
        Over(extractor, path, Encoding.UTF8.GetBytes(text));

    public static Extraction Over(IExtractor extractor, string path, ReadOnlyMemory<byte> bytes)
    {
        var into = new Extraction(extractor.Info.Id, path);
        try
        {
            extractor.Extract(new MemoryFileContent(path, bytes), into);
        }
        catch (ParseException bad)
        {
            into.Add(bad.AsGap());
        }

        return into;
    }

    /// <summary><c>name version</c> lines, ordinally sorted: the form of the <c>expected.txt</c> files.</summary>
    public static string Lines(Extraction extraction) =>
        string.Join('\n', extraction.Packages.Select(p => $"{p.Name} {p.Version}").Distinct().Order(StringComparer.Ordinal));
}
