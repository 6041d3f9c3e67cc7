using Pavior.Core;

namespace Pavior.Formats.Tar;

/// <summary>A window over the archive's bytes: reads ahead on streams, jumps on files.</summary>
internal sealed class TarBuffer
{
    private readonly string _name;
    private readonly Stream? _stream;
    private readonly FileContent? _file;
    private readonly byte[] _window;
    private int _start;
    private int _end;

    /// <summary>Position in the archive of the first byte after the window.</summary>
    private long _next;

    public TarBuffer(string name, Stream stream)
    {
        _name = name;
        _stream = stream;
        _window = GC.AllocateUninitializedArray<byte>(128 * 1024);
    }

    /// <summary>A small window: most bodies are jumped over, and what follows a header of a small file is the next header.</summary>
    public TarBuffer(string name, FileContent file)
    {
        _name = name;
        _file = file;
        _window = GC.AllocateUninitializedArray<byte>(8 * 1024);
    }

    public long Position => _next - (_end - _start);

    /// <summary>The file behind the archive, when bodies can be read in place.</summary>
    public FileContent? File => _file;

    /// <summary>The next bytes without taking them: at most the window, fewer only at the end of the archive.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
            Fill(count);
        return _window.AsSpan(_start, Math.Min(count, _end - _start));
    }

    public void Take(int count) => _start += count;

    public int Read(Span<byte> into)
    {
        if (_start == _end)
        {
            if (into.Length >= _window.Length)
                return ReadDirectly(into);
            Fill(1);
        }

        var count = Math.Min(into.Length, _end - _start);
        _window.AsSpan(_start, count).CopyTo(into);
        _start += count;
        return count;
    }

    /// <summary>Passes over bytes. Throws when the archive ends before.</summary>
    public void Skip(long count)
    {
        var buffered = (int)Math.Min(count, _end - _start);
        _start += buffered;
        count -= buffered;
        if (count == 0)
            return;
        if (_file is not null)
        {
            if (count > _file.Length - _next)
                throw new ParseException(_name, _file.Length, "more bytes: the archive ends inside a file");
            _next += count;
            return;
        }

        while (count > 0)
        {
            Fill(1);
            var step = (int)Math.Min(count, _end - _start);
            if (step == 0)
                throw new ParseException(_name, _next, "more bytes: the archive ends inside a file");
            _start += step;
            count -= step;
        }
    }

    private int ReadDirectly(Span<byte> into)
    {
        var read = _file is not null ? _file.ReadAt(_next, into) : _stream!.Read(into);
        _next += read;
        return read;
    }

    private void Fill(int wanted)
    {
        if (_start > 0)
        {
            _window.AsSpan(_start, _end - _start).CopyTo(_window);
            _end -= _start;
            _start = 0;
        }

        while (_end < wanted)
        {
            var read = ReadDirectly(_window.AsSpan(_end));
            if (read == 0)
                return;
            _end += read;
        }
    }
}
