using System.Buffers.Binary;
using System.IO.Hashing;
using Pavior.Formats.Files;

namespace Pavior.Formats.Deflate;

/// <summary>
/// The plain bytes of gzip data (RFC 1952): all members one after the other, each checked against its checksum and length. Zeros may follow, as tape
/// blocks leave them; other bytes are an error, for nobody would have looked at them.
/// </summary>
public sealed class GzipReader : ForwardStream
{
    /// <summary>Bytes of a member's name, and of its comment.</summary>
    private const int MaxTextBytes = 64 * 1024;

    private const byte HeaderChecksum = 2;
    private const byte Extra = 4;
    private const byte Name = 8;
    private const byte Comment = 16;
    private const byte Reserved = 0xe0;

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b];

    private readonly Stream _packed;
    private readonly bool _leaveOpen;
    private readonly bool _verify;
    private readonly PackedInput _input;
    private readonly Inflater _inflater;
    private readonly Crc32 _crc = new();
    private State _state = State.Header;
    private long _length;
    private bool _isDisposed;

    /// <param name="packed">Read from where it stands, and some bytes ahead.</param>
    /// <param name="leaveOpen">Whether disposing leaves it open.</param>
    /// <param name="verify">False where a digest of the plain bytes is compared anyway: their checksums are not, their lengths are.</param>
    public GzipReader(Stream packed, bool leaveOpen = false, bool verify = true)
    {
        _packed = packed;
        _leaveOpen = leaveOpen;
        _verify = verify;
        _input = new PackedInput(packed);
        _inflater = new Inflater(_input);
    }

    private enum State
    {
        Header,
        Body,
        Next,
        End,
        Broken,
    }

    /// <summary>Fewer bytes than asked for do not mean the end; zero does.</summary>
    /// <exception cref="InvalidDataException">The packed data are damaged, end early, or are followed by something else.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !AdvanceToReady())
            return 0;
        var ready = _inflater.Ready.Span;
        var count = Math.Min(ready.Length, buffer.Length);
        ready[..count].CopyTo(buffer);
        _inflater.Take(count);
        return count;
    }

    public override bool CanLend => true;

    public override ReadOnlyMemory<byte> Lend()
    {
        if (!AdvanceToReady())
            return default;
        var ready = _inflater.Ready;
        _inflater.Take(ready.Length);
        return ready;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _inflater.Dispose();
            if (!_leaveOpen)
                _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Goes on until there is something to hand out. False at the end.</summary>
    private bool AdvanceToReady()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (_inflater.Ready.IsEmpty)
        {
            if (_state == State.End)
                return false;
            Advance();
        }

        return true;
    }

    /// <summary>One step. Where it throws, all that follows means nothing.</summary>
    private void Advance()
    {
        var state = _state;
        _state = State.Broken;
        _state = state switch
        {
            State.Header => StartMember(),
            State.Body => Inflate(),
            State.Next => StartsMember() ? State.Header : State.End,
            _ => throw new InvalidDataException("reading was broken off before"),
        };
    }

    private State StartMember()
    {
        _crc.Reset();
        ReadHeader();
        _crc.Reset();
        _length = 0;
        _inflater.Restart();
        return State.Body;
    }

    private State Inflate()
    {
        if (!_inflater.Fill())
        {
            ReadTrailer();
            return State.Next;
        }

        if (_verify)
            _crc.Append(_inflater.Ready.Span);
        _length += _inflater.Ready.Length;
        return State.Body;
    }

    private void ReadHeader()
    {
        Span<byte> start = stackalloc byte[10];
        TakeHeader(start);
        if (start[0] != 0x1f || start[1] != 0x8b)
            throw new InvalidDataException("no gzip header");
        if (start[2] != 8)
            throw new InvalidDataException($"a gzip header with the unknown method {start[2]}");
        var flags = start[3];
        if ((flags & Reserved) != 0)
            throw new InvalidDataException("a gzip header with unknown flags");
        if ((flags & Extra) != 0)
            PassExtra();
        if ((flags & Name) != 0)
            PassText();
        if ((flags & Comment) != 0)
            PassText();
        if ((flags & HeaderChecksum) == 0)
            return;
        var expected = (ushort)_crc.GetCurrentHashAsUInt32();
        TakeHeader(start[..2]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(start) != expected)
            throw new InvalidDataException("a gzip header whose checksum does not fit");
    }

    private void PassExtra()
    {
        Span<byte> field = stackalloc byte[2];
        TakeHeader(field);
        for (int left = BinaryPrimitives.ReadUInt16LittleEndian(field); left > 0; left--)
            TakeHeader(field[..1]);
    }

    private void PassText()
    {
        Span<byte> one = stackalloc byte[1];
        for (var count = 0; count <= MaxTextBytes; count++)
        {
            TakeHeader(one);
            if (one[0] == 0)
                return;
        }

        throw new InvalidDataException($"a gzip header with a name or comment of more than {MaxTextBytes} bytes");
    }

    /// <summary>Takes bytes that the header's checksum covers.</summary>
    private void TakeHeader(Span<byte> bytes)
    {
        Take(bytes, "the packed data end inside a gzip header");
        _crc.Append(bytes);
    }

    private void ReadTrailer()
    {
        Span<byte> trailer = stackalloc byte[8];
        Take(trailer, "the packed data end before the checksum and length of a gzip member");
        var (crc, length) = (BinaryPrimitives.ReadUInt32LittleEndian(trailer), BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]));
        if (_verify && crc != _crc.GetCurrentHashAsUInt32())
            throw new InvalidDataException($"a gzip member with the checksum {crc:x8}, but its bytes have {_crc.GetCurrentHashAsUInt32():x8}");
        if (length != (uint)_length)
            throw new InvalidDataException($"a gzip member that says it has {length} bytes, and has {_length}");
    }

    /// <summary>Looks behind a member. False at the end, which zeros may pad.</summary>
    private bool StartsMember()
    {
        while (_input.Available < 2 && _input.Refill())
        {
        }

        if (_input.Rest.StartsWith(Magic))
            return true;
        do
        {
            if (_input.Rest.ContainsAnyExcept((byte)0))
                throw new InvalidDataException("something else after the gzip data");
            _input.At = _input.End;
        }
        while (_input.Refill());
        return false;
    }

    private void Take(Span<byte> bytes, string missing)
    {
        foreach (ref var taken in bytes)
        {
            var next = _input.TakeByte();
            if (next < 0)
                throw new InvalidDataException(missing);
            taken = (byte)next;
        }
    }
}
