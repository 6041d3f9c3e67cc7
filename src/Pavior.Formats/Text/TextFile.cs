using System.Text;
using Pavior.Core;

namespace Pavior.Formats.Text;

/// <summary>Turns the bytes of a text file into characters without ever refusing them: what is not text becomes U+FFFD.</summary>
public static class TextFile
{
    /// <summary>The whole file as text.</summary>
    /// <exception cref="ParseException">It is longer than <paramref name="limit"/> bytes.</exception>
    public static string Read(FileContent file, int limit) => Decode(file.ReadAll(limit).Span);

    /// <summary>UTF-16 when a byte order mark says so, as some Windows shells write; UTF-8 otherwise.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        return Encoding.UTF8.GetString(bytes);
    }
}
