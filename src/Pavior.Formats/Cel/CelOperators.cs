using static Pavior.Formats.Cel.CelLibrary;

namespace Pavior.Formats.Cel;

/// <summary>Operators: arithmetic that never wraps around, comparison, membership and index.</summary>
internal static class CelOperators
{
    private const string Overflow = "the result does not fit into 64 bits";

    public static IReadOnlyList<CelLibraryFunction> All { get; } =
    [
        new("_+_", Add, Global(CelType.Int, CelType.Int, CelType.Int), Global(CelType.Uint, CelType.Uint, CelType.Uint), Global(CelType.Double, CelType.Double, CelType.Double),
            Global(CelType.String, CelType.String, CelType.String), Global(CelType.Bytes, CelType.Bytes, CelType.Bytes),
            Global(CelType.Timestamp, CelType.Timestamp, CelType.Duration), Global(CelType.Timestamp, CelType.Duration, CelType.Timestamp),
            Global(CelType.Duration, CelType.Duration, CelType.Duration), Global(CelType.List(CelType.Dyn), CelType.List(CelType.Dyn), CelType.List(CelType.Dyn))),
        new("_-_", Subtract, Global(CelType.Int, CelType.Int, CelType.Int), Global(CelType.Uint, CelType.Uint, CelType.Uint), Global(CelType.Double, CelType.Double, CelType.Double),
            Global(CelType.Duration, CelType.Timestamp, CelType.Timestamp), Global(CelType.Timestamp, CelType.Timestamp, CelType.Duration),
            Global(CelType.Duration, CelType.Duration, CelType.Duration)),
        new("_*_", Multiply, Numeric(withDouble: true)),
        new("_/_", Divide, Numeric(withDouble: true)),
        new("_%_", Modulo, Numeric(withDouble: false)),
        new("-_", Negate, Global(CelType.Int, CelType.Int), Global(CelType.Double, CelType.Double)),
        new("!_", static (_, a) => a[0].Kind == CelKind.Bool ? CelValue.Of(!a[0].IsTrue) : null, Global(CelType.Bool, CelType.Bool)),
        new("_==_", static (run, a) => CelValue.Of(CelEquality.Equal(a[0], a[1], run)), Global(CelType.Bool, CelType.Dyn, CelType.Dyn)),
        new("_!=_", static (run, a) => CelValue.Of(!CelEquality.Equal(a[0], a[1], run)), Global(CelType.Bool, CelType.Dyn, CelType.Dyn)),
        new("_<_", static (run, a) => Ordered(run, a, static o => o < 0), Comparable()),
        new("_<=_", static (run, a) => Ordered(run, a, static o => o <= 0), Comparable()),
        new("_>_", static (run, a) => Ordered(run, a, static o => o > 0), Comparable()),
        new("_>=_", static (run, a) => Ordered(run, a, static o => o >= 0), Comparable()),
        new("@in", In, Global(CelType.Bool, CelType.Dyn, CelType.List(CelType.Dyn)), Global(CelType.Bool, CelType.Dyn, CelType.Map(CelType.Dyn, CelType.Dyn))),
        new("_[_]", Index, Global(CelType.Dyn, CelType.List(CelType.Dyn), CelType.Int), Global(CelType.Dyn, CelType.Map(CelType.Dyn, CelType.Dyn), CelType.Dyn)),
    ];

    private static CelOverload[] Numeric(bool withDouble) =>
    [
        Global(CelType.Int, CelType.Int, CelType.Int),
        Global(CelType.Uint, CelType.Uint, CelType.Uint),
        .. (CelOverload[])(withDouble ? [Global(CelType.Double, CelType.Double, CelType.Double)] : []),
    ];

    private static CelOverload[] Comparable()
    {
        CelType[] numbers = [CelType.Int, CelType.Uint, CelType.Double];
        CelType[] others = [CelType.Bool, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration];
        return
        [
            .. numbers.SelectMany(l => numbers.Select(r => Global(CelType.Bool, l, r))),
            .. others.Select(o => Global(CelType.Bool, o, o)),
        ];
    }

    private static CelValue? Add(CelRun run, ReadOnlySpan<CelValue> a)
    {
        switch (a[0].Kind, a[1].Kind)
        {
            case (CelKind.Int, CelKind.Int):
                var sum = unchecked(a[0].Int + a[1].Int);
                return ((a[0].Int ^ sum) & (a[1].Int ^ sum)) < 0 ? CelValue.Fail(Overflow) : CelValue.Of(sum);
            case (CelKind.Uint, CelKind.Uint):
                var total = unchecked(a[0].Uint + a[1].Uint);
                return total < a[0].Uint ? CelValue.Fail(Overflow) : CelValue.Of(total);
            case (CelKind.Double, CelKind.Double):
                return CelValue.Of(a[0].Double + a[1].Double);
            case (CelKind.String, CelKind.String):
                run.ChargeText(a[0].String.Length + a[1].String.Length);
                return CelValue.Of(a[0].String + a[1].String);
            case (CelKind.Bytes, CelKind.Bytes):
                run.ChargeText(a[0].Bytes.Length + a[1].Bytes.Length);
                return CelValue.Of([.. a[0].Bytes, .. a[1].Bytes]);
            case (CelKind.List, CelKind.List):
                run.Charge(a[0].Items.Count + a[1].Items.Count);
                return CelValue.Of((CelValue[])[.. a[0].Items, .. a[1].Items]);
            default:
                return CelTimes.Add(a[0], a[1]);
        }
    }

