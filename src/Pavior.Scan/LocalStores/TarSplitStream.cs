using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.LocalStores;

/// <summary>A layer's tar, put together while it is read.</summary>
internal sealed class TarSplitStream(TarSplitReader list, UnpackedFiles files) : ForwardStream
{
    private ReadOnlyMemory<byte> _raw;
    private DiskFile? _file;
    private long _position;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            while (!_ended)
            {
                if (!_raw.IsEmpty)
                    return ReadRaw(buffer);
                if (_file is not null)
                    return ReadFile(_file, buffer);
                Advance();
            }

            return 0;
        }
        catch (IOException broken)
        {
            throw new SourceException($"{_file?.Path ?? "a layer"}: cannot be read ({broken.Message})", broken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            list.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Advance()
    {
        if (list.Next() is not { } entry)
            _ended = true;
        else if (entry.Raw is not null)
            _raw = entry.Raw;
        else if (entry.Size > 0)
            (_file, _position) = (files.Open(entry.Name!, entry.Size), 0);
    }

    private int ReadRaw(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _raw.Length);
        _raw.Span[..count].CopyTo(buffer);
        _raw = _raw[count..];
        return count;
    }

    private int ReadFile(DiskFile file, Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, file.Length - _position);
        var read = file.ReadAt(_position, buffer[..count]);
        if (read == 0)
            throw new SourceException($"{file.Path}: became shorter while it was read");
        _position += read;
        if (_position == file.Length)
        {
            file.Dispose();
            _file = null;
        }

        return read;
    }
}
