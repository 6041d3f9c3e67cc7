using System.Text;
using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Formats.Pe;

/// <summary>
/// Reads the nested blocks of a version resource: each has a length, a value length, a type, a UTF-16 key, padding to four bytes,
/// the value and its children.
/// </summary>
internal static class PeVersionBlock
{
    private const int MaxStrings = 1024;

    private const uint FixedSignature = 0xFEEF04BD;

    public static PeVersionInfo Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        if (!TryTake(ref rest, out var key, out var value, out var children) || key != "VS_VERSION_INFO")
            throw new ParseException(path, 0, "a VS_VERSION_INFO block");
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        while (TryTake(ref children, out key, out _, out var tables))
        {
            if (key != "StringFileInfo")
                continue;
            while (TryTake(ref tables, out _, out _, out var entries))
                TakeStrings(ref entries, strings);
        }

        return new PeVersionInfo(FixedVersion(value), strings);
    }

    private static void TakeStrings(ref ReadOnlySpan<byte> entries, Dictionary<string, string> into)
    {
        while (into.Count < MaxStrings && TryTake(ref entries, out var name, out var text, out _))
            into.TryAdd(name, Encoding.Unicode.GetString(text[..(text.Length & ~1)]).TrimEnd('\0', ' '));
    }

    private static string? FixedVersion(ReadOnlySpan<byte> value)
    {
        if (value.Length < 16)
            return null;
        var field = new FieldReader(value, bigEndian: false);
        if (field.U32(0) != FixedSignature)
            return null;
        var (high, low) = (field.U32(8), field.U32(12));
        return $"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}";
    }

    /// <summary>Takes one block off the front; false at the end or when what is left is not a block.</summary>
    private static bool TryTake(
        scoped ref ReadOnlySpan<byte> rest, out string key, out ReadOnlySpan<byte> value, out ReadOnlySpan<byte> children)
    {
        key = "";
        value = children = default;
        if (rest.Length < 6)
            return false;
        var field = new FieldReader(rest, bigEndian: false);
        var (length, valueLength, isText) = (field.U16(0), field.U16(2), field.U16(4) == 1);
        if (length < 6 || length > rest.Length)
            return false;
        var block = rest[..length];
        rest = rest[Math.Min(Align(length), rest.Length)..];
        var keyEnd = FindKeyEnd(block);
        if (keyEnd < 0)
            return false;
        key = Encoding.Unicode.GetString(block[6..keyEnd]);
        var valueStart = Math.Min(Align(keyEnd + 2), length);

        // The value length of text is in characters; some compilers write bytes, so the block's end decides.
        var valueSize = Math.Min(isText ? valueLength * 2 : valueLength, length - valueStart);
        value = block.Slice(valueStart, valueSize);
        children = block[Math.Min(Align(valueStart + valueSize), length)..];
        return true;
    }

    private static int FindKeyEnd(ReadOnlySpan<byte> block)
    {
        for (var at = 6; at + 1 < block.Length; at += 2)
        {
            if (block[at] == 0 && block[at + 1] == 0)
                return at;
        }

        return -1;
    }

    private static int Align(int offset) => (offset + 3) & ~3;
}
