using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Advisories.Kev;

/// <summary>CISA's catalogue of known exploited vulnerabilities, as JSON (www.cisa.gov/known-exploited-vulnerabilities-catalog).</summary>
internal sealed class KevFeed : AdvisoryFeed
{
    /// <summary>Bytes of the catalogue; in 2025 it had 1.4 MB.</summary>
    private const int MaxFile = 64 * 1024 * 1024;

    /// <summary>Entries of the catalogue; in 2025 it had 1,404.</summary>
    private const int MaxEntries = 100_000;

    public override string Id => "kev";

    public override string Title => "Known exploited vulnerabilities (CISA)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) => JsonHead.HasMembers(head, "catalogVersion"u8, "vulnerabilities"u8);

    public override void Read(FileContent file, FeedSink sink)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxFile));
        sink.Published = FeedDates.Time(json.Root.TextOf("dateReleased"u8));
        var gaps = new RecordGaps(file.Path, sink);
        var count = 0;
        foreach (var entry in json.Root.ItemsOf("vulnerabilities"u8))
        {
            if (++count > MaxEntries)
                throw ParseException.Limit(file.Path, $"more than {MaxEntries} vulnerabilities");
            var id = entry.TextOf("cveID"u8)?.Trim();
            if (!FeedWords.IsWord(id) || FeedDates.Day(entry.TextOf("dateAdded"u8)) is not { } added)
                gaps.AtLine(json.LineOf(entry), "a vulnerability with \"cveID\" and \"dateAdded\"");
            else
                sink.Add(new KnownExploited(id!, added, FeedDates.Day(entry.TextOf("dueDate"u8)), IsRansomware(entry.TextOf("knownRansomwareCampaignUse"u8))));
        }
    }

    private static bool IsRansomware(string? use) => string.Equals(use, "Known", StringComparison.OrdinalIgnoreCase);
}
