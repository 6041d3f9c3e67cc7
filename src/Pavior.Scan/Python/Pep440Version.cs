using Pavior.Scan.Versions;

namespace Pavior.Scan.Python;

/// <summary>A version as PEP 440 defines it, in any of the spellings that it normalises.</summary>
internal ref struct Pep440Version
{
    private ReadOnlySpan<char> _rest;

    /// <summary>Digits; empty for epoch 0.</summary>
    public ReadOnlySpan<char> Epoch { get; private set; }

    /// <summary>Numbers and the dots between them.</summary>
    public ReadOnlySpan<char> Release { get; private set; }

    /// <summary>0 for none, then alpha, beta and release candidate.</summary>
    public int Phase { get; private set; }

    public ReadOnlySpan<char> PhaseNumber { get; private set; }

    public bool IsPost { get; private set; }

    public ReadOnlySpan<char> PostNumber { get; private set; }

    public bool IsDev { get; private set; }

    public ReadOnlySpan<char> DevNumber { get; private set; }

    /// <summary>The label behind the plus sign; empty for none.</summary>
    public ReadOnlySpan<char> Local { get; private set; }

    public readonly bool IsPrerelease => Phase > 0 || IsDev;

    /// <summary>The spelling from epoch to release, without v.</summary>
    public ReadOnlySpan<char> Base { get; private set; }

    /// <summary>The spelling of all but the local label, without v.</summary>
    public ReadOnlySpan<char> Public { get; private set; }

    public static bool TryRead(ReadOnlySpan<char> text, out Pep440Version version)
    {
        version = default;
        return version.Read(text.Trim());
    }

    private bool Read(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is 'v' or 'V')
            text = text[1..];
        _rest = text;
        ReadRelease();
        if (Release.IsEmpty)
            return false;
        Base = text[..^_rest.Length];
        ReadPhase();
        ReadPost();
        if (TakeWord("dev"))
        {
            IsDev = true;
            DevNumber = TakeNumber();
        }

        Public = text[..^_rest.Length];
        return _rest.IsEmpty || ReadLocal();
    }

    private void ReadRelease()
    {
        var digits = DigitRun.LengthAt(_rest);
        if (digits > 0 && digits < _rest.Length && _rest[digits] == '!')
        {
            Epoch = _rest[..digits];
            _rest = _rest[(digits + 1)..];
        }

        var length = DigitRun.LengthAt(_rest);
        while (length > 0 && length + 1 < _rest.Length && _rest[length] == '.' && char.IsAsciiDigit(_rest[length + 1]))
            length += 1 + DigitRun.LengthAt(_rest[(length + 1)..]);
        Release = _rest[..length];
        _rest = _rest[length..];
    }

    private void ReadPhase()
    {
        Phase = TakeWord("alpha") || TakeWord("a") ? 1
            : TakeWord("beta") || TakeWord("b") ? 2
            : TakeWord("rc") || TakeWord("c") || TakeWord("preview") || TakeWord("pre") ? 3
            : 0;
        if (Phase > 0)
            PhaseNumber = TakeNumber();
    }

    private void ReadPost()
    {
        if (_rest.Length > 1 && _rest[0] == '-' && char.IsAsciiDigit(_rest[1]))
        {
            _rest = _rest[1..];
            PostNumber = DigitRun.Take(ref _rest);
            IsPost = true;
        }
        else if (TakeWord("post") || TakeWord("rev") || TakeWord("r"))
        {
            PostNumber = TakeNumber();
            IsPost = true;
        }
    }

    private bool ReadLocal()
    {
        if (_rest[0] != '+')
            return false;
        Local = _rest[1..];
        var previous = '.';
        foreach (var letter in Local)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && (!IsSeparator(letter) || IsSeparator(previous)))
                return false;
            previous = letter;
        }

        return !IsSeparator(previous);
    }

    /// <summary>A word, and the separator that may stand before it.</summary>
    private bool TakeWord(string word)
    {
        var start = !_rest.IsEmpty && IsSeparator(_rest[0]) ? 1 : 0;
        if (!VersionText.StartsWith(_rest[start..], word))
            return false;
        _rest = _rest[(start + word.Length)..];
        return true;
    }

    /// <summary>The number of a word, and the separator that may stand before it.</summary>
    private ReadOnlySpan<char> TakeNumber()
    {
        if (!_rest.IsEmpty && IsSeparator(_rest[0]))
            _rest = _rest[1..];
        return DigitRun.Take(ref _rest);
    }

    private static bool IsSeparator(char letter) => letter is '.' or '-' or '_';
}
