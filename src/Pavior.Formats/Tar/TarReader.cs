using Pavior.Core;

namespace Pavior.Formats.Tar;

/// <summary>
/// Walks a tar (v7, ustar, pax, GNU) entry by entry with constant memory. Bodies that nobody reads are passed over:
/// on a file without touching them. Source: POSIX.1-2017 pax, GNU tar manual "Basic Tar Format" and "Storing Sparse Files".
/// </summary>
public sealed class TarReader
{
    private readonly TarBuffer _buffer;
    private readonly string _name;
    private byte[] _path = new byte[256];
    private int _pathLength;
    private byte[] _link = [];
    private TarSparse? _sparse;
    private long _unread;
    private long _padding;
    private long _position;
    private int _stretch;
    private bool _ended;

    /// <param name="name">What the archive is called in errors.</param>
    /// <param name="stream">The plain tar; read once from here on.</param>
    public TarReader(string name, Stream stream)
        : this(name, new TarBuffer(name, stream))
    {
    }

    /// <param name="name">What the archive is called in errors.</param>
    /// <param name="file">The plain tar on disk or in memory.</param>
    public TarReader(string name, FileContent file)
        : this(name, new TarBuffer(name, file))
    {
    }

    private TarReader(string name, TarBuffer buffer)
    {
        _name = name;
        _buffer = buffer;
    }

    /// <summary>UTF-8, '/'-separated, relative: no leading slash or dot-slash, no trailing slash, no empty or dot segments. Valid until the next entry.</summary>
    public ReadOnlySpan<byte> Path => _path.AsSpan(0, _pathLength);

    /// <summary>True when the archive's name for the entry climbs out by <c>..</c>; <see cref="Path"/> is then what a runtime would clamp it to.</summary>
    public bool PathEscapes { get; private set; }

    public TarEntryType Type { get; private set; }

    /// <summary>The letter or digit by which the archive says what the entry is; NUL in old ones.</summary>
    public byte TypeFlag { get; private set; }

    /// <summary>Target of a hard or symbolic link, as written.</summary>
    public ReadOnlySpan<byte> LinkTarget => _link;

    /// <summary>Bytes of the file as it would be extracted; zero for all but files.</summary>
    public long Length { get; private set; }

    /// <summary>Permission bits.</summary>
    public int Mode { get; private set; }

    /// <summary>True when a 512-byte block is a tar header by its checksum: what tells a v7 tar from any other file.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block) =>
        block.Length == TarHeader.Size && !TarHeader.IsZero(block) && TarHeader.ChecksumMatches(block);

    /// <summary>Goes to the next entry, passing over what was not read of this one. False at the end of the archive.</summary>
    /// <exception cref="ParseException">The archive is damaged or ends early.</exception>
    public bool MoveNext()
    {
        if (_ended)
            return false;
        _buffer.Skip(_unread + _padding);
        _unread = _padding = 0;
        var extended = new TarExtensions();
        for (var extensions = 0; ; extensions++)
        {
            if (extensions > TarLimits.MaxExtensionHeaders)
                throw new ParseException(_name, _buffer.Position, $"an entry after {TarLimits.MaxExtensionHeaders} extension headers");
            var header = TakeHeader();
            if (header.IsEmpty)
                return false;
            var type = TarHeader.TypeFlag(header);
            if (!TarHeader.TryNumber(header.Slice(124, 12), out var size))
                throw new ParseException(_name, _buffer.Position - TarHeader.Size, "a size in octal or base 256");
            ThrowIfTooLarge(size);
            if (!TakeExtension(type, size, extended))
            {
                Accept(header, type, size, extended);
                return true;
            }
        }
    }

    /// <summary>After the end: true when blocks follow that look like headers, though nothing unpacks them. Reads to the end of the bytes.</summary>
    public bool EntriesFollow()
    {
        while (_buffer.Peek(TarHeader.Size) is { IsEmpty: false } block)
        {
            if (IsHeader(block))
                return true;
            _buffer.Take(block.Length);
        }

        return false;
    }

    /// <summary>The first bytes of the file, without taking them; fewer than asked for only when the file is shorter.</summary>
    public ReadOnlySpan<byte> Peek(int count) =>
        _sparse is not null || _position > 0 ? default : _buffer.Peek((int)Math.Min(count, _unread));

