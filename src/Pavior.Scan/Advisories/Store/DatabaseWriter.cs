using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>Lays sorted records out as <see cref="DatabaseFormat"/> says.</summary>
internal sealed class DatabaseWriter(byte[][] sortedTexts, int[] ranks, TextPool texts)
{
    private readonly Dictionary<string, int> _vulnerabilities = new(StringComparer.Ordinal);

    public void Write(
        List<AdvisoryRow> advisories,
        VulnerabilityGroups groups,
        Dictionary<string, KnownExploited> exploited,
        Dictionary<string, ExploitPrediction> predictions,
        SortedDictionary<string, FeedTotals> feeds,
        Stream output)
    {
        var about = advisories.Select(a => a.Covers.Length > 0 ? a.Covers : groups.Of(a.Names)).ToArray();
        NumberVulnerabilities(about);
        var sections = new byte[Enum.GetValues<DatabaseSection>().Length][];
        sections[(int)DatabaseSection.Metadata] = Metadata(feeds, advisories.Count);
        (sections[(int)DatabaseSection.TextOffsets], sections[(int)DatabaseSection.Texts]) = Texts();
        (sections[(int)DatabaseSection.Packages], sections[(int)DatabaseSection.Statements]) = Packages(advisories);
        (sections[(int)DatabaseSection.AdvisoryOffsets], sections[(int)DatabaseSection.Advisories]) = Advisories(advisories, about);
        (sections[(int)DatabaseSection.VulnerabilityOffsets], sections[(int)DatabaseSection.Vulnerabilities]) =
            Vulnerabilities(advisories, about, exploited, predictions);
        sections[(int)DatabaseSection.Ids] = Ids(advisories, about);
        WriteFile(sections, output);
    }

