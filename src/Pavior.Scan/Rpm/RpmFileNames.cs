using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>The paths that a package header lists, joined to lines. Older headers hold whole paths, newer ones folder and name apart.</summary>
internal static class RpmFileNames
{
    /// <summary>Folders are stored once and joined to each name: more than this from one database is an attack, not a file list.</summary>
    public const long MaxBytes = 48 << 20;

    /// <param name="header">The header.</param>
    /// <param name="path">The database, for the exception.</param>
    /// <param name="budget">Bytes that this and later headers may still take.</param>
    public static FileList Read(in RpmHeader header, string path, ref long budget)
    {
        var names = header.Texts(RpmHeader.BaseNames, out var count);
        if (count == 0)
            return Old(header, path, ref budget);
        var folders = Folders(header, out var starts);
        var indexes = header.Numbers(RpmHeader.DirIndexes);
        if (indexes.Length != 4 * count)
            throw new ParseException(path, 0, $"one folder index for each of {count} file names, not {indexes.Length / 4}");
        var lines = new byte[Length(names, indexes, starts, path, ref budget)];
        var at = 0;
        for (; RpmHeader.TakeText(ref names, out var name); indexes = indexes[4..])
        {
            var index = (int)BinaryPrimitives.ReadUInt32BigEndian(indexes);
            var folder = folders[starts[index]..(starts[index + 1] - 1)];
            folder.CopyTo(lines.AsSpan(at));
            name.CopyTo(lines.AsSpan(at + folder.Length));
            at += folder.Length + name.Length + 1;
            lines[at - 1] = (byte)'\n';
        }

        return FileList.FromUtf8Lines(lines);
    }

    /// <summary>Bytes of all lines; none is joined before it is known that they fit.</summary>
    private static int Length(ReadOnlySpan<byte> names, ReadOnlySpan<byte> indexes, int[] starts, string path, ref long budget)
    {
        var total = 0;
        for (; RpmHeader.TakeText(ref names, out var name); indexes = indexes[4..])
        {
            var index = BinaryPrimitives.ReadUInt32BigEndian(indexes);
            if (index >= (uint)starts.Length - 1)
                throw new ParseException(path, 0, $"a folder index below {starts.Length - 1}, not {index}");
            var length = starts[(int)index + 1] - starts[(int)index] + name.Length;
            Charge(length, path, ref budget);
            total += length;
        }

        return total;
    }

    private static FileList Old(in RpmHeader header, string path, ref long budget)
    {
        var names = header.Texts(RpmHeader.OldFileNames, out var count);
        if (count == 0)
            return FileList.Empty;
        Charge(names.Length, path, ref budget);
        var lines = names.ToArray();
        lines.AsSpan().Replace((byte)0, (byte)'\n');
        return FileList.FromUtf8Lines(lines);
    }

    /// <summary>The folder texts and where each starts; one start more than there are folders.</summary>
    private static ReadOnlySpan<byte> Folders(in RpmHeader header, out int[] starts)
    {
        var folders = header.Texts(RpmHeader.DirNames, out var count);
        starts = new int[count + 1];
        var rest = folders;
        for (var i = 0; RpmHeader.TakeText(ref rest, out var folder); i++)
            starts[i + 1] = starts[i] + folder.Length + 1;
        return folders;
    }

    private static void Charge(int length, string path, ref long budget)
    {
        budget -= length;
        if (budget < 0)
            throw ParseException.Limit(path, $"file names of more than {MaxBytes} bytes");
    }
}
