using System.Buffers;

namespace Pavior.Formats.Deflate;

/// <summary>
/// Inflates DEFLATE data (RFC 1951) piece by piece into its own window, for every layer of an image comes packed this way. Accepts exactly what
/// zlib accepts.
/// </summary>
internal sealed class Inflater : IDisposable
{
    /// <summary>How far back a match may reach.</summary>
    private const int History = 32 * 1024;

    /// <summary>Of a power of two, as the pool has them; small enough for the cache of one core.</summary>
    private const int WindowSize = 128 * 1024;

    private readonly PackedInput _input;
    private readonly BitInput _bits;
    private readonly DeflateCodes _codes = new();
    private readonly BlockHeader _header = new();
    private byte[] _window = ArrayPool<byte>.Shared.Rent(WindowSize);
    private State _state = State.Header;
    private bool _isLast;
    private int _stored;

    /// <summary>First byte in the window that a match of this stream may reach.</summary>
    private int _start;
    private int _out;
    private int _taken;
    private InvalidDataException? _damage;
    private bool _isBroken;

    public Inflater(PackedInput input)
    {
        _input = input;
        _bits = new BitInput(input);
    }

    private enum State
    {
        Header,
        Stored,
        Codes,
        End,
    }

    /// <summary>Bytes that are inflated and not taken; valid until <see cref="Fill"/>.</summary>
    public ReadOnlyMemory<byte> Ready => _window.AsMemory(_taken, _out - _taken);

    public void Take(int count) => _taken += count;

    /// <summary>Forgets all that went before: another stream starts at the next byte of the input.</summary>
    public void Restart()
    {
        _state = State.Header;
        _isLast = false;
        _start = _out;
    }

    /// <summary>Inflates on, when all is taken. False at the end of the data; the input then stands at the first byte behind them.</summary>
    /// <exception cref="InvalidDataException">The data are damaged; thrown after the last byte before the damage was handed out.</exception>
    public bool Fill()
    {
        if (_damage is not null)
            throw _damage;
        if (_isBroken)
            throw new InvalidDataException("reading was broken off before");
        if (_out > _window.Length - InflateLoop.OutputRoom)
            Slide();

        // An exception of the input's stream may come in the midst of a symbol.
        _isBroken = true;
        try
        {
            Run();
        }
        catch (InvalidDataException bad) when (_out > _taken)
        {
            _damage = bad;
        }

        _isBroken = false;
        return _out > _taken;
    }

    public void Dispose()
    {
        if (_window.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_window);
        (_window, _out, _taken, _isBroken) = ([], 0, 0, true);
    }

    private void Slide()
    {
        _window.AsSpan(_out - History, History).CopyTo(_window);
        _start = Math.Max(0, _start - (_out - History));
        _out = _taken = History;
    }

    /// <summary>Goes on until the window is full, or the input has to be waited for while there is something to hand out.</summary>
    private void Run()
    {
        while (_state != State.End && _out <= _window.Length - InflateLoop.OutputRoom)
        {
            if (_input.Available < InflateLoop.InputRoom && !_input.Ended)
            {
                if (_out > _taken)
                    return;
                _input.Refill();
                continue;
            }

            switch (_state)
            {
                case State.Header:
                    ReadHeader();
                    break;
                case State.Stored:
                    CopyStored();
                    break;
                default:
                    Decode();
                    break;
            }
        }
    }

    private void ReadHeader()
    {
        _isLast = _bits.Take(1) != 0;
        switch (_bits.Take(2))
        {
            case 0:
                ReadStoredLength();
                break;
            case 1:
                _codes.SetFixed();
                _state = State.Codes;
                break;
            case 2:
                _header.Read(_bits, _codes);
                _state = State.Codes;
                break;
            default:
                throw new InvalidDataException("a block of an unknown type");
        }
    }

    private void ReadStoredLength()
    {
        _bits.Align();
        var length = _bits.Take(16);
        var inverse = _bits.Take(16);
        if ((length ^ inverse) != 0xffff)
            throw new InvalidDataException("a stored block whose length and its inverse do not fit");
        _stored = (int)length;
        _state = State.Stored;
    }

    private void CopyStored()
    {
        var count = Math.Min(_stored, Math.Min(_input.Available, _window.Length - _out));
        if (count == 0 && _stored > 0)
            throw new InvalidDataException("the packed data end inside a stored block");
        _input.Rest[..count].CopyTo(_window.AsSpan(_out));
        _input.At += count;
        _out += count;
        _stored -= count;
        if (_stored == 0)
            EndBlock();
    }

    private void Decode()
    {
        if (_input.Available < InflateLoop.InputRoom)
        {
            DecodeOne();
            return;
        }

        var place = new InflateLoop.Place { Bits = _bits.Bits, Count = _bits.Count, At = _input.At, Out = _out };
        var ending = InflateLoop.Run(_codes.Tables, _input.Buffer.AsSpan(0, _input.End), _window, _start, ref place);
        (_bits.Bits, _bits.Count, _input.At, _out) = (place.Bits, place.Count, place.At, place.Out);
        switch (ending)
        {
            case InflateLoop.Ending.EndOfBlock:
                EndBlock();
                break;
            case InflateLoop.Ending.BadSymbol:
                throw NoSymbol();
            case InflateLoop.Ending.BadDistance:
                throw TooFar();
        }
    }

    /// <summary>One symbol near the end of the input. There is room for the longest match.</summary>
    private void DecodeOne()
    {
        var entry = _bits.TakeSymbol(_codes.Tables, 0, DeflateCodes.LiteralBits);
        if ((entry & HuffmanTable.Literal) != 0)
        {
            _window[_out++] = (byte)(entry >> 16);
            return;
        }

        if ((entry & HuffmanTable.EndOfBlock) != 0)
        {
            EndBlock();
            return;
        }

        if ((entry & HuffmanTable.Exceptional) != 0)
            throw NoSymbol();
        var length = _bits.TakeValue(entry);
        entry = _bits.TakeSymbol(_codes.Tables, DeflateCodes.DistanceTable, DeflateCodes.DistanceBits);
        if ((entry & HuffmanTable.Exceptional) != 0)
            throw NoSymbol();
        var distance = _bits.TakeValue(entry);
        if (distance > _out - _start)
            throw TooFar();
        for (var i = 0; i < length; i++, _out++)
            _window[_out] = _window[_out - distance];
    }

    private void EndBlock()
    {
        _state = _isLast ? State.End : State.Header;
        if (_isLast)
            _bits.Align();
    }

    private static InvalidDataException NoSymbol() => new("a code that stands for nothing");

    private static InvalidDataException TooFar() => new("a match that starts before the data do");
}
