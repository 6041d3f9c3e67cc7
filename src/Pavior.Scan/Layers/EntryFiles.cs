using Microsoft.Win32.SafeHandles;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;

namespace Pavior.Scan.Layers;

/// <summary>Gives the current entry of a tar as a file that can be read at any offset: in place where the tar is one, in memory when small, else in a temporary file.</summary>
internal sealed class EntryFiles(ScanBudget budget) : IDisposable
{
    /// <summary>Bytes of a file kept in memory; the buffer is reused from file to file of a layer.</summary>
    private const int MaxInMemory = 12 * 1024 * 1024;

    /// <summary>Bytes that the temporary file of one file takes, holes not counted.</summary>
    private const long MaxOnDisk = 32L * 1024 * 1024 * 1024;

    private const int SpoolBuffer = 512 * 1024;

    private readonly MappedBuffer _buffer = new(MaxInMemory);
    private SafeFileHandle? _spool;

    /// <summary>The entry's bytes; valid until the next call.</summary>
    /// <exception cref="ParseException">Too long for the temporary folder's limit, or the tar is damaged.</exception>
    public FileContent Open(TarReader reader, string path)
    {
        if (reader.TryOpenInPlace(path) is { } inPlace)
            return inPlace;
        if (reader.Length <= MaxInMemory)
            return InMemory(reader, path);
        return Spooled(reader, path);
    }

    public void Dispose()
    {
        _spool?.Dispose();
        ((IDisposable)_buffer).Dispose();
    }

    private MemoryFileContent InMemory(TarReader reader, string path)
    {
        var length = (int)reader.Length;
        Fill(reader, _buffer.GetSpan()[..length]);
        return new MemoryFileContent(path, _buffer.Memory[..length]);
    }

    private DiskFile Spooled(TarReader reader, string path)
    {
        if (reader.Length > Spool.MaxBytes)
            throw ParseException.Limit(path, $"{reader.Length} bytes, more than the limit of {Spool.MaxBytes}");
        budget.TakeSpooled(reader.Length);
        _spool?.Dispose();
        _spool = Written(path, Spool.Create);
        var (length, stored) = (0L, 0L);
        while (true)
        {
            length += reader.TakeHole();
            var filled = FillStored(reader, _buffer.GetSpan()[..SpoolBuffer]);
            if (filled == 0)
                break;
            var at = length;
            stored += Written(path, () => Spool.Write(_spool, _buffer.GetSpan()[..filled], at));
            if (stored > MaxOnDisk)
                throw ParseException.Limit(path, $"more than {MaxOnDisk} bytes of the temporary folder");
            length += filled;
        }

        Written(path, () =>
        {
            RandomAccess.SetLength(_spool, length);
            return true;
        });
        return DiskFile.From(_spool, path);
    }

    /// <summary>A full disk costs the file and not the scan.</summary>
    private static T Written<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw ParseException.Unreadable(path, "too long to be held in memory, and the temporary folder takes no file of its size");
        }
    }

    /// <summary>As <see cref="Fill"/>, but stops before what a sparse file does not store.</summary>
    private static int FillStored(TarReader reader, Span<byte> into)
    {
        var filled = 0;
        while (filled < into.Length && !reader.AtHole && reader.Read(into[filled..]) is var read and > 0)
            filled += read;
        return filled;
    }

    /// <summary>Reads until the buffer is full or the file ends: a decoder gives a few kilobytes at a time, and one large write costs less than ten small ones.</summary>
    private static int Fill(TarReader reader, Span<byte> into)
    {
        var filled = 0;
        while (filled < into.Length && reader.Read(into[filled..]) is var read and > 0)
            filled += read;
        return filled;
    }
}
