namespace Pavior.Scan.Versions;

/// <summary>
/// A version in the manner of Semantic Versioning, read leniently: blanks, <c>v</c> and <c>=</c> in front, any amount of numbers of
/// any length (missing ones are 0), a pre-release without hyphen (<c>1.0.0beta</c>).
/// </summary>
internal readonly ref struct SemanticVersion
{
    private SemanticVersion(ReadOnlySpan<char> text, ReadOnlySpan<char> numbers, ReadOnlySpan<char> prerelease, ReadOnlySpan<char> build, bool joined)
    {
        Text = text;
        Numbers = numbers;
        Prerelease = prerelease;
        Build = build;
        IsJoined = joined;
    }

    /// <summary>All of it, without blanks and what stands in front.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>Numbers and the dots between them; empty when the text does not begin with one.</summary>
    public ReadOnlySpan<char> Numbers { get; }

    /// <summary>Dotted identifiers without the hyphen.</summary>
    public ReadOnlySpan<char> Prerelease { get; }

    /// <summary>Without the plus sign.</summary>
    public ReadOnlySpan<char> Build { get; }

    /// <summary>Whether the pre-release follows the numbers without hyphen.</summary>
    public bool IsJoined { get; }

    public static SemanticVersion Of(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && (text[0] is 'v' or 'V' or '=' || char.IsWhiteSpace(text[0])))
            text = text[1..];
        text = text.TrimEnd();
        var length = LengthOfNumbers(text);
        var numbers = text[..length];
        var rest = text[length..];
        if (rest.IsEmpty)
            return new(text, numbers, [], [], false);
        var plus = rest.IndexOf('+');
        var build = plus < 0 ? [] : rest[(plus + 1)..];
        var prerelease = plus < 0 ? rest : rest[..plus];
        var joined = !prerelease.IsEmpty && prerelease[0] != '-';
        if (!prerelease.IsEmpty && prerelease[0] is '-' or '.')
            prerelease = prerelease[1..];
        return new(text, numbers, prerelease, build, joined);
    }

    /// <summary>Numbers, one by one, by value.</summary>
    public static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = DigitRun.Compare(TakeNumber(ref left), TakeNumber(ref right));
            if (order != 0)
                return order;
        }

        return 0;
    }

    /// <summary>
    /// Precedence (section 11 of the specification): numbers by value and before words, words by ASCII, more identifiers after fewer.
    /// Both have identifiers, or neither does.
    /// </summary>
    public static int CompareIdentifiers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = CompareIdentifier(TakeIdentifier(ref left), TakeIdentifier(ref right));
            if (order != 0)
                return order;
        }

        return left.IsEmpty ? right.IsEmpty ? 0 : -1 : 1;
    }

    public static int CompareIdentifier(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        bool leftNumber = DigitRun.Is(left), rightNumber = DigitRun.Is(right);
        if (leftNumber != rightNumber)
            return leftNumber ? -1 : 1;
        return leftNumber ? DigitRun.Compare(left, right) : VersionText.Compare(left, right);
    }

    /// <summary>Cuts the first identifier and its dot off.</summary>
    public static ReadOnlySpan<char> TakeIdentifier(scoped ref ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        var identifier = dot < 0 ? rest : rest[..dot];
        rest = dot < 0 ? [] : rest[(dot + 1)..];
        return identifier;
    }

    /// <summary>Precedence of a pre-release against another or none: none comes last.</summary>
    public static int ComparePrerelease(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.IsEmpty || right.IsEmpty)
            return left.IsEmpty.CompareTo(right.IsEmpty);
        return CompareIdentifiers(left, right);
    }

    /// <summary>Whether it is a version to the letter of the specification, apart from what stands in front.</summary>
    /// <param name="numbers">Numbers that it must have at least.</param>
    /// <param name="most">Numbers that it may have at most.</param>
    public bool IsStrict(int numbers = 3, int most = 3)
    {
        var count = Numbers.IsEmpty ? 0 : Numbers.Count('.') + 1;
        var suffix = Text[Numbers.Length..];
        return count >= numbers
            && count <= most
            && !IsJoined
            && (suffix.IsEmpty || suffix[0] != '-' || AreIdentifiers(Prerelease))
            && (!suffix.Contains('+') || AreIdentifiers(Build));
    }

    private static bool AreIdentifiers(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('.'))
        {
            var identifier = text[range];
            if (identifier.IsEmpty)
                return false;
            foreach (var letter in identifier)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
                    return false;
            }
        }

        return true;
    }

    private static int LengthOfNumbers(ReadOnlySpan<char> text)
    {
        var length = DigitRun.LengthAt(text);
        while (length > 0 && length + 1 < text.Length && text[length] == '.' && char.IsAsciiDigit(text[length + 1]))
            length += 1 + DigitRun.LengthAt(text[(length + 1)..]);
        return length;
    }

    private static ReadOnlySpan<char> TakeNumber(scoped ref ReadOnlySpan<char> rest)
    {
        var number = DigitRun.Take(ref rest);
        if (!rest.IsEmpty)
            rest = rest[1..];
        return number;
    }
}
