using System.Globalization;
using System.Text;
using System.Text.Unicode;
using static Pavior.Formats.Cel.CelLibrary;

namespace Pavior.Formats.Cel;

/// <summary>The functions named like types, each making a value of another kind, and <c>size</c>.</summary>
internal static class CelConversions
{
    private const double IntEnd = 9223372036854775808.0;
    private const double UintEnd = 18446744073709551616.0;

    public static IReadOnlyList<CelLibraryFunction> All { get; } =
    [
        new("int", ToInt, From(CelType.Int, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Timestamp)),
        new("uint", ToUint, From(CelType.Uint, CelType.Uint, CelType.Int, CelType.Double, CelType.String)),
        new("double", ToDouble, From(CelType.Double, CelType.Double, CelType.Int, CelType.Uint, CelType.String)),
        new("string", ToText, From(CelType.String, CelType.String, CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.Bytes, CelType.Timestamp, CelType.Duration)),
        new("bytes", ToBytes, From(CelType.Bytes, CelType.Bytes, CelType.String)),
        new("bool", ToBool, From(CelType.Bool, CelType.Bool, CelType.String)),
        new("dyn", static (_, a) => a[0], Global(CelType.Dyn, CelType.Dyn)),
        new("type", static (_, a) => CelValue.OfType(a[0].NameOfType), Global(CelType.Type, CelType.Dyn)),
        new("size", Size, [.. Sized().Select(t => Global(CelType.Int, t)), .. Sized().Select(t => Member(CelType.Int, t))]),
    ];

    private static CelOverload[] From(CelType result, params CelType[] sources) => [.. sources.Select(s => Global(result, s))];

    private static CelType[] Sized() => [CelType.String, CelType.Bytes, CelType.List(CelType.Dyn), CelType.Map(CelType.Dyn, CelType.Dyn)];

    private static CelValue? ToInt(CelRun run, ReadOnlySpan<CelValue> a) => a[0].Kind switch
    {
        CelKind.Int => a[0],
        CelKind.Uint => a[0].Uint <= long.MaxValue ? CelValue.Of((long)a[0].Uint) : CelValue.Fail("the number does not fit into an int"),
        CelKind.Double => a[0].Double is > -IntEnd and < IntEnd ? CelValue.Of((long)a[0].Double) : CelValue.Fail("the number does not fit into an int"),
        CelKind.Timestamp => CelValue.Of(a[0].Seconds),
        CelKind.String => long.TryParse(a[0].String, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? CelValue.Of(number) : CelValue.Fail("the text is no whole number"),
        _ => null,
    };

    private static CelValue? ToUint(CelRun run, ReadOnlySpan<CelValue> a) => a[0].Kind switch
    {
        CelKind.Uint => a[0],
        CelKind.Int => a[0].Int >= 0 ? CelValue.Of((ulong)a[0].Int) : CelValue.Fail("a negative number does not fit into a uint"),
        CelKind.Double => a[0].Double is >= 0 and < UintEnd ? CelValue.Of((ulong)a[0].Double) : CelValue.Fail("the number does not fit into a uint"),
        CelKind.String => ulong.TryParse(a[0].String, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? CelValue.Of(number) : CelValue.Fail("the text is no whole number"),
        _ => null,
    };

    private static CelValue? ToDouble(CelRun run, ReadOnlySpan<CelValue> a) => a[0].Kind switch
    {
        CelKind.Double => a[0],
        CelKind.Int => CelValue.Of((double)a[0].Int),
        CelKind.Uint => CelValue.Of((double)a[0].Uint),
        CelKind.String => double.TryParse(a[0].String, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? CelValue.Of(number)
            : CelValue.Fail("the text is no number"),
        _ => null,
    };

    private static CelValue? ToText(CelRun run, ReadOnlySpan<CelValue> a)
    {
        switch (a[0].Kind)
        {
            case CelKind.String:
                return a[0];
            case CelKind.Bytes:
                run.ChargeText(a[0].Bytes.Length);
                return Utf8.IsValid(a[0].Bytes) ? CelValue.Of(Encoding.UTF8.GetString(a[0].Bytes)) : CelValue.Fail("the bytes are no UTF-8");
            case CelKind.Uint:
                return CelValue.Of(a[0].Uint.ToString(CultureInfo.InvariantCulture));
            case CelKind.Bool or CelKind.Int or CelKind.Double:
                return CelValue.Of(a[0].ToString());
            case CelKind.Timestamp or CelKind.Duration:
                return CelValue.Of(CelTimes.Text(a[0]));
            default:
                return null;
        }
    }

    private static CelValue? ToBytes(CelRun run, ReadOnlySpan<CelValue> a)
    {
        if (a[0].Kind != CelKind.String)
            return a[0].Kind == CelKind.Bytes ? a[0] : null;
        run.ChargeText(a[0].String.Length);
        return CelValue.Of(Encoding.UTF8.GetBytes(a[0].String));
    }

    private static CelValue? ToBool(CelRun run, ReadOnlySpan<CelValue> a) => a[0].Kind switch
    {
        CelKind.Bool => a[0],
        CelKind.String => a[0].String switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.Of(true),
            "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.Of(false),
            _ => CelValue.Fail("the text is no boolean"),
        },
        _ => null,
    };

    /// <summary>Of a text in code points.</summary>
    private static CelValue? Size(CelRun run, ReadOnlySpan<CelValue> a)
    {
        switch (a[0].Kind)
        {
            case CelKind.String:
                run.ChargeText(a[0].String.Length);
                return CelValue.Of((long)CelTexts.Length(a[0].String));
            case CelKind.Bytes:
                return CelValue.Of((long)a[0].Bytes.Length);
            case CelKind.List:
                return CelValue.Of((long)a[0].Items.Count);
            case CelKind.Map:
                return CelValue.Of((long)a[0].Map.Count);
            default:
                return null;
        }
    }
}
