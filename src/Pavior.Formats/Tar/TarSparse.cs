using System.Buffers.Text;

namespace Pavior.Formats.Tar;

/// <summary>Where the data of a sparse file lies: stretches in order, zeros between them.</summary>
internal sealed class TarSparse
{
    private readonly List<(long Offset, long Length)> _stretches = [];
    private long _end;

    public IReadOnlyList<(long Offset, long Length)> Stretches => _stretches;

    /// <summary>Bytes that the archive stores for the file.</summary>
    public long Stored { get; private set; }

    /// <summary>False when stretches overlap, run backwards, overflow or are too many.</summary>
    public bool TryAdd(long offset, long length)
    {
        if (offset < _end || length < 0 || offset > long.MaxValue - length || _stretches.Count >= TarLimits.MaxSparseStretches)
            return false;
        _end = offset + length;
        if (length > 0)
            _stretches.Add((offset, length));
        Stored += length;
        return true;
    }

    /// <summary>The <c>offset,length,offset,length…</c> list of pax format 0.1.</summary>
    public static TarSparse? TryParseMap(ReadOnlySpan<byte> map)
    {
        var sparse = new TarSparse();
        while (!map.IsEmpty)
        {
            if (!TryTake(ref map, (byte)',', out var offset) || !TryTake(ref map, (byte)',', out var length) || !sparse.TryAdd(offset, length))
                return null;
        }

        return sparse;
    }

    /// <summary>Takes a decimal number and the separator after it.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> rest, byte separator, out long number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var used) || number < 0)
            return false;
        rest = rest[used..];
        if (rest.IsEmpty)
            return true;
        if (rest[0] != separator)
            return false;
        rest = rest[1..];
        return true;
    }
}