    /// <summary>Reads on in the file's bytes; zero at its end. Holes of sparse files read as zeros.</summary>
    public int Read(Span<byte> into)
    {
        if (into.Length > Length - _position)
            into = into[..(int)(Length - _position)];
        if (into.IsEmpty)
            return 0;
        var read = _sparse is null ? ReadStored(into) : ReadSparse(_sparse, into);
        _position += read;
        return read;
    }

    /// <summary>Passes over zeros that a sparse file does not store, up to where it stores bytes again; zero where it does.</summary>
    public long TakeHole()
    {
        var hole = _sparse is null ? 0 : HoleLength(_sparse);
        _position += hole;
        return hole;
    }

    /// <summary>True when the next bytes of a sparse file are zeros that it does not store.</summary>
    public bool AtHole => _sparse is not null && HoleLength(_sparse) > 0;

    /// <summary>The file's bytes in place, when the archive is a file and the entry is not sparse; else null.</summary>
    public FileContent? TryOpenInPlace(string path) =>
        _buffer.File is null || _sparse is not null || _position > 0
            ? null
            : new FileWindow(path, _buffer.File, _buffer.Position, Length);

    private ReadOnlySpan<byte> TakeHeader()
    {
        var header = _buffer.Peek(TarHeader.Size);
        if (header.IsEmpty)
        {
            _ended = true;
            return default;
        }

        if (header.Length < TarHeader.Size)
            throw new ParseException(_name, _buffer.Position, "a 512-byte header: the archive ends early");
        if (TarHeader.IsZero(header))
        {
            TakeEnd();
            return default;
        }

        if (!TarHeader.ChecksumMatches(header))
            throw new ParseException(_name, _buffer.Position, "a tar header with a matching checksum");
        _buffer.Take(TarHeader.Size);
        return header;
    }

    /// <summary>
    /// Two blocks of zeros end an archive, or one at the end of the bytes. A lone one before others is an error to Go's archive/tar,
    /// with which runtimes unpack, while GNU tar stops there: no two programs agree on what such an archive holds.
    /// </summary>
    private void TakeEnd()
    {
        _ended = true;
        _buffer.Take(TarHeader.Size);
        var second = _buffer.Peek(TarHeader.Size);
        if (!TarHeader.IsZero(second))
            throw new ParseException(_name, _buffer.Position, "a second block of zeros: one alone does not end an archive");
        _buffer.Take(second.Length);
    }

    private void ThrowIfTooLarge(long size)
    {
        if (size > TarLimits.MaxSize)
            throw ParseException.Limit(_name, $"an entry with a size of {size} bytes, more than the limit of {TarLimits.MaxSize}");
    }

    /// <summary>Reads a header that only says something about the next entry. False for an entry.</summary>
    private bool TakeExtension(byte type, long size, TarExtensions extended)
    {
        switch (type)
        {
            case (byte)'x':
                var at = _buffer.Position;
                extended.Pax = new PaxRecords();
                extended.Pax.Parse(TakeBody(size, TarLimits.MaxPaxHeader), _name, at);
                return true;
            case (byte)'g':
                // Global records carry comments and times in practice; a path or size for all entries makes no sense.
                _buffer.Skip(Padded(size));
                return true;
            case (byte)'L':
                extended.LongName = TrimNul(TakeBody(size, TarLimits.MaxPath));
                return true;
            case (byte)'K':
                extended.LongLink = TrimNul(TakeBody(size, TarLimits.MaxPath));
                return true;
            default:
                return false;
        }
    }

    private byte[] TakeBody(long size, int limit)
    {
        if (size > limit)
            throw ParseException.Limit(_name, $"an extension header of {size} bytes, more than the limit of {limit}");
        var body = new byte[size];
        var filled = 0;
        while (filled < body.Length)
        {
            var read = _buffer.Read(body.AsSpan(filled));
            if (read == 0)
                throw new ParseException(_name, _buffer.Position, "more bytes: the archive ends inside an extension header");
            filled += read;
        }

        _buffer.Skip(Padded(size) - size);
        return body;
    }

