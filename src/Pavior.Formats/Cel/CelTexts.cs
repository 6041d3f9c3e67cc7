using System.Text;
using Pavior.Core;
using Pavior.Formats.Patterns;
using static Pavior.Formats.Cel.CelLibrary;

namespace Pavior.Formats.Cel;

/// <summary>Functions of texts: those of the standard, and the strings extension, whose positions count code points.</summary>
internal static class CelTexts
{
    private static readonly CelType Texts = CelType.List(CelType.String);

    public static IReadOnlyList<CelLibraryFunction> All { get; } =
    [
        new("contains", static (run, a) => Two(run, a, static (t, o) => t.Contains(o, StringComparison.Ordinal)), Member(CelType.Bool, CelType.String, CelType.String)),
        new("startsWith", static (run, a) => Two(run, a, static (t, o) => t.StartsWith(o, StringComparison.Ordinal)), Member(CelType.Bool, CelType.String, CelType.String)),
        new("endsWith", static (run, a) => Two(run, a, static (t, o) => t.EndsWith(o, StringComparison.Ordinal)), Member(CelType.Bool, CelType.String, CelType.String)),
        new("matches", Matches, Member(CelType.Bool, CelType.String, CelType.String), Global(CelType.Bool, CelType.String, CelType.String)),
        new("charAt", CharAt, Member(CelType.String, CelType.String, CelType.Int)),
        new("indexOf", static (run, a) => IndexOf(run, a, last: false), Member(CelType.Int, CelType.String, CelType.String), Member(CelType.Int, CelType.String, CelType.String, CelType.Int)),
        new("lastIndexOf", static (run, a) => IndexOf(run, a, last: true), Member(CelType.Int, CelType.String, CelType.String), Member(CelType.Int, CelType.String, CelType.String, CelType.Int)),
        new("lowerAscii", static (run, a) => Changed(run, a, Lower), Member(CelType.String, CelType.String)),
        new("upperAscii", static (run, a) => Changed(run, a, Upper), Member(CelType.String, CelType.String)),
        new("trim", static (run, a) => Changed(run, a, static t => t.Trim()), Member(CelType.String, CelType.String)),
        new("reverse", static (run, a) => Changed(run, a, static t => string.Concat(t.EnumerateRunes().Reverse())), Member(CelType.String, CelType.String)),
        new("replace", Replace, Member(CelType.String, CelType.String, CelType.String, CelType.String), Member(CelType.String, CelType.String, CelType.String, CelType.String, CelType.Int)),
        new("split", Split, Member(Texts, CelType.String, CelType.String), Member(Texts, CelType.String, CelType.String, CelType.Int)),
        new("substring", Substring, Member(CelType.String, CelType.String, CelType.Int), Member(CelType.String, CelType.String, CelType.Int, CelType.Int)),
        new("join", Join, Member(CelType.String, Texts), Member(CelType.String, Texts, CelType.String)),
    ];

    /// <summary>In code points; a lone surrogate counts as one.</summary>
    public static int Length(string text) => text.Length - Pairs(text);

    private static int Pairs(ReadOnlySpan<char> text)
    {
        var pairs = 0;
        for (var i = text.IndexOfAnyInRange('\ud800', '\udbff'); i >= 0 && i + 1 < text.Length; i++)
            pairs += char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
        return pairs;
    }

    private static bool AreTexts(ReadOnlySpan<CelValue> a, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (a[i].Kind != CelKind.String)
                return false;
        }

