using System.Text.Unicode;
using Pavior.Core;

namespace Pavior.Formats.Toml;

/// <summary>
/// Reads TOML 1.0 (https://toml.io/en/v1.0.0) and what 1.1 adds to it: line breaks and a trailing comma in inline tables,
/// <c>\e</c> and <c>\xHH</c>, times without seconds.
/// </summary>
public static class TomlDocument
{
    /// <summary>No lock file or configuration comes near this length.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>The document as its root table.</summary>
    /// <param name="path">Names the file in messages.</param>
    /// <param name="utf8">The whole file, with or without byte order mark.</param>
    /// <exception cref="ParseException">It is not TOML, or a limit was reached.</exception>
    public static TomlTable Parse(string path, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            throw ParseException.Limit(path, $"{utf8.Length} bytes, more than the limit of {MaxBytes}");
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8))
            throw ParseException.AtLine(path, LineOfInvalidUtf8(utf8), "UTF-8 text");
        return new TomlReader(path, utf8).Document();
    }

    private static int LineOfInvalidUtf8(ReadOnlySpan<byte> utf8)
    {
        var line = 1;
        while (true)
        {
            var end = utf8.IndexOf((byte)'\n');
            if (end < 0 || !Utf8.IsValid(utf8[..end]))
                return line;
            utf8 = utf8[(end + 1)..];
            line++;
        }
    }
}
