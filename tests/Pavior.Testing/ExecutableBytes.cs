using System.Buffers.Binary;
using System.Text;

namespace Pavior.Testing;

/// <summary>Makes small programs: a header, the sections that a test gives, and the tables that describe them.</summary>
public static class ExecutableBytes
{
    public const ulong Base = 0x400000;

    /// <summary>One section, loaded at <see cref="Base"/> plus its file offset.</summary>
    /// <param name="PeFlags">Section characteristics in a PE file; null for those of data.</param>
    public sealed record Part(string Name, byte[] Content, bool Writable = false, uint? PeFlags = null);

    /// <summary>An ELF shared object; without <paramref name="named"/> it has no section table, as after sstrip.</summary>
    public static byte[] Elf(IReadOnlyList<Part> parts, bool is64 = true, bool big = false, bool named = true, byte[]? notes = null)
    {
        var all = notes is null ? parts : [.. parts, new Part(".note.gnu.build-id", notes)];
        var (header, phSize, shSize) = is64 ? (64, 56, 64) : (52, 32, 40);
        var image = new Writer(big, is64);
        image.Reserve(header + (phSize * all.Count));
        var offsets = image.Append(all);
        var names = Encoding.ASCII.GetBytes("\0" + string.Join('\0', all.Select(p => p.Name)) + "\0.shstrtab\0");
        var namesAt = image.AppendRaw(names);
        var table = named ? image.AppendRaw([]) : 0;
        var at = 1;
        for (var i = 0; named && i <= all.Count + 1; i++)
        {
            var row = image.Length;
            image.Reserve(shSize);
            if (i == 0)
                continue;
            var last = i == all.Count + 1;
            image.U32(row, (uint)at);
            at += last ? 0 : all[i - 1].Name.Length + 1;
            image.U32(row + 4, last ? 3u : all[i - 1].Name.StartsWith(".note", StringComparison.Ordinal) ? 7u : 1u);
            image.Word(row + 8, last ? 0u : all[i - 1].Writable ? 3u : 2u);
            image.Word(row + (is64 ? 16 : 12), last ? 0 : Base + (ulong)offsets[i - 1]);
            image.Word(row + (is64 ? 24 : 16), (ulong)(last ? namesAt : offsets[i - 1]));
            image.Word(row + (is64 ? 32 : 20), (ulong)(last ? names.Length : all[i - 1].Content.Length));
            image.Word(row + (is64 ? 48 : 32), 4);
        }

        image.Bytes(0, [0x7F, (byte)'E', (byte)'L', (byte)'F', (byte)(is64 ? 2 : 1), (byte)(big ? 2 : 1), 1]);
        image.U16(16, 3);
        image.U16(18, is64 ? 62u : 3u);
        image.Word(is64 ? 32 : 28, (ulong)header);
        image.Word(is64 ? 40 : 32, (ulong)table);
        var tail = is64 ? 52 : 40;
        image.U16(tail, (uint)header);
        image.U16(tail + 2, (uint)phSize);
        image.U16(tail + 4, (uint)all.Count);
        image.U16(tail + 6, (uint)shSize);
        image.U16(tail + 8, named ? (uint)all.Count + 2 : 0);
        image.U16(tail + 10, named ? (uint)all.Count + 1 : 0);
        for (var i = 0; i < all.Count; i++)
        {
            var row = header + (i * phSize);
            image.U32(row, 1);
            image.U32(row + (is64 ? 4 : 24), all[i].Writable ? 6u : 4u);
            image.Word(row + (is64 ? 8 : 4), (ulong)offsets[i]);
            image.Word(row + (is64 ? 16 : 8), Base + (ulong)offsets[i]);
            image.Word(row + (is64 ? 32 : 16), (ulong)all[i].Content.Length);
        }

        return image.ToArray();
    }

    /// <summary>A PE32+ file; directories are (index, part name), each covering that whole part.</summary>
    public static byte[] Pe(IReadOnlyList<Part> parts, params (int Index, string Part)[] directories)
    {
        var image = new Writer(false, true);
        image.Reserve(0x80 + 24 + 240 + (40 * parts.Count));
        var offsets = image.Append(parts);
        image.Bytes(0, "MZ"u8);
        image.U32(60, 0x80);
        image.Bytes(0x80, "PE\0\0"u8);
        image.U16(0x84, 0x8664);
        image.U16(0x86, (uint)parts.Count);
        image.U16(0x94, 240);
        const int Optional = 0x98;
        image.U16(Optional, 0x20B);
        image.Word(Optional + 24, Base);
        image.U32(Optional + 108, 16);
        foreach (var (index, name) in directories)
        {
            var i = parts.ToList().FindIndex(p => p.Name == name);
            image.U32(Optional + 112 + (index * 8), (uint)offsets[i]);
            image.U32(Optional + 116 + (index * 8), (uint)parts[i].Content.Length);
        }

        for (var i = 0; i < parts.Count; i++)
        {
            var row = Optional + 240 + (i * 40);
            image.Bytes(row, Encoding.ASCII.GetBytes(parts[i].Name));
            image.U32(row + 8, (uint)parts[i].Content.Length);
            image.U32(row + 12, (uint)offsets[i]);
            image.U32(row + 16, (uint)parts[i].Content.Length);
            image.U32(row + 20, (uint)offsets[i]);
            image.U32(row + 36, parts[i].PeFlags ?? (parts[i].Writable ? 0xC0000040 : 0x40000040));
        }

        return image.ToArray();
    }