        return true;
    }

    private static CelValue? Two(CelRun run, ReadOnlySpan<CelValue> a, Func<string, string, bool> holds)
    {
        if (!AreTexts(a, 2))
            return null;
        run.ChargeText(a[0].String.Length + a[1].String.Length);
        return CelValue.Of(holds(a[0].String, a[1].String));
    }

    /// <summary>The pattern has the syntax of RE2, and takes time in proportion to the text.</summary>
    private static CelValue? Matches(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (!AreTexts(a, 2))
            return null;
        try
        {
            var pattern = LinearPattern.Parse(a[1].String);
            run.Charge(pattern.Cost(a[0].String));
            return CelValue.Of(pattern.IsMatch(a[0].String));
        }
        catch (ParseException bad)
        {
            return CelValue.Fail(bad.Message);
        }
    }

    private static CelValue? Changed(CelRun run, ReadOnlySpan<CelValue> a, Func<string, string> change)
    {
        if (!AreTexts(a, 1))
            return null;
        run.ChargeText(a[0].String.Length);
        return CelValue.Of(change(a[0].String));
    }

    private static string Lower(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
    });

    private static string Upper(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = char.IsAsciiLetterLower(from[i]) ? (char)(from[i] & ~0x20) : from[i];
    });

    /// <summary>Index in the text of a position in code points; null for one behind its end or before its beginning.</summary>
    private static int? At(string text, long position)
    {
        if (position < 0 || position > text.Length)
            return null;
        var at = 0;
        for (var left = position; left > 0; left--)
        {
            if (at >= text.Length)
                return null;
            at = Next(text, at);
        }

        return at;
    }

    private static CelValue Outside(long position) => CelValue.Fail($"{position} is outside of the text");

    private static CelValue? CharAt(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (!AreTexts(a, 1) || a[1].Kind != CelKind.Int)
            return null;
        run.ChargeText(a[0].String.Length);
        if (At(a[0].String, a[1].Int) is not { } at)
            return Outside(a[1].Int);
        return CelValue.Of(at == a[0].String.Length ? "" : a[0].String[at..At(a[0].String, a[1].Int + 1)!.Value]);
    }

    private static CelValue? IndexOf(CelRun run, ReadOnlySpan<CelValue> a, bool last)
    {
        if (!AreTexts(a, 2) || (a.Length > 2 && a[2].Kind != CelKind.Int))
            return null;
        var (text, part) = (a[0].String, a[1].String);
        run.ChargeText(text.Length + part.Length);
        var from = last ? text.Length : 0;
        if (a.Length > 2)
        {
            if (At(text, a[2].Int) is not { } at)
                return Outside(a[2].Int);
            from = at;
        }

        var found = last
            ? text.AsSpan(0, (int)Math.Min((long)from + part.Length, text.Length)).LastIndexOf(part, StringComparison.Ordinal)
            : text.IndexOf(part, from, StringComparison.Ordinal);
        return CelValue.Of(found < 0 ? -1L : found - Pairs(text.AsSpan(0, found)));
    }

    private static CelValue? Replace(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (!AreTexts(a, 3) || (a.Length > 3 && a[3].Kind != CelKind.Int))
            return null;
        var (text, old, with) = (a[0].String, a[1].String, a[2].String);
        var left = a.Length > 3 && a[3].Int >= 0 ? a[3].Int : long.MaxValue;
        var replaced = new StringBuilder();
        var at = 0;
        while (left-- > 0 && at <= text.Length && text.IndexOf(old, at, StringComparison.Ordinal) is var found and >= 0)
        {
            run.ChargeText(found - at + with.Length + 10);
            replaced.Append(text, at, found - at).Append(with);
            // An empty text stands before each character, and at the end.
            at = old.Length > 0 ? found + old.Length : Next(text, found);
            if (old.Length == 0)
                replaced.Append(text, found, Math.Min(at, text.Length) - found);
        }

        if (at < text.Length)
            replaced.Append(text, at, text.Length - at);
        run.ChargeText(replaced.Length);
        return CelValue.Of(replaced.ToString());
    }

    /// <summary>Index of the character after this one; one more than the text's length behind its end.</summary>
    private static int Next(string text, int at) => at + (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1);

    private static CelValue? Split(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (!AreTexts(a, 2) || (a.Length > 2 && a[2].Kind != CelKind.Int))
            return null;
        run.ChargeText(a[0].String.Length);
        var most = a.Length > 2 ? (int)Math.Clamp(a[2].Int, -1, int.MaxValue) : -1;
        if (most == 0)
            return CelValue.Of(Array.Empty<CelValue>());
        var limit = most < 0 ? int.MaxValue : most;
        string[] parts = a[1].String.Length > 0 ? a[0].String.Split(a[1].String, limit) : Characters(a[0].String, limit);
        run.Charge(parts.Length);
        return CelValue.Of(parts);
    }

    private static string[] Characters(string text, int limit)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = parts.Count == limit - 1 ? text.Length : Next(text, at);
            parts.Add(text[at..end]);
            at = end;
        }

        return [.. parts];
    }

    private static CelValue? Substring(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (!AreTexts(a, 1) || a[1].Kind != CelKind.Int || (a.Length > 2 && a[2].Kind != CelKind.Int))
            return null;
        run.ChargeText(a[0].String.Length);
        if (At(a[0].String, a[1].Int) is not { } from)
            return Outside(a[1].Int);
        if (a.Length == 2)
            return CelValue.Of(a[0].String[from..]);
        if (At(a[0].String, a[2].Int) is not { } to)
            return Outside(a[2].Int);
        return from <= to ? CelValue.Of(a[0].String[from..to]) : CelValue.Fail($"{a[1].Int} lies behind {a[2].Int}");
    }

    private static CelValue? Join(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (a[0].Kind != CelKind.List || (a.Length > 1 && a[1].Kind != CelKind.String))
            return null;
        var between = a.Length > 1 ? a[1].String : "";
        var joined = new StringBuilder();
        for (var i = 0; i < a[0].Items.Count; i++)
        {
            var item = a[0].Items[i];
            if (item.Kind != CelKind.String)
                return null;
            run.ChargeText(item.String.Length + between.Length + 10);
            joined.Append(i > 0 ? between : "").Append(item.String);
        }

        return CelValue.Of(joined.ToString());
    }
}