    private static CelValue? Subtract(CelRun run, ReadOnlySpan<CelValue> a)
    {
        switch (a[0].Kind, a[1].Kind)
        {
            case (CelKind.Int, CelKind.Int):
                var difference = unchecked(a[0].Int - a[1].Int);
                return ((a[0].Int ^ a[1].Int) & (a[0].Int ^ difference)) < 0 ? CelValue.Fail(Overflow) : CelValue.Of(difference);
            case (CelKind.Uint, CelKind.Uint):
                return a[0].Uint < a[1].Uint ? CelValue.Fail(Overflow) : CelValue.Of(a[0].Uint - a[1].Uint);
            case (CelKind.Double, CelKind.Double):
                return CelValue.Of(a[0].Double - a[1].Double);
            default:
                return CelTimes.Subtract(a[0], a[1]);
        }
    }

    private static CelValue? Multiply(CelRun run, ReadOnlySpan<CelValue> a)
    {
        switch (a[0].Kind, a[1].Kind)
        {
            case (CelKind.Int, CelKind.Int):
                var high = Math.BigMul(a[0].Int, a[1].Int, out var low);
                return high != low >> 63 ? CelValue.Fail(Overflow) : CelValue.Of(low);
            case (CelKind.Uint, CelKind.Uint):
                return Math.BigMul(a[0].Uint, a[1].Uint, out var rest) != 0 ? CelValue.Fail(Overflow) : CelValue.Of(rest);
            case (CelKind.Double, CelKind.Double):
                return CelValue.Of(a[0].Double * a[1].Double);
            default:
                return null;
        }
    }

    private static CelValue? Divide(CelRun run, ReadOnlySpan<CelValue> a) => (a[0].Kind, a[1].Kind) switch
    {
        (CelKind.Int, CelKind.Int) when a[1].Int == 0 => CelValue.Fail("division by zero"),
        (CelKind.Int, CelKind.Int) when (a[0].Int, a[1].Int) == (long.MinValue, -1) => CelValue.Fail(Overflow),
        (CelKind.Int, CelKind.Int) => CelValue.Of(a[0].Int / a[1].Int),
        (CelKind.Uint, CelKind.Uint) when a[1].Uint == 0 => CelValue.Fail("division by zero"),
        (CelKind.Uint, CelKind.Uint) => CelValue.Of(a[0].Uint / a[1].Uint),
        (CelKind.Double, CelKind.Double) => CelValue.Of(a[0].Double / a[1].Double),
        _ => null,
    };

    private static CelValue? Modulo(CelRun run, ReadOnlySpan<CelValue> a) => (a[0].Kind, a[1].Kind) switch
    {
        (CelKind.Int, CelKind.Int) when a[1].Int == 0 => CelValue.Fail("modulus by zero"),
        (CelKind.Int, CelKind.Int) when (a[0].Int, a[1].Int) == (long.MinValue, -1) => CelValue.Fail(Overflow),
        (CelKind.Int, CelKind.Int) => CelValue.Of(a[0].Int % a[1].Int),
        (CelKind.Uint, CelKind.Uint) when a[1].Uint == 0 => CelValue.Fail("modulus by zero"),
        (CelKind.Uint, CelKind.Uint) => CelValue.Of(a[0].Uint % a[1].Uint),
        _ => null,
    };

    private static CelValue? Negate(CelRun run, ReadOnlySpan<CelValue> a) => a[0].Kind switch
    {
        CelKind.Int => a[0].Int == long.MinValue ? CelValue.Fail(Overflow) : CelValue.Of(-a[0].Int),
        CelKind.Double => CelValue.Of(-a[0].Double),
        _ => null,
    };

    private static CelValue? Ordered(CelRun run, ReadOnlySpan<CelValue> a, Func<int, bool> holds) =>
        CelEquality.TryCompare(a[0], a[1], run, out var order) ? CelValue.Of(order is { } known && holds(known)) : null;

    private static CelValue? In(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (a[1].Kind == CelKind.Map)
            return CelValue.Of(a[1].Map.TryGet(a[0], out _));
        if (a[1].Kind != CelKind.List)
            return null;
        foreach (var item in a[1].Items)
        {
            if (CelEquality.Equal(a[0], item, run))
                return CelValue.Of(true);
        }

        return CelValue.Of(false);
    }

    private static CelValue? Index(CelRun run, ReadOnlySpan<CelValue> a)
    {
        switch (a[0].Kind)
        {
            case CelKind.Map:
                return a[0].Map.TryGet(a[1], out var value) ? value : CelValue.Fail($"no such key: {a[1]}");
            case CelKind.List:
                long at;
                if (a[1].Kind == CelKind.Int)
                    at = a[1].Int;
                else if (a[1].Kind == CelKind.Uint && a[1].Uint <= long.MaxValue)
                    at = a[1].Int;
                else if (a[1].Kind != CelKind.Double || !CelNumbers.TryInt(a[1].Double, out at))
                    return null;
                return at >= 0 && at < a[0].Items.Count ? a[0].Items[(int)at] : CelValue.Fail($"no item {at} in a list of {a[0].Items.Count}");
            default:
                return null;
        }
    }
}
