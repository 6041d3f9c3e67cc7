using Pavior.Core;

namespace Pavior.Formats.Patterns;

/// <summary>
/// A regular expression in the syntax of RE2 that takes time in proportion to text and pattern, whatever either is: all ways through it
/// are followed at once, and none twice (Thompson's construction, as RE2 and Go do).
/// </summary>
public sealed class LinearPattern
{
    /// <summary>Characters of a pattern.</summary>
    internal const int MaxLength = 4_096;

    /// <summary>Steps of a pattern, repetitions written out.</summary>
    internal const int MaxSteps = 10_000;

    private readonly PatternStep[] _steps;

    private LinearPattern(PatternStep[] steps) => _steps = steps;

    /// <exception cref="ParseException">It is no pattern, or a limit was reached.</exception>
    public static LinearPattern Parse(string pattern)
    {
        if (pattern.Length > MaxLength)
            throw ParseException.Limit("pattern", $"{pattern.Length} characters, more than the limit of {MaxLength}");
        var program = new PatternProgram();
        program.Write(new PatternParser(pattern).Parse());
        return new LinearPattern([.. program.Finish()]);
    }

    /// <summary>Steps that a match may take.</summary>
    public long Cost(string text) => 1 + ((long)(text.Length + 1) * _steps.Length / 8);

    /// <summary>True when the pattern is found anywhere in the text.</summary>
    public bool IsMatch(string text)
    {
        var (now, next) = (new PatternStates(_steps.Length), new PatternStates(_steps.Length));
        var stack = new Stack<int>();
        var before = -1;
        for (var at = 0; ;)
        {
            var (rune, length) = RuneAt(text, at);
            // It may begin anywhere.
            if (Follow(0, now, stack, before, rune))
                return true;
            next.Clear();
            for (var i = 0; i < now.Count && rune >= 0; i++)
            {
                var step = _steps[now[i]];
                if (step.Takes(rune))
                    next.Add(step.Next);
            }

            if (rune < 0)
                return false;
            at += length;
            before = rune;
            now.Clear();
            var after = RuneAt(text, at).Rune;
            for (var i = 0; i < next.Count; i++)
            {
                if (Follow(next[i], now, stack, before, after))
                    return true;
            }
        }
    }

    /// <summary>The code point, or -1 behind the end; a lone surrogate stands for itself.</summary>
    private static (int Rune, int Length) RuneAt(string text, int at) =>
        at >= text.Length ? (-1, 0)
        : at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? (char.ConvertToUtf32(text[at], text[at + 1]), 2)
        : (text[at], 1);

    /// <summary>Adds every step that takes a character and is reached without one; true when the end is.</summary>
    private bool Follow(int start, PatternStates states, Stack<int> stack, int before, int after)
    {
        stack.Push(start);
        while (stack.TryPop(out var at))
        {
            if (!states.Visit(at))
                continue;
            var step = _steps[at];
            switch (step.Kind)
            {
                case PatternStepKind.Match:
                    stack.Clear();
                    return true;
                case PatternStepKind.Split:
                    stack.Push(step.Other);
                    stack.Push(step.Next);
                    break;
                case PatternStepKind.Assert:
                    if (step.Holds(before, after))
                        stack.Push(step.Next);
                    break;
                default:
                    states.Add(at);
                    break;
            }
        }

        return false;
    }
}
