using System.Buffers;
using System.Globalization;
using System.Text;
using Pavior.Core;

namespace Pavior.Formats.Patterns;

/// <summary>Reads the syntax of RE2 (github.com/google/re2/wiki/Syntax), but for scripts of Unicode and <c>\C</c>.</summary>
internal sealed class PatternParser(string pattern)
{
    /// <summary>Groups in groups.</summary>
    private const int MaxDepth = 100;

    /// <summary>Times that something may be repeated, as in RE2.</summary>
    private const int MaxRepeat = 1_000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private int _at;
    private int _depth;
    private PatternFlags _flags;

    /// <exception cref="ParseException">It is no pattern, or a limit was reached.</exception>
    public PatternNode Parse()
    {
        var node = Choices();
        return _at == pattern.Length ? node : throw Expected("the end of the pattern");
    }

    private ParseException Expected(string what) => new("pattern", _at, what);

    private bool More => _at < pattern.Length;

    private bool TryTake(string text)
    {
        if (!pattern.AsSpan(_at).StartsWith(text, StringComparison.Ordinal))
            return false;
        _at += text.Length;
        return true;
    }

    private int TakeRune()
    {
        if (!More)
            throw Expected("a character");
        var rune = _at + 1 < pattern.Length && char.IsSurrogatePair(pattern[_at], pattern[_at + 1]) ? char.ConvertToUtf32(pattern[_at], pattern[_at + 1]) : pattern[_at];
        _at += rune > 0xFFFF ? 2 : 1;
        return rune;
    }

    private PatternNode Choices()
    {
        var choices = new List<PatternNode>();
        do
        {
            choices.Add(Sequence());
        }
        while (TryTake("|"));
        return choices.Count == 1 ? choices[0] : new PatternNode.Either(choices);
    }

    private PatternNode.Sequence Sequence()
    {
        var parts = new List<PatternNode>();
        while (More && pattern[_at] is not ('|' or ')'))
        {
            if (TryTake("\\Q"))
                Quoted(parts);
            else if (Atom() is { } atom)
                parts.Add(Repeated(atom));
        }

        return new PatternNode.Sequence(parts);
    }

    private PatternNode Repeated(PatternNode atom)
    {
        var times = 0;
        while (Times() is var (least, most))
        {
            // RE2 refuses a** and the like.
            if (++times > 1)
                throw Expected("at most one repetition");
            atom = new PatternNode.Repeat(atom, least, most);
            // Whether few or many are preferred does not matter to the question whether there is a match.
            TryTake("?");
        }

        return atom;
    }

    private (int Least, int? Most)? Times()
    {
        if (TryTake("*"))
            return (0, null);
        if (TryTake("+"))
            return (1, null);
        if (TryTake("?"))
            return (0, 1);
        return More && pattern[_at] == '{' ? Counted() : null;
    }

