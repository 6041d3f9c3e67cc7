using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Python;

/// <summary>
/// PEP 440, as pypa's packaging compares. What is no such version (<c>0.1-bulbasaur</c>) comes before all that are, as it did
/// while packaging still knew legacy versions. At the end of a range without local label, local labels do not count.
/// </summary>
internal sealed class PythonVersionOrder : VersionOrder
{
    public static PythonVersionOrder Instance { get; } = new();

    public override string Id => "pep440";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => Compare(left, right, localCounts: true);

    public override int CompareToEnd(ReadOnlySpan<char> version, ReadOnlySpan<char> end) => Compare(version, end, localCounts: end.Contains('+'));

    public override bool IsValid(ReadOnlySpan<char> version) => Pep440Version.TryRead(version, out _);

    private static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool localCounts)
    {
        // Most versions are nothing but numbers, which needs no reading.
        if (IsPlain(left) && IsPlain(right))
            return SemanticVersion.CompareNumbers(left, right);
        var leftValid = Pep440Version.TryRead(left, out var a);
        var rightValid = Pep440Version.TryRead(right, out var b);
        if (!leftValid || !rightValid)
            return leftValid == rightValid ? VersionText.CompareNatural(left.Trim(), right.Trim()) : leftValid ? 1 : -1;
        var order = DigitRun.Compare(a.Epoch, b.Epoch);
        if (order == 0)
            order = SemanticVersion.CompareNumbers(a.Release, b.Release);
        if (order == 0)
            order = CompareSuffixes(a, b);
        return order != 0 || !localCounts ? order : CompareLocal(a.Local, b.Local);
    }

    /// <summary>Numbers with single dots between them: no epoch, suffix, label or blank.</summary>
    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        var wasDigit = false;
        foreach (var letter in text)
        {
            var isDigit = char.IsAsciiDigit(letter);
            if (!isDigit && !(wasDigit && letter == '.'))
                return false;
            wasDigit = isDigit;
        }

        return wasDigit;
    }

    private static int CompareSuffixes(Pep440Version left, Pep440Version right)
    {
        var order = PhaseRank(left).CompareTo(PhaseRank(right));
        if (order == 0)
            order = DigitRun.Compare(left.PhaseNumber, right.PhaseNumber);
        if (order == 0)
            order = left.IsPost.CompareTo(right.IsPost);
        if (order == 0)
            order = DigitRun.Compare(left.PostNumber, right.PostNumber);
        if (order == 0)
            order = right.IsDev.CompareTo(left.IsDev);
        return order != 0 ? order : DigitRun.Compare(left.DevNumber, right.DevNumber);
    }

    /// <summary>A bare development release comes before alphas, a final or post release after candidates.</summary>
    private static int PhaseRank(Pep440Version version) =>
        version.Phase > 0 ? version.Phase : version.IsDev && !version.IsPost ? 0 : 4;

    /// <summary>No label first; part by part, words before numbers.</summary>
    private static int CompareLocal(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var a = TakePart(ref left);
            var b = TakePart(ref right);
            bool leftNumber = DigitRun.Is(a), rightNumber = DigitRun.Is(b);
            if (leftNumber != rightNumber)
                return leftNumber ? 1 : -1;
            var order = leftNumber ? DigitRun.Compare(a, b) : VersionText.CompareLower(a, b);
            if (order != 0)
                return order;
        }

        return left.IsEmpty ? right.IsEmpty ? 0 : -1 : 1;
    }

    private static ReadOnlySpan<char> TakePart(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('.', '-', '_');
        var part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return part;
    }
}
