using System.Globalization;

namespace Pavior.Scan.Java;

/// <summary>
/// Reads the part of Java's regular expressions that Jenkins' warnings use, and multiplies alternatives out: what is left are
/// sequences of <see cref="JenkinsAtom"/>, each of which a version must match as a whole.
/// </summary>
internal ref struct JenkinsPatternParser
{
    /// <summary>Characters of a pattern; the longest seen has 2,600.</summary>
    private const int MaxLength = 20_000;

    /// <summary>Sequences of a pattern.</summary>
    private const int MaxSequences = 20_000;

    /// <summary>Atoms written while alternatives are multiplied out; the longest pattern seen needs a tenth.</summary>
    private const int MaxAtoms = 300_000;

    /// <summary>Depth of groups.</summary>
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<char> _pattern;
    private int _at;
    private int _depth;
    private int _atoms;
    private bool _failed;

    private JenkinsPatternParser(ReadOnlySpan<char> pattern) => _pattern = pattern;

    /// <summary>Null for a pattern that uses more of the language, or that stands for too many sequences.</summary>
    public static IReadOnlyList<JenkinsAtom[]>? TryParse(ReadOnlySpan<char> pattern)
    {
        if (pattern.Length > MaxLength)
            return null;
        if (pattern.StartsWith("^"))
            pattern = pattern[1..];
        if (pattern.EndsWith("$"))
            pattern = pattern[..^1];
        var parser = new JenkinsPatternParser(pattern);
        var sequences = parser.Alternatives();
        return parser._failed || parser._at < pattern.Length ? null : sequences;
    }

    private List<JenkinsAtom[]> Alternatives()
    {
        var all = Sequence();
        while (!_failed && Take('|'))
        {
            all.AddRange(Sequence());
            Fail(all.Count > MaxSequences);
        }

        return all;
    }

    private List<JenkinsAtom[]> Sequence()
    {
        List<JenkinsAtom[]> left = [[]];
        while (!_failed && _at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
            left = Product(left, Repeated());
        return left;
    }

    /// <summary>One atom or group with what follows it to say how often.</summary>
    private List<JenkinsAtom[]> Repeated()
    {
        var once = Single();
        if (_failed || _at >= _pattern.Length)
            return once;
        if (Take('?'))
            return [[], .. once];
        if (_pattern[_at] is '*' or '+')
            return Endless(once, _pattern[_at++] == '*');
        return Take('{') ? Counted(once) : once;
    }

    private List<JenkinsAtom[]> Single()
    {
        if (Take('('))
        {
            _ = _pattern[_at..].StartsWith("?:") && (_at += 2) > 0;
            Fail(++_depth > MaxDepth);
            var inner = _failed ? [] : Alternatives();
            _depth--;
            Fail(!Take(')'));
            return inner;
        }

        var atom = Atom();
        return _failed ? [] : [[atom]];
    }

    private JenkinsAtom Atom()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '.':
                return JenkinsAtom.Any;
            case '[':
                return Set();
            case '\\':
                return Escape();
            case '*' or '+' or '?' or '{' or '}' or ']' or '^' or '$':
                Fail(true);
                return default;
            default:
                Fail(c >= 128);
                return JenkinsAtom.Of(c);
        }
    }

    private JenkinsAtom Escape()
    {
        if (_at >= _pattern.Length)
        {
            Fail(true);
            return default;
        }

        var c = _pattern[_at++];
        Fail(c != 'd' && char.IsAsciiLetterOrDigit(c) || c >= 128);
        return c == 'd' ? JenkinsAtom.Digit : JenkinsAtom.Of(c);
    }

    private JenkinsAtom Set()
    {
        var set = default(JenkinsAtom);
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            var first = _pattern[_at++];
            var last = first;
            if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
            {
                last = _pattern[_at + 1];
                _at += 2;
            }

            Fail(first is '^' or '\\' or '[' or '&' || last >= 128 || first > last);
            if (_failed)
                return default;
            for (var c = first; c <= last; c++)
                set = set.With(c);
        }

        Fail(!Take(']') || set.IsEmpty);
        return set;
    }

    /// <summary>Only an atom may be repeated without end. Anything at all may also be nothing, and stays one sequence.</summary>
    private List<JenkinsAtom[]> Endless(List<JenkinsAtom[]> once, bool orNone)
    {
        Fail(once is not [{ Length: 1 }] || once[0][0].IsEndless);
        if (_failed)
            return [];
        var repeated = once[0][0].Repeated();
        return orNone && !repeated.IsAny ? [[], [repeated]] : [[repeated]];
    }

    private List<JenkinsAtom[]> Counted(List<JenkinsAtom[]> once)
    {
        var end = _pattern[_at..].IndexOf('}');
        if (end < 0 || !int.TryParse(_pattern.Slice(_at, end), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 40)
        {
            Fail(true);
            return [];
        }

        _at += end + 1;
        List<JenkinsAtom[]> all = [[]];
        for (var i = 0; i < count && !_failed; i++)
            all = Product(all, once);
        return all;
    }

    private List<JenkinsAtom[]> Product(List<JenkinsAtom[]> left, List<JenkinsAtom[]> right)
    {
        if (right is [var only] && only.Length == 0)
            return left;
        long atoms = _atoms;
        foreach (var sequence in left)
            atoms += (long)sequence.Length * right.Count;
        foreach (var sequence in right)
            atoms += (long)sequence.Length * left.Count;
        Fail((long)left.Count * right.Count > MaxSequences || atoms > MaxAtoms);
        if (_failed)
            return [];
        _atoms = (int)atoms;
        var all = new List<JenkinsAtom[]>(left.Count * right.Count);
        foreach (var one in left)
        {
            foreach (var other in right)
                all.Add([.. one, .. other]);
        }

        return all;
    }

    private bool Take(char c)
    {
        if (_at >= _pattern.Length || _pattern[_at] != c)
            return false;
        _at++;
        return true;
    }

    private void Fail(bool condition) => _failed |= condition;
}