    /// <summary>The address at which <see cref="Pe"/> loads the first part, relative to its base.</summary>
    public static int PeFirstPartAt(int parts) => Align(0x80 + 24 + 240 + (40 * parts));

    /// <summary>A Mach-O file with one segment that holds the parts as sections.</summary>
    public static byte[] MachO(IReadOnlyList<Part> parts, bool is64 = true, bool big = false)
    {
        var (header, segment, section) = is64 ? (32, 72, 80) : (28, 56, 68);
        var image = new Writer(big, is64);
        var commands = segment + (section * parts.Count);
        image.Reserve(header + commands);
        var offsets = image.Append(parts);
        image.U32(0, is64 ? 0xFEEDFACF : 0xFEEDFACE);
        image.U32(16, 1);
        image.U32(20, (uint)commands);
        image.U32(header, is64 ? 0x19u : 1u);
        image.U32(header + 4, (uint)commands);
        image.Bytes(header + 8, "__DATA"u8);
        image.Word(header + 24, Base);
        image.Word(header + (is64 ? 48 : 36), (ulong)image.Length);
        image.U32(header + (is64 ? 60 : 44), 3);
        image.U32(header + (is64 ? 64 : 48), (uint)parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            var row = header + segment + (i * section);
            image.Bytes(row, Encoding.ASCII.GetBytes(parts[i].Name));
            image.Bytes(row + 16, "__DATA"u8);
            image.Word(row + 32, Base + (ulong)offsets[i]);
            image.Word(row + (is64 ? 40 : 36), (ulong)parts[i].Content.Length);
            image.U32(row + (is64 ? 48 : 40), (uint)offsets[i]);
        }

        return image.ToArray();
    }

    /// <summary>A universal binary of Mach-O files.</summary>
    public static byte[] Fat(params byte[][] images)
    {
        var image = new Writer(true, false);
        image.Reserve(8 + (20 * images.Length));
        image.U32(0, 0xCAFEBABE);
        image.U32(4, (uint)images.Length);
        for (var i = 0; i < images.Length; i++)
        {
            image.U32(8 + (i * 20) + 8, (uint)image.AppendRaw(images[i]));
            image.U32(8 + (i * 20) + 12, (uint)images[i].Length);
        }

        return image.ToArray();
    }

    private static int Align(int offset) => (offset + 15) / 16 * 16;

    private sealed class Writer(bool big, bool is64)
    {
        private readonly List<byte> _bytes = [];

        public int Length => _bytes.Count;

        public void Reserve(int count) => _bytes.AddRange(new byte[count]);

        public int[] Append(IReadOnlyList<Part> parts) => [.. parts.Select(p => AppendRaw(p.Content))];

        public int AppendRaw(byte[] content)
        {
            Reserve(Align(Length) - Length);
            var at = Length;
            _bytes.AddRange(content);
            return at;
        }

        public void Bytes(int at, ReadOnlySpan<byte> value)
        {
            for (var i = 0; i < value.Length; i++)
                _bytes[at + i] = value[i];
        }

        public void U16(int at, uint value)
        {
            Span<byte> field = stackalloc byte[2];
            if (big)
                BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)value);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)value);
            Bytes(at, field);
        }

        public void U32(int at, uint value)
        {
            Span<byte> field = stackalloc byte[4];
            if (big)
                BinaryPrimitives.WriteUInt32BigEndian(field, value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(field, value);
            Bytes(at, field);
        }

        public void Word(int at, ulong value)
        {
            if (!is64)
            {
                U32(at, (uint)value);
                return;
            }

            Span<byte> field = stackalloc byte[8];
            if (big)
                BinaryPrimitives.WriteUInt64BigEndian(field, value);
            else
                BinaryPrimitives.WriteUInt64LittleEndian(field, value);
            Bytes(at, field);
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
