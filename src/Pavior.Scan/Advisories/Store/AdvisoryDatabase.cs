using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Advisories.Store;

/// <summary>A vulnerability database, searched where it lies (<see cref="DatabaseFormat"/>). Reading is safe for several threads.</summary>
internal sealed class AdvisoryDatabase : IDisposable
{
    private const int PackageEntry = 16;

    private readonly MappedFile? _file;
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly string _name;
    private readonly (int Offset, int Length)[] _sections;

    private AdvisoryDatabase(string name, MappedFile? file, ReadOnlyMemory<byte> memory)
    {
        _name = name;
        _file = file;
        _memory = memory;
        _sections = ReadSections();
        Check(DatabaseSection.TextOffsets, sizeof(int));
        Check(DatabaseSection.Packages, PackageEntry);
        Check(DatabaseSection.AdvisoryOffsets, sizeof(int));
        Check(DatabaseSection.VulnerabilityOffsets, sizeof(int));
        Check(DatabaseSection.Ids, 2 * sizeof(int));
    }

    public int AdvisoryCount => Of(DatabaseSection.AdvisoryOffsets).Length / sizeof(int);

    public int VulnerabilityCount => Of(DatabaseSection.VulnerabilityOffsets).Length / sizeof(int);

    public int PackageCount => Of(DatabaseSection.Packages).Length / PackageEntry;

    /// <summary>What the file says its SHA-256 is; <see cref="Verify"/> makes sure.</summary>
    public Digest StatedDigest => Digest.Sha256(All[^SHA256.HashSizeInBytes..]);

    private ReadOnlySpan<byte> All => _file is null ? _memory.Span : _file.Bytes;

