using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Advisories.Store;

/// <summary>
/// A vulnerability database, searched where it lies (<see cref="DatabaseFormat"/>). Reading is safe for several threads, and whatever the
/// bytes are, nothing but <see cref="ParseException"/> comes out: its author may be a stranger.
/// </summary>
internal sealed class AdvisoryDatabase : IDisposable
{
    private const int PackageEntry = 16;

    private const int IdEntry = 8;

    /// <summary>Bytes of the list of feeds.</summary>
    private const int MaxMetadata = 1024 * 1024;

    /// <summary>Bytes of all texts of one record, or of what advisories say of one package. Texts are stored once: a small file could else make a large record.</summary>
    private const int MaxRecordText = 128 * 1024 * 1024;

    private static readonly int _sectionCount = Enum.GetValues<DatabaseSection>().Length;
    private static readonly int _kinds = (int)Enum.GetValues<AdvisoryKind>().Max();
    private static readonly int _severities = (int)Enum.GetValues<Severity>().Max();
    private static readonly int _statuses = (int)Enum.GetValues<AffectedStatus>().Max();

    private readonly BlockFile _file;
    private readonly (int Offset, int Length)[] _sections;

    private AdvisoryDatabase(BlockFile file)
    {
        _file = file;
        _sections = ReadSections();
        Check(DatabaseSection.TextOffsets, sizeof(int));
        Check(DatabaseSection.Packages, PackageEntry);
        Check(DatabaseSection.AdvisoryOffsets, sizeof(int));
        Check(DatabaseSection.VulnerabilityOffsets, sizeof(int));
        Check(DatabaseSection.Ids, IdEntry);
    }

    public int AdvisoryCount => Of(DatabaseSection.AdvisoryOffsets).Length / sizeof(int);

    public int VulnerabilityCount => Of(DatabaseSection.VulnerabilityOffsets).Length / sizeof(int);

    public int PackageCount => Of(DatabaseSection.Packages).Length / PackageEntry;

    /// <summary>Of the whole content, which is checked against it as it is read, and by <see cref="Verify"/>.</summary>
    public Digest Digest => _file.Digest;

    /// <exception cref="ParseException">The file is no database of this version, or its beginning or end is damaged.</exception>
    /// <exception cref="IOException">It cannot be opened (also <see cref="UnauthorizedAccessException"/>).</exception>
    public static AdvisoryDatabase Open(string path)
    {
        var file = DiskFile.OpenRegular(path);
        try
        {
            return Open(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="ParseException">The bytes are no database of this version, or their beginning or end is damaged.</exception>
    public static AdvisoryDatabase Open(FileContent file) => new(BlockFile.Open(file));

    public void Dispose() => _file.Dispose();

    /// <summary>Copies the file, checking it on the way.</summary>
    /// <exception cref="ParseException">It is damaged.</exception>
    public void CopyTo(Stream output) => _file.CopyTo(output);

    /// <summary>Checks the whole file, of which opening reads a little.</summary>
    /// <exception cref="ParseException">It is damaged.</exception>
    public void Verify() => _file.Verify();

    /// <summary>The feeds it was built from, ordered by id.</summary>
    public IReadOnlyList<FeedInfo> Feeds()
    {
        try
        {
            var (offset, length) = Of(DatabaseSection.Metadata);
            if (length > MaxMetadata)
                throw ParseException.Limit(_file.Name, $"a list of feeds of {length} bytes, more than {MaxMetadata}");
            using var json = JsonDocument.Parse(_file.Slice(offset, length).ToArray());
            return json.RootElement.GetProperty("feeds").EnumerateArray().Select(ReadFeed).ToArray();
        }
        catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ParseException(_file.Name, _sections[(int)DatabaseSection.Metadata].Offset, "the list of feeds");
        }
    }

    private static FeedInfo ReadFeed(JsonElement feed) => new(
        feed.GetProperty("id").GetString() ?? "",
        feed.GetProperty("records").GetInt32(),
        feed.GetProperty("gaps").GetInt32(),
        feed.TryGetProperty("newest", out var newest) ? newest.GetDateTimeOffset() : null);

    /// <summary>True when some advisory speaks of some package of the ecosystem.</summary>
    public bool Knows(string ecosystem)
    {
        if (FindText(ecosystem) is not { } text)
            return false;
        var at = FirstPackage(text, int.MinValue);
        return at < PackageCount && Package(at).Ecosystem == text;
    }

    /// <summary>What advisories say of a package; the name as <see cref="PackageNames.Normalize"/> gives it.</summary>
    public IReadOnlyList<Statement> Statements(string ecosystem, string name)
    {
        if (FindText(ecosystem) is not { } first || FindText(name) is not { } second)
            return [];
        var at = FirstPackage(first, second);
        return at < PackageCount && Package(at) == (first, second)
            ? ReadStatements(ecosystem, name, Int(DatabaseSection.Packages, (at * 4) + 2), Int(DatabaseSection.Packages, (at * 4) + 3))
            : [];
    }

    /// <summary>Numbers of the vulnerabilities that go by a name: one as a rule, several for an advisory that covers many.</summary>
    public IReadOnlyList<int> Find(string id)
    {
        if (FindText(id) is not { } text)
            return [];
        var count = Of(DatabaseSection.Ids).Length / IdEntry;
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Int(DatabaseSection.Ids, middle * 2) < text)
                low = middle + 1;
            else
                high = middle;
        }

        var found = new List<int>();
        for (; low < count && Int(DatabaseSection.Ids, low * 2) == text; low++)
            found.Add(Int(DatabaseSection.Ids, (low * 2) + 1));
        return found;
    }

