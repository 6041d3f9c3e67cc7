using System.Buffers;
using Pavior.Core;

namespace Pavior.Scan.Python;

/// <summary>
/// The lists of files that installers keep: RECORD
/// (https://packaging.python.org/en/latest/specifications/recording-installed-packages/) and the older installed-files.txt.
/// </summary>
internal static class InstalledFiles
{
    /// <summary>Longest path, relative parts included; more is cut off by every file system.</summary>
    private const int MaxPath = 4_096;

    /// <summary>Bytes of all paths of one list, the folder before each counted in.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Comma-separated lines of path, digest and size; a path with comma or quote is quoted.</summary>
    public static FileList FromRecord(ReadOnlySpan<byte> bytes, string folder, string path) => Read(bytes, folder, path, quoted: true);

    /// <summary>One path a line.</summary>
    public static FileList FromLines(ReadOnlySpan<byte> bytes, string folder, string path) => Read(bytes, folder, path, quoted: false);

    private static FileList Read(ReadOnlySpan<byte> rest, string folder, string list, bool quoted)
    {
        var lines = new ArrayBufferWriter<byte>(Math.Max(rest.Length, 1));
        var from = System.Text.Encoding.UTF8.GetBytes(folder);
        var path = new byte[MaxPath];
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.EndsWith("\r"u8))
                line = line[..^1];
            var field = quoted ? FirstField(line) : line;
            var length = Resolve(from, field, path);
            if (length == 0)
                continue;
            if (lines.WrittenCount + length > MaxBytes)
                throw ParseException.Limit(list, $"a list of owned files of more than {MaxBytes} bytes");
            lines.Write(path.AsSpan(0, length));
            lines.Write("\n"u8);
        }

        return FileList.FromUtf8Lines(lines.WrittenSpan.ToArray());
    }

    private static ReadOnlySpan<byte> FirstField(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("\""u8))
        {
            var comma = line.IndexOf((byte)',');
            return comma < 0 ? line : line[..comma];
        }

        var field = new byte[line.Length];
        var length = 0;
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '"' && (++i >= line.Length || line[i] != '"'))
                break;
            field[length++] = line[i];
        }

        return field.AsSpan(0, length);
    }

    /// <summary>Joins folder and path and takes out <c>.</c> and <c>..</c>; zero for a path that is empty or too long.</summary>
    private static int Resolve(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> relative, Span<byte> path)
    {
        if (relative.IsEmpty || folder.Length + relative.Length + 1 > path.Length)
            return 0;
        var length = 0;
        if (relative[0] != '/')
        {
            folder.CopyTo(path);
            length = folder.Length;
        }

        foreach (var range in relative.Split((byte)'/'))
        {
            var segment = relative[range];
            if (segment.IsEmpty || segment.SequenceEqual("."u8))
                continue;
            if (segment.SequenceEqual(".."u8))
            {
                length = Math.Max(path[..length].LastIndexOf((byte)'/'), 0);
                continue;
            }

            if (length > 0)
                path[length++] = (byte)'/';
            segment.CopyTo(path[length..]);
            length += segment.Length;
        }

        return length;
    }
}
