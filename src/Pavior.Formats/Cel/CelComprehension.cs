namespace Pavior.Formats.Cel;

/// <summary>Runs a macro over a list or map.</summary>
/// <param name="macro">Which.</param>
/// <param name="range">Over what.</param>
/// <param name="first">Slot of the first variable: the item; with two variables the index or key.</param>
/// <param name="second">Slot of the second variable: the item or value; null when there is one.</param>
/// <param name="condition">Asked of each; null where all count.</param>
/// <param name="result">Computed of each; null where the answer is a boolean or the item itself.</param>
internal sealed class CelComprehension(CelMacro macro, CelCode range, int first, int? second, CelCode? condition, CelCode? result) : CelCode
{
    public override CelValue Run(CelRun run)
    {
        var over = range.Run(run);
        switch (over.Kind)
        {
            case CelKind.Error:
                return over;
            case CelKind.List or CelKind.Map:
                break;
            default:
                return CelValue.Fail($"a {over.NameOfType} is no list or map to go over");
        }

        return macro switch
        {
            CelMacro.All => Quantified(run, over, settles: false),
            CelMacro.Exists => Quantified(run, over, settles: true),
            CelMacro.ExistsOne => One(run, over),
            CelMacro.TransformMap or CelMacro.TransformMapEntry => Mapped(run, over),
            _ => Listed(run, over),
        };
    }

    private static int Count(CelValue over) => over.Kind == CelKind.List ? over.Items.Count : over.Map.Count;

    private void Bind(CelRun run, CelValue over, int at)
    {
        run.Charge(1);
        if (over.Kind == CelKind.List)
        {
            run.Locals[first] = second is null ? over.Items[at] : CelValue.Of((long)at);
            if (second is { } item)
                run.Locals[item] = over.Items[at];
            return;
        }

        var (key, value) = over.Map.Entries[at];
        run.Locals[first] = key;
        if (second is { } slot)
            run.Locals[slot] = value;
    }

    /// <summary>One item that settles it outweighs errors of the others.</summary>
    private CelValue Quantified(CelRun run, CelValue over, bool settles)
    {
        CelValue? error = null;
        for (var i = 0; i < Count(over); i++)
        {
            Bind(run, over, i);
            var value = condition!.Run(run);
            if (value.Kind != CelKind.Bool)
                error ??= NotBoolean(value);
            else if (value.IsTrue == settles)
                return value;
        }

        return error ?? CelValue.Of(!settles);
    }

    private CelValue One(CelRun run, CelValue over)
    {
        var found = 0;
        for (var i = 0; i < Count(over); i++)
        {
            Bind(run, over, i);
            var value = condition!.Run(run);
            if (value.Kind != CelKind.Bool)
                return NotBoolean(value);
            found += value.IsTrue ? 1 : 0;
        }

        return CelValue.Of(found == 1);
    }

    private CelValue Listed(CelRun run, CelValue over)
    {
        var items = new List<CelValue>();
        for (var i = 0; i < Count(over); i++)
        {
            Bind(run, over, i);
            if (Asked(run) is not { } asked)
                continue;
            if (asked.IsError)
                return asked;
            var value = result is null ? run.Locals[first] : result.Run(run);
            if (value.IsError)
                return value;
            items.Add(value);
        }

        return CelValue.Of(items);
    }

    private CelValue Mapped(CelRun run, CelValue over)
    {
        var map = new CelMap();
        for (var i = 0; i < Count(over); i++)
        {
            Bind(run, over, i);
            if (Asked(run) is not { } asked)
                continue;
            if (asked.IsError)
                return asked;
            var value = result!.Run(run);
            if (value.IsError)
                return value;
            if (macro == CelMacro.TransformMapEntry)
            {
                if (Merge(run, map, value) is { } error)
                    return error;
                continue;
            }

            map.TryAdd(over.Kind == CelKind.List ? CelValue.Of((long)i) : over.Map.Entries[i].Key, value);
        }

        return CelValue.Of(map);
    }

    private static CelValue? Merge(CelRun run, CelMap map, CelValue entries)
    {
        if (entries.Kind != CelKind.Map)
            return CelValue.Fail($"a {entries.NameOfType} is no map to add");
        foreach (var (key, value) in entries.Map.Entries)
        {
            run.Charge(1);
            if (!map.TryAdd(key, value))
                return CelValue.Fail($"the key {key} comes twice");
        }

        return null;
    }

    /// <summary>Null for what the condition leaves out, an error where it cannot be told, else true.</summary>
    private CelValue? Asked(CelRun run)
    {
        if (condition is null)
            return CelValue.Of(true);
        var value = condition.Run(run);
        return value.Kind != CelKind.Bool ? NotBoolean(value) : value.IsTrue ? value : null;
    }

    private static CelValue NotBoolean(CelValue value) => value.IsError ? value : CelValue.Fail($"the condition is a {value.NameOfType}");
}
