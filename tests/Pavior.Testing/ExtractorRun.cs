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
        var lent = bytes.ToArray();
        try
        {
            extractor.Extract(new MemoryFileContent(path, lent), into);
        }
        catch (ParseException bad)
        {
            into.Add(bad.AsGap());
        }
        finally
        {
            // The engine uses the memory again for the next file: whoever kept a part of it shows here.
            Array.Fill(lent, (byte)0xdd);
        }

        return into;
    }

    /// <summary><c>name version</c> lines, ordinally sorted: the form of the <c>expected.txt</c> files.</summary>
    public static string Lines(Extraction extraction) =>
        string.Join('\n', extraction.Packages.Select(p => $"{p.Name} {p.Version}").Distinct().Order(StringComparer.Ordinal));
}
