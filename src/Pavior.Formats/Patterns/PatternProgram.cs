using Pavior.Core;

namespace Pavior.Formats.Patterns;

/// <summary>Writes a pattern as steps; what is repeated a number of times stands there as often.</summary>
internal sealed class PatternProgram
{
    private readonly List<PatternStep> _steps = [];

    public void Write(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                Add(new PatternStep { Kind = PatternStepKind.Take, Set = one.Set, Next = _steps.Count + 1 });
                break;
            case PatternNode.At at:
                Add(new PatternStep { Kind = PatternStepKind.Assert, Place = at.Place, Next = _steps.Count + 1 });
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                    Write(part);
                break;
            case PatternNode.Either either:
                WriteChoices(either.Choices);
                break;
            case PatternNode.Repeat repeat:
                WriteRepeat(repeat);
                break;
        }
    }

    public IReadOnlyList<PatternStep> Finish()
    {
        Add(new PatternStep { Kind = PatternStepKind.Match });
        return _steps;
    }

    private PatternStep Add(PatternStep step)
    {
        if (_steps.Count >= LinearPattern.MaxSteps)
            throw ParseException.Limit("pattern", $"a pattern of more than {LinearPattern.MaxSteps} steps, repetitions written out");
        _steps.Add(step);
        return step;
    }

    private PatternStep Split() => Add(new PatternStep { Kind = PatternStepKind.Split, Next = _steps.Count + 1, Other = _steps.Count + 1 });

    private void WriteChoices(IReadOnlyList<PatternNode> choices)
    {
        var ends = new List<PatternStep>();
        for (var i = 0; i < choices.Count; i++)
        {
            if (i == choices.Count - 1)
            {
                Write(choices[i]);
                break;
            }

            var split = Split();
            Write(choices[i]);
            ends.Add(Split());
            split.Other = _steps.Count;
        }

        foreach (var end in ends)
            end.Next = end.Other = _steps.Count;
    }

    private void WriteRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            var before = _steps.Count;
            Write(repeat.Part);
            // Nothing, however often, is nothing.
            if (_steps.Count == before)
                return;
        }

        if (repeat.Most is not { } most)
        {
            var start = _steps.Count;
            var split = Split();
            Write(repeat.Part);
            var back = Split();
            back.Next = back.Other = start;
            split.Other = _steps.Count;
            return;
        }

        var skips = new List<PatternStep>();
        for (var i = repeat.Least; i < most; i++)
        {
            skips.Add(Split());
            Write(repeat.Part);
        }

        foreach (var skip in skips)
            skip.Other = _steps.Count;
    }
}