    /// <summary><c>{2}</c>, <c>{2,}</c>, <c>{2,5}</c>; anything else is an ordinary brace.</summary>
    private (int Least, int? Most)? Counted()
    {
        var end = pattern.IndexOf('}', _at);
        if (end < 0)
            return null;
        var inside = pattern.AsSpan(_at + 1, end - _at - 1);
        var comma = inside.IndexOf(',');
        if (!TryNumber(comma < 0 ? inside : inside[..comma], out var least))
            return null;
        int? most = comma < 0 ? least : null;
        if (comma >= 0 && comma < inside.Length - 1)
        {
            if (!TryNumber(inside[(comma + 1)..], out var number))
                return null;
            most = number;
        }

        if (least > MaxRepeat || most > MaxRepeat || most < least)
            throw Expected($"a repetition of at most {MaxRepeat}, the lower bound first");
        _at = end + 1;
        return (least, most);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return text.Length is > 0 and < 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Null for what only sets flags.</summary>
    private PatternNode? Atom()
    {
        switch (pattern[_at])
        {
            case '(':
                return Group();
            case '[':
                return new PatternNode.One(Set());
            case '.':
                _at++;
                return new PatternNode.One(PatternSet.Any(_flags.HasFlag(PatternFlags.DotTakesLineEnd)));
            case '^':
                _at++;
                return new PatternNode.At(_flags.HasFlag(PatternFlags.Lines) ? PatternPlace.LineStart : PatternPlace.TextStart);
            case '$':
                _at++;
                return new PatternNode.At(_flags.HasFlag(PatternFlags.Lines) ? PatternPlace.LineEnd : PatternPlace.TextEnd);
            case '*' or '+' or '?':
                throw Expected("something to repeat");
            case '{' when Counted() is not null:
                throw Expected("something to repeat");
            case '\\':
                return Escaped();
            default:
                return Literal(TakeRune());
        }
    }

    private PatternNode.One Literal(int rune) => new(PatternSet.Of(rune, _flags.HasFlag(PatternFlags.IgnoresCase)));

    private PatternNode? Group()
    {
        if (++_depth > MaxDepth)
            throw ParseException.Limit("pattern", $"more than {MaxDepth} groups in each other");
        _at++;
        var outer = _flags;
        if (TryTake("?P<") || TryTake("?<"))
        {
            var end = pattern.IndexOf('>', _at);
            if (end <= _at || pattern.AsSpan(_at, end - _at).ContainsAnyExcept(NameCharacters))
                throw Expected("the name of a group");
            _at = end + 1;
        }
        else if (TryTake("?") && !Flags())
        {
            _depth--;
            return null;
        }

        var inner = Choices();
        if (!TryTake(")"))
            throw Expected("the closing parenthesis");
        _flags = outer;
        _depth--;
        return inner;
    }

    /// <summary><c>(?i-s:…)</c>; false for <c>(?i)</c>, which counts to the end of the group around it.</summary>
    private bool Flags()
    {
        var sets = true;
        while (true)
        {
            var c = More ? pattern[_at++] : '\0';
            PatternFlags? flag = c switch
            {
                'i' => PatternFlags.IgnoresCase,
                'm' => PatternFlags.Lines,
                's' => PatternFlags.DotTakesLineEnd,
                'U' => PatternFlags.None,
                _ => null,
            };
            if (flag is { } known)
                _flags = sets ? _flags | known : _flags & ~known;
            else if (c == '-' && sets)
                sets = false;
            else if (c is ':' or ')')
                return c == ':';
            else
                throw Expected("flags among i, m, s and U");
        }
    }

    private PatternNode Escaped()
    {
        _at++;
        var c = More ? pattern[_at] : throw Expected("what is escaped");
        PatternPlace? place = c switch
        {
            'A' => PatternPlace.TextStart,
            'z' => PatternPlace.TextEnd,
            'b' => PatternPlace.WordEdge,
            'B' => PatternPlace.NotWordEdge,
            _ => null,
        };
        if (place is { } known)
        {
            _at++;
            return new PatternNode.At(known);
        }

        var set = new PatternSet { IgnoresCase = _flags.HasFlag(PatternFlags.IgnoresCase) };
        return TryClass(set) ? new PatternNode.One(set) : Literal(EscapedRune());
    }

    /// <summary><c>\Q…\E</c>: as it stands; what repeats it repeats its last character.</summary>
    private void Quoted(List<PatternNode> parts)
    {
        var before = parts.Count;
        while (More && !TryTake("\\E"))
            parts.Add(Literal(TakeRune()));
        if (parts.Count > before)
            parts[^1] = Repeated(parts[^1]);
    }

    /// <summary><c>\d</c>, <c>\W</c>, <c>\pL</c>, <c>\P{Lu}</c>, behind the backslash.</summary>
    private bool TryClass(PatternSet set)
    {
        var c = pattern[_at];
        if (PatternSet.Class(char.ToLowerInvariant(c)) is { } test)
        {
            _at++;
            set.Add(test, isNegated: char.IsAsciiLetterUpper(c));
            return true;
        }

        if (c is not ('p' or 'P'))
            return false;
        _at++;
        var name = More ? pattern[_at++].ToString() : "";
        if (name == "{")
        {
            var end = pattern.IndexOf('}', _at);
            name = end < 0 ? "" : pattern[_at..end];
            _at = end < 0 ? _at : end + 1;
        }

        var isNegated = c == 'P';
        if (name is ['^', ..])
            (name, isNegated) = (name[1..], !isNegated);
        set.Add(PatternSet.Category(name) ?? throw Expected("a general category of Unicode, such as L or Lu"), isNegated);
        return true;
    }

    private int EscapedRune()
    {
        var c = TakeRune();
        switch (c)
        {
            case 'a': return '\a';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'x': return Hexadecimal();
            case >= '0' and <= '7': return Octal(c);
        }

        // A letter or digit that has no meaning might get one.
        return c >= 128 || char.IsAsciiLetterOrDigit((char)c) ? throw Expected("an escape that RE2 knows") : c;
    }

    private int Octal(int first)
    {
        var value = first - '0';
        var digits = 1;
        for (; digits < 3 && More && pattern[_at] is >= '0' and <= '7'; digits++)
            value = (value * 8) + (pattern[_at++] - '0');
        // \1 would be a reference back to a group, which no pattern of linear time has.
        return first != '0' && digits == 1 ? throw Expected("an escape that RE2 knows") : value;
    }

    private int Hexadecimal()
    {
        var braced = TryTake("{");
        var end = braced ? pattern.IndexOf('}', _at) : Math.Min(_at + 2, pattern.Length);
        if (end <= _at || end - _at > 6 || !int.TryParse(pattern.AsSpan(_at, end - _at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rune) || !Rune.IsValid(rune))
            throw Expected("the number of a character");
        _at = end + (braced ? 1 : 0);
        return rune;
    }

    private PatternSet Set()
    {
        _at++;
        var set = new PatternSet { IgnoresCase = _flags.HasFlag(PatternFlags.IgnoresCase), IsNegated = TryTake("^") };
        for (var isFirst = true; isFirst || !TryTake("]"); isFirst = false)
        {
            if (!More)
                throw Expected("the closing bracket");
            if (pattern.AsSpan(_at).StartsWith("[:", StringComparison.Ordinal) && TryNamed(set))
                continue;
            var isEscaped = TryTake("\\");
            if (isEscaped && More && TryClass(set))
                continue;
            var from = isEscaped ? EscapedRune() : TakeRune();
            if (!(More && pattern[_at] == '-' && _at + 1 < pattern.Length && pattern[_at + 1] != ']'))
            {
                set.With(from, from);
                continue;
            }

            _at++;
            var to = TryTake("\\") ? EscapedRune() : TakeRune();
            if (to < from)
                throw Expected("a range whose lower end comes first");
            set.With(from, to);
        }

        return set;
    }

    private bool TryNamed(PatternSet set)
    {
        var end = pattern.IndexOf(":]", _at + 2, StringComparison.Ordinal);
        if (end < 0)
            return false;
        var name = pattern[(_at + 2)..end];
        var isNegated = name is ['^', ..];
        if (PatternSet.Named(isNegated ? name[1..] : name) is not { } test)
            throw Expected("a class such as [:alpha:]");
        set.Add(test, isNegated);
        _at = end + 2;
        return true;
    }
}