    public StoredAdvisory Advisory(int number)
    {
        var reader = Reader(DatabaseSection.Advisories, DatabaseSection.AdvisoryOffsets, number);
        var left = MaxRecordText;
        return new StoredAdvisory
        {
            Id = Text(reader.Number(), ref left) ?? "",
            Feed = Text(reader.Number(), ref left) ?? "",
            Kind = (AdvisoryKind)reader.UpTo(_kinds, "what an advisory is about"),
            Severity = (Severity)reader.UpTo(_severities, "a severity"),
            Published = Day(reader.Number()),
            Modified = Day(reader.Number()),
            Withdrawn = Day(reader.Number()),
            Summary = Text(reader.Number(), ref left) ?? "",
            Cvss = Texts(ref reader, ref left),
            Weaknesses = Texts(ref reader, ref left),
            References = Texts(ref reader, ref left),
            Vulnerabilities = Numbers(ref reader),
        };
    }

    public StoredVulnerability Vulnerability(int number)
    {
        var reader = Reader(DatabaseSection.Vulnerabilities, DatabaseSection.VulnerabilityOffsets, number);
        var left = MaxRecordText;
        var id = Text(reader.Number(), ref left) ?? "";
        var aliases = Texts(ref reader, ref left);
        var advisories = Numbers(ref reader);
        var (added, due, ransomware) = (reader.Number(), reader.Number(), reader.Number());
        var (probability, percentile) = (reader.Number(), reader.Number());
        return new StoredVulnerability(
            id,
            aliases,
            advisories,
            added == 0 ? null : new KnownExploited(id, Date(added), due == 0 ? null : Date(due), ransomware != 0),
            probability == 0 ? null : new ExploitPrediction(id, Share(probability), Share(percentile)));
    }

    private (int Ecosystem, int Name) Package(int number) => (Int(DatabaseSection.Packages, number * 4), Int(DatabaseSection.Packages, (number * 4) + 1));