    private void Accept(ReadOnlySpan<byte> header, byte flag, long size, TarExtensions extended)
    {
        var headerAt = _buffer.Position - TarHeader.Size;
        var pax = extended.Pax;
        SetPath(header, extended.Path);
        TypeFlag = flag;
        Type = TypeOf(flag, extended.Path ?? TarHeader.Name(header));
        _link = Type is TarEntryType.HardLink or TarEntryType.SymbolicLink ? extended.Link ?? TarHeader.LinkName(header).ToArray() : [];
        Mode = TarHeader.TryNumber(header.Slice(100, 8), out var mode) ? (int)(mode & 0xfff) : 0;
        if (pax.Size is { } paxSize)
            size = paxSize;
        if (Type is not (TarEntryType.File or TarEntryType.Other))
            size = 0;
        ThrowIfTooLarge(size);
        _unread = size;
        _padding = Padded(size) - size;
        _position = 0;
        _stretch = 0;
        Length = Type == TarEntryType.File ? size : 0;
        _sparse = null;
        if (Type == TarEntryType.File)
            AcceptSparse(header, flag, pax, headerAt);
    }

    private void AcceptSparse(ReadOnlySpan<byte> header, byte flag, PaxRecords pax, long headerAt)
    {
        if (flag == (byte)'S')
        {
            if (!TarHeader.TryNumber(header.Slice(483, 12), out var real))
                throw new ParseException(_name, headerAt, "the real size of a sparse file");
            Length = real;
            _sparse = TakeOldSparse(header, headerAt);
        }
        else if (pax.SparseMapInData)
        {
            _sparse = TakeSparseMap(headerAt);
            Length = pax.SparseRealSize ?? throw new ParseException(_name, headerAt, "GNU.sparse.realsize");
        }
        else if (pax.Sparse is not null)
        {
            _sparse = pax.Sparse;
            Length = pax.SparseRealSize ?? throw new ParseException(_name, headerAt, "GNU.sparse.size");
        }

        if (_sparse is not null && (_sparse.Stored > _unread || (_sparse.Stretches.Count > 0 && _sparse.Stretches[^1] is var (o, l) && o + l > Length)))
            throw new ParseException(_name, headerAt, "a sparse map that fits the file");
    }

    /// <summary>GNU's old format: four stretches in the header at 386, then continuation blocks of 21.</summary>
    private TarSparse TakeOldSparse(ReadOnlySpan<byte> header, long headerAt)
    {
        var sparse = new TarSparse();
        AddStretches(sparse, header.Slice(386, 4 * 24), headerAt);
        var more = header[482] != 0;
        while (more)
        {
            var block = _buffer.Peek(TarHeader.Size);
            if (block.Length < TarHeader.Size)
                throw new ParseException(_name, _buffer.Position, "a continuation of the sparse map");
            AddStretches(sparse, block[..(21 * 24)], headerAt);
            more = block[504] != 0;
            _buffer.Take(TarHeader.Size);
        }

        return sparse;
    }

    private void AddStretches(TarSparse sparse, ReadOnlySpan<byte> stretches, long headerAt)
    {
        for (; !stretches.IsEmpty && stretches[0] != 0; stretches = stretches[24..])
        {
            if (!TarHeader.TryNumber(stretches[..12], out var offset)
                || !TarHeader.TryNumber(stretches.Slice(12, 12), out var length)
                || !sparse.TryAdd(offset, length))
            {
                throw new ParseException(_name, headerAt, "a sparse map in rising order");
            }
        }
    }

    /// <summary>GNU pax 1.0: decimal lines (count, then offset and length each), padded to a block, before the data.</summary>
    private TarSparse TakeSparseMap(long headerAt)
    {
        var sparse = new TarSparse();
        var taken = 0L;
        var count = TakeLine(ref taken, headerAt);
        if (count > TarLimits.MaxSparseStretches)
            throw ParseException.Limit(_name, $"a sparse file of {count} stretches, more than the limit of {TarLimits.MaxSparseStretches}");
        for (var i = 0; i < count; i++)
        {
            if (!sparse.TryAdd(TakeLine(ref taken, headerAt), TakeLine(ref taken, headerAt)))
                throw new ParseException(_name, headerAt, "a sparse map in rising order");
        }

        _buffer.Skip(Padded(taken) - taken);
        _unread -= Padded(taken);
        if (_unread < 0)
            throw new ParseException(_name, headerAt, "a sparse map that fits the file");
        return sparse;
    }

