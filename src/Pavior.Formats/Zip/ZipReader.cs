using Pavior.Core;

namespace Pavior.Formats.Zip;

/// <summary>
/// Reads zip archives (PKWARE APPNOTE 6.3) in place: jars, wheels, eggs, editor extensions. The central directory is the truth,
/// as it is for the Java runtime; data before the archive, comments and zip64 are understood; the local header must agree.
/// </summary>
public sealed class ZipReader
{
    private readonly FileContent _file;
    private readonly ZipEnd _end;
    private readonly ZipBudget _budget;

    /// <summary>Stretches of the file that opened members came from, sorted: a second member in the same bytes is a bomb's trick.</summary>
    private readonly SortedSet<(long Start, long End)> _opened = [(-1, -1), (long.MaxValue, long.MaxValue)];

    private ZipReader(FileContent file, ZipEnd end, ZipBudget budget)
    {
        _file = file;
        _end = end;
        _budget = budget;
    }

    /// <summary>Bytes that inflated members and directories of this and nested archives may take.</summary>
    public ZipBudget Budget => _budget;

    /// <summary>Bytes before the archive's own first byte.</summary>
    public long Prefix => _end.Prefix;

    /// <summary>Finds the central directory.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="budget">That of the archive it is nested in; null for one of its own.</param>
    /// <exception cref="ParseException">Not a zip, or one split over several files, or a limit.</exception>
    public static ZipReader Open(FileContent file, ZipBudget? budget = null)
    {
        var end = ZipEnd.Find(file);
        if (end.DirectorySize > ZipLimits.MaxDirectory)
            throw ParseException.Limit(file.Path, $"a zip directory of more than {ZipLimits.MaxDirectory} bytes");
        if (end.Entries > ZipLimits.MaxEntries)
            throw ParseException.Limit(file.Path, $"more than {ZipLimits.MaxEntries} zip entries");
        return new ZipReader(file, end, budget ?? new ZipBudget());
    }

    /// <summary>True when the bytes begin like a zip: a local file header, or the end record of an empty archive.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8);

    /// <summary>Walks the central directory from its start, without a string or an object per entry.</summary>
    public ZipEntries Entries() => new(_file, _end);

    /// <summary>
    /// The plain bytes of a member: a window on the archive where it is stored, inflated to memory or a temporary file where it is
    /// deflated. The checksum of inflated members is verified; a stored one is only bounded.
    /// </summary>
    /// <param name="member">From this archive.</param>
    /// <param name="path">What it is called in reports.</param>
    /// <exception cref="ParseException">Encryption, another method, a lie about sizes, a wrong checksum, a limit.</exception>
    public ZipContent Open(ZipMember member, string path)
    {
        var start = LocateData(member, path);
        if (member.Method == ZipMethod.Stored)
            return ZipContent.Stored(path, new FileWindow(path, _file, start, member.Size));
        _budget.Take(member.Size, path);
        return ZipInflation.Inflate(new FileWindow(path, _file, start, member.PackedSize), member, path);
    }

    /// <summary>The whole plain bytes of a small member, checksum verified.</summary>
    /// <exception cref="ParseException">As <see cref="Open(ZipMember, string)"/>, and when it is longer than <paramref name="limit"/> bytes.</exception>
    public ReadOnlyMemory<byte> ReadAll(ZipMember member, string path, int limit)
    {
        if (member.Size > limit)
            throw ParseException.Limit(path, $"{member.Size} bytes, more than the limit of {limit}");
        var start = LocateData(member, path);
        _budget.Take(member.Size, path);
        var bytes = GC.AllocateUninitializedArray<byte>((int)member.Size);
        var packed = new FileWindow(path, _file, start, member.PackedSize);
        if (member.Method != ZipMethod.Stored)
            ZipInflation.InflateInto(bytes, packed, path);
        else if (packed.ReadAt(0, bytes) < bytes.Length)
            throw new ParseException(path, packed.Length, $"{bytes.Length} stored bytes");
        ZipInflation.VerifyCrc(bytes, member, path);
        return bytes;
    }

    private long LocateData(ZipMember member, string path)
    {
        if ((member.Flags & (ZipFlags.Encrypted | ZipFlags.StrongEncryption | ZipFlags.MaskedHeader)) != 0)
            throw ParseException.Unsupported(path, "an encrypted zip member");
        if (member.Method is not (ZipMethod.Stored or ZipMethod.Deflated))
            throw ParseException.Unsupported(path, $"zip compression method {member.Method}");
        if (member.Method == ZipMethod.Stored && member.Size != member.PackedSize)
            throw new ParseException(path, 0, $"a stored member's two sizes to be equal, not {member.PackedSize} and {member.Size}");
        var start = ZipLocalHeader.DataStart(_file, _end.Prefix, member, path);
        if (member.PackedSize > _end.DirectoryStart - start)
            throw new ParseException(path, start, $"{member.PackedSize} bytes before the zip directory");
        ClaimStretch(_end.Prefix + member.HeaderOffset, start + member.PackedSize, path);
        ThrowIfBomb(member, path);
        return start;
    }

    /// <summary>Opening the same member again is allowed; a different one that shares bytes with it is not.</summary>
    private void ClaimStretch(long start, long end, string path)
    {
        if (_opened.Contains((start, end)))
            return;

        // The two at the ends have no bytes: there is one before and one behind every stretch.
        var before = _opened.GetViewBetween((long.MinValue, 0), (start, long.MaxValue)).Max;
        var after = _opened.GetViewBetween((start, long.MinValue), (long.MaxValue, long.MaxValue)).Min;
        if (before.End > start || before.Start == start || after.Start < end)
            throw Overlap(path, start);
        _opened.Add((start, end));
    }

    private static ParseException Overlap(string path, long at) => new(path, at, "zip members that do not overlap");

    private static void ThrowIfBomb(ZipMember member, string path)
    {
        if (member.Size > ZipLimits.RatioMatters && member.Size / ZipLimits.MaxRatio > member.PackedSize)
            throw ParseException.Limit(path, $"{member.Size} bytes packed into {member.PackedSize}, more than {ZipLimits.MaxRatio} to one");
    }
}