    /// <summary>The first package that is not before these texts.</summary>
    private int FirstPackage(int ecosystem, int name)
    {
        var (low, high) = (0, PackageCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Package(middle).CompareTo((ecosystem, name)) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private Statement[] ReadStatements(string ecosystem, string name, int offset, int count)
    {
        var section = Of(DatabaseSection.Statements);
        if ((uint)offset > (uint)section.Length || (uint)count > (uint)(section.Length - offset))
            throw new ParseException(_file.Name, _sections[(int)DatabaseSection.Packages].Offset, "statements inside the file");
        if (count == 0)
            return [];
        var reader = new PackedReader(_file, section, offset);
        // Grows with what is there, and not with what an entry claims.
        var statements = new List<Statement>(Math.Min(count, 1024));
        var left = MaxRecordText;
        for (var i = 0; i < count; i++)
        {
            var advisory = (int)reader.Number();
            var flags = reader.UpTo(0x1ff, "the status of a package");
            if ((flags & 0xf) > _statuses || ((flags >> 4) & 0xf) > _severities)
                throw new ParseException(_file.Name, section.Offset + offset, "the status and severity of a package");
            statements.Add(new Statement(advisory, new AffectedPackage
            {
                Ecosystem = ecosystem,
                Name = name,
                Status = (AffectedStatus)(flags & 0xf),
                Severity = (Severity)((flags >> 4) & 0xf),
                IsSource = (flags & 0x100) != 0,
                Module = Text(reader.Number(), ref left),
                Vulnerable = Range(ref reader, ref left),
                Versions = Texts(ref reader, ref left),
                Symbols = Texts(ref reader, ref left),
                OperatingSystems = Texts(ref reader, ref left),
                Architectures = Texts(ref reader, ref left),
            }));
        }

        return [.. statements];
    }

    private VersionRange Range(ref PackedReader reader, ref int left)
    {
        var intervals = new VersionInterval[reader.Count()];
        for (var i = 0; i < intervals.Length; i++)
        {
            var flags = reader.UpTo(7, "the ends of a range");
            var (from, to) = (Text(reader.Number(), ref left), Text(reader.Number(), ref left));
            intervals[i] = new VersionInterval(from, (flags & 1) != 0, (flags & 4) != 0 ? null : to ?? "", (flags & 2) != 0);
        }

        return intervals is [var only] && only == VersionInterval.All ? VersionRange.All : new VersionRange(intervals);
    }

    private string[] Texts(ref PackedReader reader, ref int left)
    {
        var count = reader.Count();
        if (count == 0)
            return [];
        var texts = new string[count];
        for (var i = 0; i < count; i++)
            texts[i] = Text(reader.Number(), ref left) ?? "";
        return texts;
    }

    private static int[] Numbers(ref PackedReader reader)
    {
        var numbers = new int[reader.Count()];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (int)reader.Number();
        return numbers;
    }

    private PackedReader Reader(DatabaseSection records, DatabaseSection offsets, int number)
    {
        if ((uint)number >= (uint)(Of(offsets).Length / sizeof(int)))
            throw new ParseException(_file.Name, Of(offsets).Offset, $"a record of number {number}");
        return new PackedReader(_file, Of(records), Int(offsets, number));
    }

    /// <summary>Null for the reference zero.</summary>
    private string? Text(uint reference, ref int left)
    {
        if (reference == 0)
            return null;
        var bytes = TextBytes((int)(reference - 1), int.MaxValue);
        left -= bytes.Length;
        return left >= 0 ? Encoding.UTF8.GetString(bytes) : throw ParseException.Limit(_file.Name, $"a record with more than {MaxRecordText} bytes of text");
    }

    /// <param name="rank">Its number.</param>
    /// <param name="most">Bytes of it that are wanted.</param>
    private ReadOnlySpan<byte> TextBytes(int rank, int most)
    {
        var offsets = Of(DatabaseSection.TextOffsets);
        if ((uint)rank >= (uint)(offsets.Length / sizeof(int)) - 1)
            throw new ParseException(_file.Name, offsets.Offset, $"a text of number {rank}");
        var (start, end) = (Int(DatabaseSection.TextOffsets, rank), Int(DatabaseSection.TextOffsets, rank + 1));
        var texts = Of(DatabaseSection.Texts);
        return start >= 0 && start <= end && end <= texts.Length && end - start <= MaxRecordText
            ? _file.Slice(texts.Offset + start, Math.Min(end - start, most))
            : throw new ParseException(_file.Name, offsets.Offset, "offsets that rise within the texts");
    }

    private int? FindText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var (low, high) = (0, (Of(DatabaseSection.TextOffsets).Length / sizeof(int)) - 1);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            // One byte more than is sought tells which is longer.
            var order = TextBytes(middle, bytes.Length + 1).SequenceCompareTo(bytes);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return null;
    }

    private (int Offset, int Length)[] ReadSections()
    {
        var head = DatabaseFormat.HeaderLength + (_sectionCount * DatabaseFormat.SectionEntryLength);
        if (_file.Length < head || _file.Int32(12) != _sectionCount)
            throw new ParseException(_file.Name, 12, $"{_sectionCount} sections");
        var sections = new (int, int)[_sectionCount];
        for (var i = 0; i < _sectionCount; i++)
        {
            var entry = _file.Slice(DatabaseFormat.HeaderLength + (i * DatabaseFormat.SectionEntryLength), DatabaseFormat.SectionEntryLength);
            var (offset, length) = (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));
            if (offset < head || offset % DatabaseFormat.Alignment != 0 || length < 0 || offset > _file.Length || length > _file.Length - offset)
                throw new ParseException(_file.Name, DatabaseFormat.HeaderLength + (i * DatabaseFormat.SectionEntryLength), "a section inside the file");
            sections[i] = ((int)offset, (int)length);
        }

        return sections;
    }

    private void Check(DatabaseSection section, int entry)
    {
        var (offset, length) = Of(section);
        if (length % entry != 0 || (section == DatabaseSection.TextOffsets && length == 0))
            throw new ParseException(_file.Name, offset, $"whole entries of {entry} bytes");
    }

    private (int Offset, int Length) Of(DatabaseSection section) => _sections[(int)section];

    private int Int(DatabaseSection table, int index) => _file.Int32(Of(table).Offset + (index * sizeof(int)));

    private static DateOnly? Day(uint stored) =>
        stored == 0 || stored > DateOnly.MaxValue.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            ? null
            : DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)stored - 1);

    private static DateOnly Date(uint number) => DateOnly.FromDayNumber((int)Math.Min(number, (uint)DateOnly.MaxValue.DayNumber));

    /// <exception cref="ParseException">It is not from 0 to 1.</exception>
    private float Share(uint stored) =>
        BitConverter.UInt32BitsToSingle(stored - 1) is >= 0 and <= 1 and var share
            ? share
            : throw new ParseException(_file.Name, Of(DatabaseSection.Vulnerabilities).Offset, "a probability from 0 to 1");
}
