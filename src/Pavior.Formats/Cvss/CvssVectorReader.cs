using Pavior.Core;

namespace Pavior.Formats.Cvss;

/// <summary>Reads one vector and remembers why it is none, so that asking costs no exception.</summary>
internal ref struct CvssVectorReader(ReadOnlySpan<char> text)
{
    /// <summary>Characters of a vector; one that defines every metric of version 4 has about 200.</summary>
    public const int MaxLength = 512;

    /// <summary>Characters of a foreign word that a message repeats.</summary>
    private const int MaxShown = 16;

    private const string Mark = "CVSS:";

    private readonly ReadOnlySpan<char> _text = text;
    private ReadOnlySpan<char> _rest;
    private CvssVersion _version;
    private CvssCodes _codes;
    private int _end;
    private uint _seen;
    private int _last;
    private string? _expected;
    private ReadOnlySpan<char> _found;
    private int _at;
    private GapKind _kind;

    public bool TryRead(out CvssVector vector)
    {
        vector = default;
        _last = -1;
        if (_text.Length > MaxLength)
            return Fail(0, "a shorter text", default, GapKind.LimitReached);
        if (!ReadVersion())
            return false;
        do
        {
            if (!ReadMetric())
                return false;
        }
        while (!_rest.IsEmpty);
        if (!IsComplete())
            return false;
        vector = new CvssVector(_version, _codes);
        return true;
    }

    /// <summary>Why <see cref="TryRead"/> said no.</summary>
    public readonly ParseException Failure(string path)
    {
        if (_kind == GapKind.LimitReached)
            return ParseException.Limit(path, $"a CVSS vector of more than {MaxLength} characters");
        return new ParseException(path, _at, _found.IsEmpty ? _expected ?? "" : $"{_expected}, not {Shown(_found)}", _kind);
    }

    private static string Shown(ReadOnlySpan<char> found) => found.Length <= MaxShown ? found.ToString() : found[..MaxShown].ToString() + "...";

    private bool ReadVersion()
    {
        _rest = _text;
        _end = _text.Length;
        if (!_text.StartsWith(Mark))
        {
            _version = CvssVersion.V2;
            if (_text.Length >= 2 && _text[0] == '(' && _text[^1] == ')')
            {
                _rest = _text[1..^1];
                _end--;
            }

            return !_rest.IsEmpty || Fail(0, "a CVSS vector");
        }

        var end = _text.IndexOf('/');
        var prefix = end < 0 ? _text : _text[..end];
        _version = prefix switch
        {
            "CVSS:3.0" => CvssVersion.V3_0,
            "CVSS:3.1" => CvssVersion.V3_1,
            "CVSS:4.0" => CvssVersion.V4_0,
            _ => CvssVersion.None,
        };
        if (_version == CvssVersion.None)
            return Fail(Mark.Length, "CVSS version 3.0, 3.1 or 4.0", prefix[Mark.Length..], GapKind.Unsupported);
        _rest = end < 0 ? [] : _text[(end + 1)..];
        return true;
    }

    private bool ReadMetric()
    {
        var slash = _rest.IndexOf('/');
        var field = slash < 0 ? _rest : _rest[..slash];
        var at = Place(0);
        var colon = field.IndexOf(':');
        if (colon < 0)
            return Fail(at, "a metric and its value", field);
        var index = CvssMetrics.Find(_version, field[..colon]);
        if (index < 0)
            return Fail(at, _version switch
            {
                CvssVersion.V2 => "a metric of CVSS 2",
                CvssVersion.V4_0 => "a metric of CVSS 4.0",
                _ => "a metric of CVSS 3",
            }, field[..colon]);
        var metric = CvssMetrics.Of(_version)[index];
        var code = metric.CodeOf(field[(colon + 1)..], CvssMetrics.NotDefined(_version));
        if (code < 0)
            return Fail(at, $"{metric.Name} as one of {string.Join(", ", metric.Values)}", field[(colon + 1)..]);
        if (!Take(index, code, at, metric))
            return false;
        if (slash == _rest.Length - 1)
            return Fail(Place(slash), "a metric after /");
        _rest = slash < 0 ? [] : _rest[(slash + 1)..];
        return true;
    }

    /// <summary>No metric twice; in version 4 also none before its turn (specification, section 7).</summary>
    private bool Take(int index, int code, int at, CvssMetric metric)
    {
        if ((_seen & (1u << index)) != 0)
            return Fail(at, $"{metric.Name} once");
        if (_version == CvssVersion.V4_0 && index < _last)
            return Fail(at, $"{metric.Name} before {CvssMetrics.Of(_version)[_last].Name}");
        _seen |= 1u << index;
        _last = index;
        _codes = _codes.With(index, code);
        return true;
    }

    private bool IsComplete()
    {
        var metrics = CvssMetrics.Of(_version);
        for (var i = 0; i < metrics.Length; i++)
        {
            if (metrics[i].IsMandatory && (_seen & (1u << i)) == 0)
                return Fail(_text.Length, $"a value of {metrics[i].Name}");
        }

        return true;
    }

    /// <summary>Where in the text a character of the rest stands.</summary>
    private readonly int Place(int inRest) => _end - _rest.Length + inRest;

    private bool Fail(int at, string expected, ReadOnlySpan<char> found = default, GapKind kind = GapKind.Malformed)
    {
        _found = found;
        (_at, _expected, _kind) = (at, expected, kind);
        return false;
    }
}
