using Pavior.Core;

namespace Pavior.Formats.Executables;

/// <summary>Reads streams of unknown length, such as inflated ones, into memory up to a limit.</summary>
public static class BoundedRead
{
    /// <exception cref="ParseException">The stream gives more than <paramref name="limit"/> bytes.</exception>
    public static ReadOnlyMemory<byte> All(Stream stream, int limit, string path)
    {
        var buffer = new byte[Math.Min(64 << 10, limit + 1)];
        var length = 0;
        int read;
        while ((read = stream.Read(buffer, length, buffer.Length - length)) > 0)
        {
            length += read;
            if (length > limit)
                throw ParseException.Limit(path, $"packed content that unpacks to more than {limit} bytes");
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min((long)buffer.Length * 2, limit + 1L));
        }

        return buffer.AsMemory(0, length);
    }
}
