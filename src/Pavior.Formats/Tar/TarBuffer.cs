using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Formats.Tar;

/// <summary>A window over the archive's bytes: reads ahead on streams, without a copy where the stream lends its bytes; jumps on files.</summary>
internal sealed class TarBuffer
{
    /// <summary>Most bytes to look at without taking them.</summary>
    private const int MaxPeek = 1024;

    private readonly string _name;
    private readonly Stream? _stream;
    private readonly ForwardStream? _lender;
    private readonly FileContent? _file;

    /// <summary>What is read ahead; where bytes are lent, only what lies across the end of a piece.</summary>
    private readonly byte[] _window;

    /// <summary>The bytes to be taken next.</summary>
    private ReadOnlyMemory<byte> _ready;

    /// <summary>Lent bytes that follow on those joined in the window.</summary>
    private ReadOnlyMemory<byte> _lent;

    /// <summary>Position in the archive of the first byte that was not read.</summary>
    private long _next;

    public TarBuffer(string name, Stream stream)
    {
        _name = name;
        _stream = stream;
        _lender = stream is ForwardStream { CanLend: true } lender ? lender : null;
        _window = GC.AllocateUninitializedArray<byte>(_lender is null ? 128 * 1024 : MaxPeek);
    }

    /// <summary>A small window: most bodies are jumped over, and what follows a header of a small file is the next header.</summary>
    public TarBuffer(string name, FileContent file)
    {
        _name = name;
        _file = file;
        _window = GC.AllocateUninitializedArray<byte>(8 * 1024);
    }

    public long Position => _next - _ready.Length - _lent.Length;

    /// <summary>The file behind the archive, when bodies can be read in place.</summary>
    public FileContent? File => _file;

    /// <summary>The next bytes without taking them: at most <see cref="MaxPeek"/>, fewer only at the end of the archive.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxPeek);
        if (_ready.Length < count)
            Fill(count);
        return _ready.Span[..Math.Min(count, _ready.Length)];
    }

    public void Take(int count) => _ready = _ready[count..];

    public int Read(Span<byte> into)
    {
        if (_ready.IsEmpty)
        {
            if (_lender is null && into.Length >= _window.Length)
                return ReadDirectly(into);
            Fill(1);
        }

        var count = Math.Min(into.Length, _ready.Length);
        _ready.Span[..count].CopyTo(into);
        Take(count);
        return count;
    }

    /// <summary>Passes over bytes. Throws when the archive ends before.</summary>
    public void Skip(long count)
    {
        count -= TakeReady(count);
        if (_file is not null && count > 0)
        {
            if (count > _file.Length - _next)
                throw new ParseException(_name, _file.Length, "more bytes: the archive ends inside a file");
            _next += count;
            return;
        }

        while (count > 0)
        {
            Fill(1);
            if (_ready.IsEmpty)
                throw new ParseException(_name, _next, "more bytes: the archive ends inside a file");
            count -= TakeReady(count);
        }
    }

    private int TakeReady(long most)
    {
        var count = (int)Math.Min(most, _ready.Length);
        Take(count);
        return count;
    }

    private int ReadDirectly(Span<byte> into)
    {
        var read = _file is not null ? _file.ReadAt(_next, into) : _stream!.Read(into);
        _next += read;
        return read;
    }

    private void Fill(int wanted)
    {
        if (_lender is not null)
        {
            FillLent(_lender, wanted);
            return;
        }

        var filled = _ready.Length;
        _ready.CopyTo(_window);
        while (filled < wanted)
        {
            var read = ReadDirectly(_window.AsSpan(filled));
            if (read == 0)
                break;
            filled += read;
        }

        _ready = _window.AsMemory(0, filled);
    }

    private void FillLent(ForwardStream lender, int wanted)
    {
        if (_ready.IsEmpty)
        {
            _ready = NextLent(lender);
            _lent = default;
            if (_ready.Length >= wanted)
                return;
        }

        // Joined before the stream is asked for more, which may write over what it lent.
        var filled = _ready.Length;
        _ready.CopyTo(_window);
        _ready = default;
        while (filled < wanted && NextLent(lender) is { IsEmpty: false } next)
        {
            var count = Math.Min(wanted - filled, next.Length);
            next[..count].CopyTo(_window.AsMemory(filled));
            filled += count;
            _lent = next[count..];
        }

        _ready = _window.AsMemory(0, filled);
    }

    /// <summary>What is still lent, or else is lent now.</summary>
    private ReadOnlyMemory<byte> NextLent(ForwardStream lender)
    {
        if (!_lent.IsEmpty)
            return _lent;
        var lent = lender.Lend();
        _next += lent.Length;
        return lent;
    }
}
