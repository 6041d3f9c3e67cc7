using System.Text;

namespace Pavior.Formats.Zip;

/// <summary>One entry of the central directory, kept for opening it later.</summary>
public sealed class ZipMember
{
    private readonly byte[] _name;

    internal ZipMember(in ZipEntry entry)
    {
        _name = entry.Name.ToArray();
        HeaderOffset = entry.HeaderOffset;
        PackedSize = entry.PackedSize;
        Size = entry.Size;
        Crc = entry.Crc;
        Method = entry.Method;
        Flags = entry.Flags;
    }

    /// <summary>As stored; UTF-8 in nearly all archives, and read as such.</summary>
    public string Name => Encoding.UTF8.GetString(_name);

    public ReadOnlySpan<byte> NameBytes => _name;

    public long PackedSize { get; }

    /// <summary>Length of the plain bytes, as the directory claims.</summary>
    public long Size { get; }

    /// <summary>Offset of the local header as stored, before prepended data is counted in.</summary>
    internal long HeaderOffset { get; }

    internal uint Crc { get; }

    internal ushort Method { get; }

    internal ushort Flags { get; }
}
