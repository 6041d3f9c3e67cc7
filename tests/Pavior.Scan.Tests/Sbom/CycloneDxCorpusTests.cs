using System.Formats.Tar;
using Pavior.Core;
using Pavior.Scan.Sbom;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Sbom;

/// <summary>
/// The CycloneDX project's own documents. A valid one is read without complaint. An invalid one is refused when its structure is broken, and else read
/// with a gap that names the breach, so that the report never looks complete.
/// </summary>
public sealed class CycloneDxCorpusTests
{
    [Theory]
    [InlineData(".json")]
    [InlineData(".xml")]
    public void Valid_documents_are_read_and_invalid_ones_named(string extension)
    {
        var corpus = SharedFolder.TryFind("corpora/cyclonedx-examples.tar.zst");
        Assert.SkipWhen(corpus is null, "corpora/cyclonedx-examples.tar.zst is not in the shared folder");
        var wrong = new List<string>();
        var count = 0;
        foreach (var (name, bytes) in Documents(corpus!, extension))
        {
            count++;
            var isValid = Path.GetFileName(name).StartsWith("valid-", StringComparison.Ordinal);
            if (Complaint(name, bytes) is { } complaint == isValid)
                wrong.Add(isValid ? $"{name}: {Complaint(name, bytes)}" : $"{name}: read without complaint");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} wrong\n{string.Join('\n', wrong)}");
        Assert.True(count > 100, $"only {count} documents were found");
    }

    private static string? Complaint(string name, byte[] bytes)
    {
        try
        {
            return SbomFile.Read(name, bytes).Finish(new Target(TargetKind.Sbom, name)).Inventory.Gaps is [var first, ..] ? first.Reason : null;
        }
        catch (ParseException refused)
        {
            return refused.Message;
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Documents(string archive, string extension)
    {
        using var file = File.OpenRead(archive);
        using var tar = new TarReader(new ZstdSharp.DecompressionStream(file));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.EndsWith(extension, StringComparison.Ordinal))
                continue;
            using var bytes = new MemoryStream();
            entry.DataStream.CopyTo(bytes);
            yield return (entry.Name, bytes.ToArray());
        }
    }
}