    private static void WriteFile(byte[][] sections, Stream output)
    {
        var head = new byte[Aligned(DatabaseFormat.HeaderLength + (sections.Length * DatabaseFormat.SectionEntryLength))];
        DatabaseFormat.Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), DatabaseFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), sections.Length);
        long offset = head.Length;
        for (var i = 0; i < sections.Length; i++)
        {
            var entry = head.AsSpan(DatabaseFormat.HeaderLength + (i * DatabaseFormat.SectionEntryLength));
            BinaryPrimitives.WriteInt64LittleEndian(entry, offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], sections[i].Length);
            offset += Aligned(sections[i].Length);
        }

        if (offset > DatabaseFormat.MaxLength)
            throw ParseException.Limit("database", $"{offset} bytes, more than the limit of {DatabaseFormat.MaxLength}");
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), offset);
        var blocks = new BlockWriter(output);
        ReadOnlySpan<byte> zeros = stackalloc byte[DatabaseFormat.Alignment];
        foreach (var part in sections.Prepend(head))
        {
            blocks.Write(part);
            blocks.Write(zeros[..(int)(Aligned(part.Length) - part.Length)]);
        }

        blocks.Finish();
    }

    private static long Aligned(long length) => (length + DatabaseFormat.Alignment - 1) / DatabaseFormat.Alignment * DatabaseFormat.Alignment;

    private void NumberVulnerabilities(IReadOnlyList<string>[] about)
    {
        foreach (var id in about.SelectMany(a => a).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray())
            _vulnerabilities[id] = _vulnerabilities.Count;
    }

    private static byte[] Metadata(SortedDictionary<string, FeedTotals> feeds, int advisories)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("advisories", advisories);
            json.WriteStartArray("feeds");
            foreach (var (id, totals) in feeds)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteNumber("records", totals.Records);
                json.WriteNumber("gaps", totals.Gaps);
                if (totals.Newest is { } newest)
                    json.WriteString("newest", newest.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private (byte[] Offsets, byte[] Texts) Texts()
    {
        var offsets = new int[sortedTexts.Length + 1];
        var all = new byte[sortedTexts.Sum(t => (long)t.Length)];
        var at = 0;
        for (var i = 0; i < sortedTexts.Length; i++)
        {
            offsets[i] = at;
            sortedTexts[i].CopyTo(all, at);
            at += sortedTexts[i].Length;
        }

        offsets[^1] = at;
        return (Bytes(offsets), all);
    }

    private (byte[] Packages, byte[] Statements) Packages(List<AdvisoryRow> advisories)
    {
        var rows = new List<(int Ecosystem, int Name, int Advisory, int[] Record)>();
        for (var i = 0; i < advisories.Count; i++)
            rows.AddRange(advisories[i].Statements.Select(s => (ranks[s.Ecosystem], ranks[s.Name], i, s.Record)));
        rows.Sort((a, b) =>
        {
            var order = (a.Ecosystem, a.Name, a.Advisory).CompareTo((b.Ecosystem, b.Name, b.Advisory));
            return order != 0 ? order : Tape.Compare(a.Record, b.Record, ranks);
        });
        var (packages, statements) = (new List<int>(), new List<byte>());
        for (var i = 0; i < rows.Count;)
        {
            var first = i;
            packages.AddRange([rows[i].Ecosystem, rows[i].Name, statements.Count]);
            for (; i < rows.Count && (rows[i].Ecosystem, rows[i].Name) == (rows[first].Ecosystem, rows[first].Name); i++)
            {
                Tape.WriteNumber((uint)rows[i].Advisory, statements);
                Tape.Write(rows[i].Record, ranks, statements);
            }

            packages.Add(i - first);
        }

        return (Bytes(packages), [.. statements]);
    }

    private (byte[] Offsets, byte[] Records) Advisories(List<AdvisoryRow> advisories, IReadOnlyList<string>[] about)
    {
        var (offsets, records) = (new List<int>(advisories.Count), new List<byte>());
        for (var i = 0; i < advisories.Count; i++)
        {
            offsets.Add(records.Count);
            Tape.Write(advisories[i].Record, ranks, records);
            Tape.WriteNumber((uint)about[i].Count, records);
            foreach (var id in about[i])
                Tape.WriteNumber((uint)_vulnerabilities[id], records);
        }

        return (Bytes(offsets), [.. records]);
    }

    private (byte[] Offsets, byte[] Records) Vulnerabilities(
        List<AdvisoryRow> advisories,
        IReadOnlyList<string>[] about,
        Dictionary<string, KnownExploited> exploited,
        Dictionary<string, ExploitPrediction> predictions)
    {
        var sources = _vulnerabilities.ToDictionary(v => v.Key, _ => new List<int>(), StringComparer.Ordinal);
        for (var i = 0; i < advisories.Count; i++)
        {
            foreach (var id in about[i])
                sources[id].Add(i);
        }

        var (offsets, records) = (new List<int>(_vulnerabilities.Count), new List<byte>());
        foreach (var id in _vulnerabilities.Keys.Order(StringComparer.Ordinal))
        {
            offsets.Add(records.Count);
            WriteText(id, records);
            var aliases = sources[id].Where(a => advisories[a].Covers.Length == 0).SelectMany(a => advisories[a].Names)
                .Where(n => n != id && !VulnerabilityGroups.IsCve(n)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            Tape.WriteNumber((uint)aliases.Length, records);
            foreach (var alias in aliases)
                WriteText(alias, records);
            var shown = sources[id].Count <= PackedReader.MaxItems ? sources[id] : sources[id][..PackedReader.MaxItems];
            Tape.WriteNumber((uint)shown.Count, records);
            foreach (var advisory in shown)
                Tape.WriteNumber((uint)advisory, records);
            var known = exploited.GetValueOrDefault(id);
            Tape.WriteNumber(known is null ? 0 : (uint)known.Added.DayNumber, records);
            Tape.WriteNumber((uint)(known?.Due?.DayNumber ?? 0), records);
            Tape.WriteNumber(known is { Ransomware: true } ? 1u : 0, records);
            var prediction = predictions.GetValueOrDefault(id);
            Tape.WriteNumber(prediction is null ? 0 : BitConverter.SingleToUInt32Bits(prediction.Probability) + 1, records);
            Tape.WriteNumber(prediction is null ? 0 : BitConverter.SingleToUInt32Bits(prediction.Percentile) + 1, records);
        }

        return (Bytes(offsets), [.. records]);
    }

    /// <summary>Every name under which somebody may ask for a vulnerability: its own, its aliases', and those of advisories that cover it.</summary>
    private byte[] Ids(List<AdvisoryRow> advisories, IReadOnlyList<string>[] about)
    {
        var ids = new SortedSet<(int Text, int Vulnerability)>();
        for (var i = 0; i < advisories.Count; i++)
        {
            foreach (var id in about[i])
            {
                ids.Add((RankOf(id), _vulnerabilities[id]));
                foreach (var name in advisories[i].Names.Where(n => !VulnerabilityGroups.IsCve(n)))
                    ids.Add((RankOf(name), _vulnerabilities[id]));
            }
        }

        return Bytes(ids.SelectMany(i => new[] { i.Text, i.Vulnerability }).ToArray());
    }

    private void WriteText(string text, List<byte> into) => Tape.WriteNumber((uint)RankOf(text) + 1, into);

    private int RankOf(string text) => ranks[texts.Add(text)];

    private static byte[] Bytes(List<int> numbers) => Bytes(CollectionsMarshal.AsSpan(numbers));

    private static byte[] Bytes(ReadOnlySpan<int> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(int)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        return bytes;
    }
}
