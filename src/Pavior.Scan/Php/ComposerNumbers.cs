using Pavior.Scan.Versions;

namespace Pavior.Scan.Php;

/// <summary>The one to four numbers of a version in a Composer constraint, of which the next is asked.</summary>
internal sealed class ComposerNumbers
{
    private readonly string[] _numbers;

    private ComposerNumbers(string[] numbers, bool hasSuffix, bool isBranch)
    {
        _numbers = numbers;
        HasSuffix = hasSuffix;
        IsBranch = isBranch;
    }

    public int Count => _numbers.Length;

    /// <summary>Whether a stability, dev or a branch's x follows.</summary>
    public bool HasSuffix { get; }

    /// <summary>Whether it is the branch of a line of versions: <c>2.x-dev</c>.</summary>
    public bool IsBranch { get; }

    /// <summary>Null for what is no version of numbers.</summary>
    public static ComposerNumbers? TryRead(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is 'v' or 'V')
            text = text[1..];
        var numbers = new List<string>();
        while (numbers.Count < 4 && DigitRun.LengthAt(text) > 0)
        {
            numbers.Add(DigitRun.Plain(DigitRun.Take(ref text)));
            if (text.Length < 2 || text[0] != '.' || !char.IsAsciiDigit(text[1]))
                break;
            if (numbers.Count < 4)
                text = text[1..];
        }

        var isBranch = text.Length > 3 && text[0] == '.' && text[1] is 'x' or 'X' or '*' && VersionText.Is(text[2..].TrimStart(".-"), "dev");
        return numbers.Count == 0 || (!isBranch && !ComposerVersionText.IsModifier(text))
            ? null
            : new ComposerNumbers([.. numbers], isBranch || text.Length > 1, isBranch);
    }

    public bool IsZero(int place) => place <= Count && _numbers[place - 1] == "0";

    /// <summary>The first development version of these numbers, up to this place.</summary>
    public string At(int place) => $"{string.Join('.', _numbers[..place])}{(place == 1 ? ".0" : "")}-dev";

    /// <summary>As <see cref="At"/>, of the number one higher.</summary>
    public string Next(int place) => new ComposerNumbers([.. _numbers[..(place - 1)], DigitRun.Next(_numbers[place - 1])], false, false).At(place);
}
