using Pavior.Core;

namespace Pavior.Formats.Pe;

/// <summary>The version resource of a PE file: what the properties dialog of Windows shows (VS_VERSIONINFO).</summary>
/// <param name="FileVersion">The four numbers of the fixed part: <c>13.0.3.27908</c>; null when that is missing.</param>
/// <param name="Strings">ProductName, ProductVersion, CompanyName ...: the first language that states each.</param>
public sealed record PeVersionInfo(string? FileVersion, IReadOnlyDictionary<string, string> Strings)
{
    private const uint VersionType = 16;

    /// <summary>Entries of all three directory levels together; real files have a handful.</summary>
    private const int MaxEntries = 4096;

    private const int MaxResource = 1 << 20;

    public string? this[string key] => Strings.GetValueOrDefault(key);

    /// <summary>Null when the file has no version resource.</summary>
    /// <exception cref="ParseException">The resource tree or the block is not one.</exception>
    public static PeVersionInfo? Read(PeFile pe)
    {
        var (root, size) = pe.Resources;
        if (root == 0 || size == 0)
            return null;

        // Type, name and language levels: exactly three, so that a tree that points back at itself ends here.
        var budget = MaxEntries;
        if (FindEntry(pe, root, 0, VersionType, ref budget) is not { } names
            || FindEntry(pe, root, names, null, ref budget) is not { } languages
            || FindEntry(pe, root, languages, null, ref budget) is not { } leaf)
        {
            return null;
        }

        if ((leaf & 0x80000000) != 0)
            throw new ParseException(pe.File.Path, 0, "a resource tree of three levels");
        return ReadLeaf(pe, root, leaf);
    }

    /// <summary>The child with this id, or the first child when no id is asked for; null when there is none.</summary>
    private static uint? FindEntry(PeFile pe, uint root, uint directory, uint? id, ref int budget)
    {
        if (directory != 0 && (directory & 0x80000000) == 0)
            throw new ParseException(pe.File.Path, 0, "a resource tree of three levels");
        Span<byte> header = stackalloc byte[16];
        var at = unchecked(root + (directory & 0x7FFFFFFF));
        if (pe.ReadAtRva(at, header) < header.Length)
            throw new ParseException(pe.File.Path, 0, "a resource directory inside the file");
        var field = new Executables.FieldReader(header, bigEndian: false);
        var count = field.U16(12) + field.U16(14);
        if (count > budget)
            throw ParseException.Limit(pe.File.Path, $"more than {MaxEntries} resource entries");
        budget -= count;
        Span<byte> entry = stackalloc byte[8];
        for (uint i = 0; i < count; i++)
        {
            if (pe.ReadAtRva(unchecked(at + 16 + (i * 8)), entry) < entry.Length)
                throw new ParseException(pe.File.Path, 0, "resource entries inside the file");
            var child = new Executables.FieldReader(entry, bigEndian: false);
            if (id is null || child.U32(0) == id)
                return child.U32(4);
        }

        return null;
    }

    private static PeVersionInfo ReadLeaf(PeFile pe, uint root, uint leaf)
    {
        Span<byte> entry = stackalloc byte[16];
        if (pe.ReadAtRva(unchecked(root + leaf), entry) < entry.Length)
            throw new ParseException(pe.File.Path, 0, "a resource data entry inside the file");
        var field = new Executables.FieldReader(entry, bigEndian: false);
        var size = field.U32(4);
        if (size > MaxResource)
            throw ParseException.Limit(pe.File.Path, $"a version resource of {size} bytes, more than {MaxResource}");
        var bytes = new byte[size];
        var read = pe.ReadAtRva(field.U32(0), bytes);
        return PeVersionBlock.Parse(pe.File.Path, bytes.AsSpan(0, read));
    }
}
