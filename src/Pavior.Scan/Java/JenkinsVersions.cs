using System.Globalization;
using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Java;

/// <summary>
/// Turns the patterns of Jenkins' warnings into ranges. A pattern lists numbers and what may follow them, such as
/// <c>(1|2[.][0-3])(|[.-].+)</c>: all of 1, and 2.0 to 2.3 with all behind them. Numbers without anything behind a dot are
/// single releases: between 2.56 and 2.57 of Jenkins lie the long-term releases 2.56.1 and on, which are mended separately.
/// </summary>
internal sealed class JenkinsVersions
{
    /// <summary>Numbers made of one pattern.</summary>
    private const int MaxNumbers = 50_000;

    /// <summary>Numbers that one part of a version may be before its last digit.</summary>
    private const int MaxOfPart = 100;

    /// <summary>Beyond every number that a release has: the upper end of "all behind the dot".</summary>
    private const string Everything = "999999999";

    private readonly SortedDictionary<int[], bool> _numbers = new(Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
    private readonly SortedSet<string> _texts = new(StringComparer.Ordinal);
    private bool _all;
    private int _made;

    private JenkinsVersions()
    {
    }

    /// <summary>Single releases.</summary>
    public IReadOnlyList<string> Versions { get; private set; } = [];

    public IReadOnlyList<VersionInterval> Intervals { get; private set; } = [];

    /// <summary>Null for a pattern that cannot be put into ranges.</summary>
    /// <param name="pattern">A regular expression for whole versions.</param>
    /// <param name="last">The last affected release, as the warning states it.</param>
    public static JenkinsVersions? TryRead(ReadOnlySpan<char> pattern, string? last)
    {
        if (JenkinsPatternParser.TryParse(pattern) is not { } sequences)
            return null;
        var versions = new JenkinsVersions();
        foreach (var sequence in sequences)
        {
            if (!versions.Add(sequence))
                return null;
        }

        versions.Build(last);
        return versions;
    }

    private bool Add(ReadOnlySpan<JenkinsAtom> sequence)
    {
        if (sequence is [{ IsAny: true, IsEndless: true }])
            return _all = true;
        if (sequence.IsEmpty)
            return true;
        var behindDot = false;
        if (sequence is [.., var separator, { IsAny: true, IsEndless: true }] && !separator.IsEndless && (separator.Allows('.') || separator.Allows('-')))
        {
            // What follows a dash is a pre-release of the number before it.
            behindDot = separator.Allows('.');
            sequence = sequence[..^2];
            if (!behindDot)
                return Numbers(sequence) is not null || Text(sequence) is not null;
        }

        if (Numbers(sequence) is not { } parts)
            return !behindDot && Text(sequence) is { } text && _texts.Add(text) | true;
        // 1[.]\d+ is all behind 1.
        while (parts.Count > 1 && parts[^1].Count == 0)
        {
            parts.RemoveAt(parts.Count - 1);
            behindDot = true;
        }

        return parts.TrueForAll(p => p.Count > 0) && Multiply(parts, behindDot);
    }

    /// <summary>The numbers that each part between dots may be, none for any number; null when a part is no number.</summary>
    private static List<List<int>>? Numbers(ReadOnlySpan<JenkinsAtom> sequence)
    {
        var parts = new List<List<int>>();
        while (true)
        {
            var end = 0;
            while (end < sequence.Length && sequence[end].Only != '.')
                end++;
            if (Number(sequence[..end]) is not { } numbers)
                return null;
            parts.Add(numbers);
            if (end == sequence.Length)
                return parts;
            sequence = sequence[(end + 1)..];
        }
    }

    private static List<int>? Number(ReadOnlySpan<JenkinsAtom> digits)
    {
        if (digits is [{ IsDigit: true, IsEndless: true }])
            return [];
        if (digits.IsEmpty || digits.Length > 9)
            return null;
        List<int> numbers = [0];
        foreach (var digit in digits)
        {
            if (!digit.IsDigit || digit.IsEndless || numbers.Count > MaxOfPart)
                return null;
            var next = new List<int>();
            foreach (var number in numbers)
            {
                for (var c = '0'; c <= '9'; c++)
                {
                    if (digit.Allows(c))
                        next.Add((number * 10) + (c - '0'));
                }
            }

            numbers = next;
        }

        return numbers;
    }

    private bool Multiply(List<List<int>> parts, bool behindDot)
    {
        var all = new List<int[]> { Array.Empty<int>() };
        foreach (var part in parts)
        {
            if ((_made += all.Count * part.Count) > MaxNumbers)
                return false;
            all = [.. from prefix in all from number in part select (int[])[.. prefix, number]];
        }

        foreach (var number in all)
            _numbers[number] = behindDot | _numbers.GetValueOrDefault(number);
        return true;
    }

    /// <summary>The one text that a sequence stands for.</summary>
    private static string? Text(ReadOnlySpan<JenkinsAtom> sequence)
    {
        if (sequence.Length > FeedWords.MaxLength)
            return null;
        Span<char> text = stackalloc char[sequence.Length];
        for (var i = 0; i < sequence.Length; i++)
        {
            if (sequence[i].Only is not { } c)
                return null;
            text[i] = c;
        }

        return text.ToString();
    }

    private void Build(string? last)
    {
        if (_all)
        {
            Intervals = [VersionInterval.All];
            return;
        }

        var (intervals, run) = (new List<VersionInterval>(), new List<int[]>());
        var covered = false;
        foreach (var (number, behindDot) in _numbers)
        {
            if (run.Count > 0 && covered && number.AsSpan().StartsWith(run[^1]))
                continue;
            if (run.Count > 0 && !Follows(run[^1], covered, number))
                Close(run, intervals, last);
            run.Add(number);
            covered = behindDot;
        }

        Close(run, intervals, last);
        Intervals = intervals;
        Versions = [.. _texts];
    }

    /// <summary>No release lies between the two: 2.9 with all behind it and 2.10, or 2.10 alone and 2.10.1.</summary>
    private static bool Follows(int[] number, bool covered, int[] next)
    {
        if (!covered)
            return next.Length == number.Length + 1 && next[^1] <= 1 && next.AsSpan().StartsWith(number);
        var rest = next.AsSpan()[Math.Min(number.Length, next.Length)..];
        return next.Length >= number.Length && next.AsSpan(0, number.Length - 1).SequenceEqual(number.AsSpan(0, number.Length - 1))
            && next[number.Length - 1] == number[^1] + 1 && !rest.ContainsAnyExcept(0);
    }

    /// <summary>A run ends with a number that stands for all behind it; single releases at its end stay single.</summary>
    private void Close(List<int[]> run, List<VersionInterval> intervals, string? last)
    {
        var end = run.Count;
        while (end > 0 && !_numbers[run[end - 1]])
            _texts.Add(Write(run[--end]));
        if (end > 0)
        {
            var final = Write(run[end - 1]);
            var isStated = last is not null && (last == final || (last.StartsWith(final, StringComparison.Ordinal) && last[final.Length..] is ['.', 'v', ..]));
            intervals.Add(new VersionInterval(Array.TrueForAll(run[0], n => n == 0) ? null : Write(run[0]), true, isStated ? last : $"{final}.{Everything}", true));
        }

        run.Clear();
    }

    private static string Write(int[] number) => string.Join('.', number.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
