using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Pavior.Formats.Text;

/// <summary>
/// File names as text. On Linux they are bytes, and not always UTF-8; as text each stays a name of its own. A byte that is no UTF-8 is written
/// <c>\xHH</c>, and a backslash before what looks like that is written <c>\x5C</c>, so that no two names become one.
/// </summary>
public static class PathText
{
    /// <summary>True when the text is just the bytes as UTF-8, as of nearly every name.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> name)
    {
        if (!Utf8.IsValid(name))
            return false;
        for (var at = name.IndexOf((byte)'\\'); at >= 0;)
        {
            if (LooksEscaped(name[at..]))
                return false;
            var next = name[(at + 1)..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return true;
    }

    /// <summary>The name as text, different for different bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> name) => IsPlain(name) ? Encoding.UTF8.GetString(name) : Escape(name);

    private static string Escape(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length + 16);
        while (!name.IsEmpty)
        {
            var isUtf8 = Rune.DecodeFromUtf8(name, out var rune, out var length) == OperationStatus.Done;
            if (isUtf8 && !LooksEscaped(name))
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var one in name[..length])
                    text.Append("\\x").Append(Hex(one >> 4)).Append(Hex(one & 15));
            }

            name = name[length..];
        }

        return text.ToString();
    }

    /// <summary><c>\x5C</c> and <c>\x80</c> to <c>\xFF</c>, which is all that is ever written that way.</summary>
    private static bool LooksEscaped(ReadOnlySpan<byte> at) =>
        at.Length >= 4 && at[0] == '\\' && at[1] == 'x'
        && (at[2..4].SequenceEqual("5C"u8) || (at[2] is (byte)'8' or (byte)'9' or (>= (byte)'A' and <= (byte)'F') && at[3] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'F')));

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
