using System.Buffers.Text;
using Pavior.Core;

namespace Pavior.Formats.Tar;

/// <summary>The extended header records of one entry (POSIX pax): what they override, and GNU's sparse words.</summary>
internal sealed class PaxRecords
{
    public byte[]? Path { get; set; }

    public byte[]? LinkPath { get; set; }

    public long? Size { get; private set; }

    public TarSparse? Sparse { get; private set; }

    public long? SparseRealSize { get; private set; }

    /// <summary>True for GNU sparse format 1.0: the map stands before the data.</summary>
    public bool SparseMapInData { get; private set; }

    /// <summary>Reads <c>LENGTH KEY=VALUE\n</c> records.</summary>
    public void Parse(ReadOnlySpan<byte> records, string name, long offset)
    {
        var all = records.Length;
        long pendingOffset = -1;
        while (!records.IsEmpty && records[0] != 0)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits)
                || length <= digits + 1 || length > records.Length || records[digits] != ' ' || records[length - 1] != '\n')
            {
                throw new ParseException(name, offset + all - records.Length, "a pax record: length, blank, key=value, newline");
            }

            var record = records[(digits + 1)..(length - 1)];
            records = records[length..];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0)
                throw new ParseException(name, offset, "a pax record with key=value");
            if (HoldsNul(record[..equals], record[(equals + 1)..]))
                throw new ParseException(name, offset, "a pax record without NUL");
            if (!Accept(record[..equals], record[(equals + 1)..], ref pendingOffset))
                throw new ParseException(name, offset, "a valid pax size, path or sparse map");
        }
    }

    /// <summary>As Go's archive/tar has it: no NUL in a key, nor in what becomes a name; one program would read on over it and another stop.</summary>
    private static bool HoldsNul(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        key.Contains((byte)0)
        || ((key.SequenceEqual("path"u8) || key.SequenceEqual("linkpath"u8) || key.SequenceEqual("GNU.sparse.name"u8)
            || key.SequenceEqual("uname"u8) || key.SequenceEqual("gname"u8)) && value.Contains((byte)0));

    private bool Accept(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ref long pendingOffset)
    {
        if (key.SequenceEqual("path"u8) || key.SequenceEqual("GNU.sparse.name"u8))
            return SetPath(value);
        if (key.SequenceEqual("linkpath"u8))
        {
            LinkPath = value.ToArray();
            return value.Length <= TarLimits.MaxPath;
        }

        if (key.SequenceEqual("size"u8))
        {
            var read = TryNumber(value, out var size);
            Size = size;
            return read;
        }

        if (!key.StartsWith("GNU.sparse."u8))
            return true;
        return AcceptSparse(key["GNU.sparse.".Length..], value, ref pendingOffset);
    }

    private bool AcceptSparse(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ref long pendingOffset)
    {
        if (key.SequenceEqual("major"u8))
        {
            SparseMapInData = value.SequenceEqual("1"u8);
            return true;
        }

        if (key.SequenceEqual("realsize"u8) || key.SequenceEqual("size"u8))
        {
            var read = TryNumber(value, out var size);
            SparseRealSize = size;
            return read;
        }

        if (key.SequenceEqual("map"u8))
        {
            Sparse = TarSparse.TryParseMap(value);
            return Sparse is not null;
        }

        if (key.SequenceEqual("offset"u8))
            return TryNumber(value, out pendingOffset);
        if (key.SequenceEqual("numbytes"u8))
            return TryNumber(value, out var length) && (Sparse ??= new TarSparse()).TryAdd(pendingOffset, length);
        return true;
    }

    private bool SetPath(ReadOnlySpan<byte> value)
    {
        Path = value.ToArray();
        return value.Length is > 0 and <= TarLimits.MaxPath;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && number >= 0;
}