    private long TakeLine(ref long taken, long headerAt)
    {
        var line = _buffer.Peek(24);
        var end = line.IndexOf((byte)'\n');
        var digits = end < 0 ? default : line[..end];
        if (digits.IsEmpty || !TarSparse.TryTake(ref digits, (byte)'\n', out var number) || !digits.IsEmpty)
            throw new ParseException(_name, headerAt, "a decimal line in the sparse map");
        _buffer.Take(end + 1);
        taken += end + 1;
        return number;
    }

    private int ReadStored(Span<byte> into)
    {
        if (into.Length > _unread)
            into = into[..(int)_unread];
        var read = into.IsEmpty ? 0 : _buffer.Read(into);
        if (read == 0)
            throw new ParseException(_name, _buffer.Position, "more bytes: the archive ends inside a file");
        _unread -= read;
        return read;
    }

    private int ReadSparse(TarSparse sparse, Span<byte> into)
    {
        if (HoleLength(sparse) is var hole and > 0)
        {
            into = into[..(int)Math.Min(into.Length, hole)];
            into.Clear();
            return into.Length;
        }

        var (offset, length) = sparse.Stretches[_stretch];
        return ReadStored(into[..(int)Math.Min(into.Length, offset + length - _position)]);
    }

    private long HoleLength(TarSparse sparse)
    {
        while (_stretch < sparse.Stretches.Count && _position >= sparse.Stretches[_stretch].Offset + sparse.Stretches[_stretch].Length)
            _stretch++;
        return (_stretch < sparse.Stretches.Count ? sparse.Stretches[_stretch].Offset : Length) - _position is var hole and > 0 ? hole : 0;
    }

    /// <summary>Joins prefix and name, drops empty and dot segments, and clamps <c>..</c> at the root.</summary>
    private void SetPath(ReadOnlySpan<byte> header, byte[]? extended)
    {
        _pathLength = 0;
        PathEscapes = false;
        if (extended is not null)
        {
            AppendSegments(extended);
            return;
        }

        AppendSegments(TarHeader.Prefix(header));
        AppendSegments(TarHeader.Name(header));
    }

    private void AppendSegments(ReadOnlySpan<byte> path)
    {
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = path[range];
            if (segment.IsEmpty || segment.SequenceEqual("."u8))
                continue;
            if (segment.SequenceEqual(".."u8))
            {
                PathEscapes = true;
                _pathLength = Math.Max(0, Path.LastIndexOf((byte)'/'));
                continue;
            }

            Append(segment);
        }
    }

    private void Append(ReadOnlySpan<byte> segment)
    {
        var needed = _pathLength + segment.Length + 1;
        if (needed > _path.Length)
            Array.Resize(ref _path, Math.Max(needed, _path.Length * 2));
        if (_pathLength > 0)
            _path[_pathLength++] = (byte)'/';
        segment.CopyTo(_path.AsSpan(_pathLength));
        _pathLength += segment.Length;
    }

    private static TarEntryType TypeOf(byte flag, ReadOnlySpan<byte> name) => flag switch
    {
        // v7 marks a folder by the slash at the end of its name only.
        0 when name.EndsWith("/"u8) => TarEntryType.Directory,
        0 or (byte)'0' or (byte)'7' or (byte)'S' => TarEntryType.File,
        (byte)'1' => TarEntryType.HardLink,
        (byte)'2' => TarEntryType.SymbolicLink,
        (byte)'3' => TarEntryType.CharacterDevice,
        (byte)'4' => TarEntryType.BlockDevice,
        (byte)'5' => TarEntryType.Directory,
        (byte)'6' => TarEntryType.Fifo,
        _ => TarEntryType.Other,
    };

    private static byte[] TrimNul(byte[] text)
    {
        var end = Array.IndexOf(text, (byte)0);
        return end < 0 ? text : text[..end];
    }

    private static long Padded(long size) => (size + TarHeader.Size - 1) & ~(TarHeader.Size - 1L);
}