    /// <exception cref="ParseException">The file is no database of this version.</exception>
    /// <exception cref="IOException">It cannot be opened (also <see cref="UnauthorizedAccessException"/>).</exception>
    public static AdvisoryDatabase Open(string path)
    {
        var file = MappedFile.Open(path, DatabaseFormat.MaxLength);
        try
        {
            return new AdvisoryDatabase(path, file, default);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="ParseException">The bytes are no database of this version.</exception>
    public static AdvisoryDatabase FromMemory(ReadOnlyMemory<byte> bytes, string name) => new(name, null, bytes);

    public void Dispose() => _file?.Dispose();

    public void CopyTo(Stream output) => output.Write(All);

    /// <summary>Hashes the whole file, which opening does not.</summary>
    /// <exception cref="ParseException">It is damaged.</exception>
    public void Verify()
    {
        var content = All[..^SHA256.HashSizeInBytes];
        var hash = SHA256.HashData(content);
        if (!hash.AsSpan().SequenceEqual(All[^SHA256.HashSizeInBytes..]))
            throw new ParseException(_name, content.Length, "the SHA-256 of what stands before it: the file is damaged");
    }

    /// <summary>The feeds it was built from, ordered by id.</summary>
    public IReadOnlyList<FeedInfo> Feeds()
    {
        try
        {
            using var json = JsonDocument.Parse(Of(DatabaseSection.Metadata).ToArray());
            return json.RootElement.GetProperty("feeds").EnumerateArray().Select(ReadFeed).ToArray();
        }
        catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ParseException(_name, _sections[(int)DatabaseSection.Metadata].Offset, "the list of feeds");
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
        var packages = Of(DatabaseSection.Packages);
        var (low, high) = (0, PackageCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Int(packages, middle * 4) < text)
                low = middle + 1;
            else
                high = middle;
        }

        return low < PackageCount && Int(packages, low * 4) == text;
    }

    /// <summary>What advisories say of a package; the name as <see cref="PackageNames.Normalize"/> gives it.</summary>
    public IReadOnlyList<Statement> Statements(string ecosystem, string name)
    {
        if (FindText(ecosystem) is not { } first || FindText(name) is not { } second)
            return [];
        var packages = Of(DatabaseSection.Packages);
        var (low, high) = (0, PackageCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if ((Int(packages, middle * 4), Int(packages, (middle * 4) + 1)).CompareTo((first, second)) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low < PackageCount && (Int(packages, low * 4), Int(packages, (low * 4) + 1)) == (first, second)
            ? ReadStatements(ecosystem, name, Int(packages, (low * 4) + 2), Int(packages, (low * 4) + 3))
            : [];
    }

    /// <summary>Numbers of the vulnerabilities that go by a name: one as a rule, several for an advisory that covers many.</summary>
    public IReadOnlyList<int> Find(string id)
    {
        if (FindText(id) is not { } text)
            return [];
        var ids = Of(DatabaseSection.Ids);
        var count = ids.Length / (2 * sizeof(int));
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Int(ids, middle * 2) < text)
                low = middle + 1;
            else
                high = middle;
        }

        var found = new List<int>();
        for (; low < count && Int(ids, low * 2) == text; low++)
            found.Add(Int(ids, (low * 2) + 1));
        return found;
    }

    public StoredAdvisory Advisory(int number)
    {
        var reader = Reader(DatabaseSection.Advisories, DatabaseSection.AdvisoryOffsets, number);
        return new StoredAdvisory
        {
            Id = Text(reader.Number()) ?? "",
            Feed = Text(reader.Number()) ?? "",
            Kind = (AdvisoryKind)reader.Number(),
            Severity = (Severity)reader.Number(),
            Published = Day(reader.Number()),
            Modified = Day(reader.Number()),
            Withdrawn = Day(reader.Number()),
            Summary = Text(reader.Number()) ?? "",
            Cvss = Texts(ref reader),
            Weaknesses = Texts(ref reader),
            References = Texts(ref reader),
            Vulnerabilities = Numbers(ref reader),
        };
    }

    public StoredVulnerability Vulnerability(int number)
    {
        var reader = Reader(DatabaseSection.Vulnerabilities, DatabaseSection.VulnerabilityOffsets, number);
        var id = Text(reader.Number()) ?? "";
        var aliases = Texts(ref reader);
        var advisories = Numbers(ref reader);
        var (added, due, ransomware) = (reader.Number(), reader.Number(), reader.Number());
        var (probability, percentile) = (reader.Number(), reader.Number());
        return new StoredVulnerability(
            id,
            aliases,
            advisories,
            added == 0 ? null : new KnownExploited(id, Date(added), due == 0 ? null : Date(due), ransomware != 0),
            probability == 0 ? null : new ExploitPrediction(id, BitConverter.UInt32BitsToSingle(probability - 1), BitConverter.UInt32BitsToSingle(percentile - 1)));
    }

    private Statement[] ReadStatements(string ecosystem, string name, int offset, int count)
    {
        var section = Of(DatabaseSection.Statements);
        if ((uint)offset > (uint)section.Length || (uint)count > (uint)(section.Length - offset))
            throw new ParseException(_name, offset, "statements inside the file");
        var reader = new PackedReader(section, offset, _name);
        var statements = new Statement[count];
        for (var i = 0; i < count; i++)
        {
            var advisory = (int)reader.Number();
            var flags = reader.Number();
            statements[i] = new Statement(advisory, new AffectedPackage
            {
                Ecosystem = ecosystem,
                Name = name,
                Status = (AffectedStatus)(flags & 0xf),
                Severity = (Severity)((flags >> 4) & 0xf),
                IsSource = (flags & 0x100) != 0,
                Module = Text(reader.Number()),
                Vulnerable = Range(ref reader),
                Versions = Texts(ref reader),
                Symbols = Texts(ref reader),
                OperatingSystems = Texts(ref reader),
                Architectures = Texts(ref reader),
            });
        }

        return statements;
    }

    private VersionRange Range(ref PackedReader reader)
    {
        var intervals = new VersionInterval[reader.Count()];
        for (var i = 0; i < intervals.Length; i++)
        {
            var flags = reader.Number();
            var (from, to) = (Text(reader.Number()), Text(reader.Number()));
            intervals[i] = new VersionInterval(from, (flags & 1) != 0, (flags & 4) != 0 ? null : to ?? "", (flags & 2) != 0);
        }

        return intervals is [var only] && only == VersionInterval.All ? VersionRange.All : new VersionRange(intervals);
    }

    private string[] Texts(ref PackedReader reader)
    {
        var count = reader.Count();
        if (count == 0)
            return [];
        var texts = new string[count];
        for (var i = 0; i < count; i++)
            texts[i] = Text(reader.Number()) ?? "";
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
        var table = Of(offsets);
        if ((uint)number >= (uint)(table.Length / sizeof(int)))
            throw new ParseException(_name, _sections[(int)offsets].Offset, $"a record of number {number}");
        var offset = Int(table, number);
        return offset >= 0 ? new PackedReader(Of(records), offset, _name) : throw new ParseException(_name, _sections[(int)offsets].Offset, "an offset from 0 on");
    }

    /// <summary>Null for the reference zero.</summary>
    private string? Text(uint reference) => reference == 0 ? null : Encoding.UTF8.GetString(TextBytes((int)(reference - 1)));

    private ReadOnlySpan<byte> TextBytes(int rank)
    {
        var offsets = Of(DatabaseSection.TextOffsets);
        if ((uint)rank >= (uint)(offsets.Length / sizeof(int)) - 1)
            throw new ParseException(_name, _sections[(int)DatabaseSection.TextOffsets].Offset, $"a text of number {rank}");
        var (start, end) = (Int(offsets, rank), Int(offsets, rank + 1));
        var texts = Of(DatabaseSection.Texts);
        return start >= 0 && start <= end && end <= texts.Length
            ? texts[start..end]
            : throw new ParseException(_name, _sections[(int)DatabaseSection.TextOffsets].Offset, "offsets that rise within the texts");
    }

    private int? FindText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var (low, high) = (0, (Of(DatabaseSection.TextOffsets).Length / sizeof(int)) - 1);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = TextBytes(middle).SequenceCompareTo(bytes);
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
        var all = All;
        var count = Enum.GetValues<DatabaseSection>().Length;
        var head = DatabaseFormat.HeaderLength + (count * DatabaseFormat.SectionEntryLength);
        if (all.Length < head + SHA256.HashSizeInBytes || !all.StartsWith(DatabaseFormat.Magic))
            throw new ParseException(_name, 0, "a vulnerability database");
        if (BinaryPrimitives.ReadUInt32LittleEndian(all[8..]) is var version && version != DatabaseFormat.Version)
            throw ParseException.Unsupported(_name, $"a database of format {version}, and this program reads format {DatabaseFormat.Version}; run: pavior db update");
        if (BinaryPrimitives.ReadInt32LittleEndian(all[12..]) != count)
            throw new ParseException(_name, 12, $"{count} sections");
        var sections = new (int, int)[count];
        for (var i = 0; i < count; i++)
        {
            var entry = all[(DatabaseFormat.HeaderLength + (i * DatabaseFormat.SectionEntryLength))..];
            var (offset, length) = (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));
            if (offset < head || length < 0 || offset > all.Length || length > all.Length - SHA256.HashSizeInBytes - offset)
                throw new ParseException(_name, DatabaseFormat.HeaderLength + (i * DatabaseFormat.SectionEntryLength), "a section inside the file");
            sections[i] = ((int)offset, (int)length);
        }

        return sections;
    }

    private void Check(DatabaseSection section, int entry)
    {
        var (offset, length) = _sections[(int)section];
        if (length % entry != 0 || (section == DatabaseSection.TextOffsets && length == 0))
            throw new ParseException(_name, offset, $"whole entries of {entry} bytes");
    }

    private ReadOnlySpan<byte> Of(DatabaseSection section)
    {
        var (offset, length) = _sections[(int)section];
        return All.Slice(offset, length);
    }

    private static int Int(ReadOnlySpan<byte> table, int index) => BinaryPrimitives.ReadInt32LittleEndian(table[(index * sizeof(int))..]);

    private static DateOnly? Day(uint stored) =>
        stored == 0 || stored > DateOnly.MaxValue.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            ? null
            : DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)stored - 1);

    private static DateOnly Date(uint number) => DateOnly.FromDayNumber((int)Math.Min(number, (uint)DateOnly.MaxValue.DayNumber));
}
