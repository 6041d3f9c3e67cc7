using System.Globalization;
using System.Text;

namespace Pavior.Reports.Text;

/// <summary>Text from a target, made harmless for a terminal and measured in its cells.</summary>
internal static class PlainText
{
    /// <summary>Escape sequences, line ends, direction marks and ill-formed text become U+FFFD: names are chosen by whoever built the image.</summary>
    public static string Line(string text)
    {
        if (!NeedsCare(text))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            plain.Append(IsHarmless(rune) ? rune.ToString() : "\ufffd");
        return plain.ToString();
    }

    /// <summary>How many cells of a terminal the text takes.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Width(rune);
        return width;
    }

    /// <summary>The text, or as much of it as fits with an ellipsis at its end.</summary>
    public static string Fit(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        var kept = new StringBuilder(width);
        var left = width - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Width(rune);
            if (left < 0)
                break;
            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>The text, or its beginning and its end around an ellipsis: of a path the end says more, so two thirds of the room are its.</summary>
    public static string FitMiddle(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        var runes = text.EnumerateRunes().ToArray();
        var (first, last) = (0, runes.Length);
        var head = (width - 1) / 3;
        var tail = width - 1 - head;
        for (; first < last && head >= Width(runes[first]); first++)
            head -= Width(runes[first]);
        for (; last > first && tail >= Width(runes[last - 1]); last--)
            tail -= Width(runes[last - 1]);
        return string.Concat(runes.Take(first).Select(r => r.ToString())) + "…" + string.Concat(runes.Skip(last).Select(r => r.ToString()));
    }

    /// <summary>Lines of at most the width, broken at spaces.</summary>
    /// <param name="breakWords">Whether a word that is too long is broken as well, after a slash if there is one; else it is a line of its own.</param>
    public static IEnumerable<string> Wrap(string text, int width, bool breakWords = true)
    {
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (used > 0 && used + 1 + Width(rest) > width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }

            for (; breakWords && used == 0 && Width(rest) > width; rest = rest[TakeCells(rest, width)..])
                yield return rest[..TakeCells(rest, width)];
            if (used > 0)
                line.Append(' ');
            line.Append(rest);
            used = Width(line.ToString());
        }

        if (used > 0)
            yield return line.ToString();
    }

    /// <summary>Bytes for people: decimal, as docker and registries count.</summary>
    public static string Size(long bytes)
    {
        if (bytes < 1_000)
            return $"{bytes.ToString(CultureInfo.InvariantCulture)} B";
        var (value, unit) = bytes switch
        {
            < 1_000_000 => (bytes / 1e3, "kB"),
            < 1_000_000_000 => (bytes / 1e6, "MB"),
            _ => (bytes / 1e9, "GB"),
        };
        return $"{value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}";
    }

    /// <summary><c>1 package</c>, <c>2 packages</c>, <c>12,345 packages</c>.</summary>
    public static string Count(int count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>How many characters fill the width, back to the last slash where that is not far.</summary>
    private static int TakeCells(string text, int width)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width -= Width(rune);
            if (width < 0 && length > 0)
                break;
            length += rune.Utf16SequenceLength;
        }

        var slash = length < text.Length ? text.LastIndexOf('/', length - 1) + 1 : 0;
        return slash > length / 2 ? slash : length;
    }

    private static bool NeedsCare(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or (>= '\u007f' and <= '\u009f') or (>= '\u200b' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\u061c' or '\ufeff' || char.IsSurrogate(c))
                return true;
        }

        return false;
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Two cells for East Asian wide blocks and emoji, none for combining marks.</summary>
    private static int Width(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0x1F300 and <= 0x1F64F or >= 0x1F900 and <= 0x1F9FF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : 1,
    };
}
