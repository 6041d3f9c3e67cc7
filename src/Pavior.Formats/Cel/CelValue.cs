using System.Globalization;
using System.Text;

namespace Pavior.Formats.Cel;

/// <summary>A value of CEL. Small ones need no memory of their own.</summary>
public readonly struct CelValue
{
    private readonly object? _object;
    private readonly long _bits;
    private readonly int _nanos;

    private CelValue(CelKind kind, long bits = 0, object? @object = null, int nanos = 0)
    {
        Kind = kind;
        _bits = bits;
        _object = @object;
        _nanos = nanos;
    }

    public static CelValue Null => default;

    public CelKind Kind { get; }

    public bool IsError => Kind == CelKind.Error;

    /// <summary>Of an error: what went wrong.</summary>
    public string? Error => Kind == CelKind.Error ? (string)_object! : null;

    public bool IsTrue => Kind == CelKind.Bool && _bits != 0;

    /// <summary>The items of a list, else none.</summary>
    public IReadOnlyList<CelValue> Items => Kind == CelKind.List ? (IReadOnlyList<CelValue>)_object! : [];

    /// <summary>The text of a string; null for anything else.</summary>
    public string? Text => Kind == CelKind.String ? (string)_object! : null;

    internal long Int => _bits;

    internal ulong Uint => (ulong)_bits;

    internal double Double => BitConverter.Int64BitsToDouble(_bits);

    internal string String => (string)_object!;

    internal byte[] Bytes => (byte[])_object!;

    internal CelMap Map => (CelMap)_object!;

    /// <summary>Of a timestamp or duration: whole seconds, since 1970 or long.</summary>
    internal long Seconds => _bits;

    /// <summary>Of a timestamp, 0 to 999,999,999; of a duration with the sign of its seconds.</summary>
    internal int Nanos => _nanos;

    internal string TypeName => (string)_object!;

    internal CelObjectType ObjectType => ((CelObject)_object!).Type;

    internal object Instance => ((CelObject)_object!).Instance;

    public static CelValue Of(bool value) => new(CelKind.Bool, value ? 1 : 0);

    public static CelValue Of(long value) => new(CelKind.Int, value);

    public static CelValue Of(ulong value) => new(CelKind.Uint, (long)value);

    public static CelValue Of(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static CelValue Of(string value) => new(CelKind.String, 0, value);

    public static CelValue Of(byte[] value) => new(CelKind.Bytes, 0, value);

    public static CelValue Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0 ? Timestamp(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * 100) : Timestamp(seconds, (int)rest * 100);
    }

    public static CelValue Of(TimeSpan duration) =>
        Duration(Math.DivRem(duration.Ticks, TimeSpan.TicksPerSecond, out var rest), (int)rest * 100);

    public static CelValue Of(IReadOnlyList<CelValue> items) => new(CelKind.List, 0, items);

    public static CelValue Of(IEnumerable<string> items) => Of([.. items.Select(Of)]);

    /// <summary>A map of texts; of a key that comes twice the first counts.</summary>
    public static CelValue Of(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var map = new CelMap();
        foreach (var (key, value) in entries)
            map.TryAdd(Of(key), Of(value));
        return Of(map);
    }

    /// <summary>A map with texts for keys; of a key that comes twice the first counts.</summary>
    public static CelValue Of(IEnumerable<KeyValuePair<string, CelValue>> entries)
    {
        var map = new CelMap();
        foreach (var (key, value) in entries)
            map.TryAdd(Of(key), value);
        return Of(map);
    }

    /// <summary>Something of the host's, whose fields are read when an expression asks for them.</summary>
    public static CelValue Of(CelObjectType type, object instance) => new(CelKind.Object, 0, new CelObject(type, instance));

    internal static CelValue Of(CelMap map) => new(CelKind.Map, 0, map);

    internal static CelValue OfType(string name) => new(CelKind.Type, 0, name);

    internal static CelValue Timestamp(long seconds, int nanos) => new(CelKind.Timestamp, seconds, null, nanos);

    internal static CelValue Duration(long seconds, int nanos) => new(CelKind.Duration, seconds, null, nanos);

    internal static CelValue Fail(string why) => new(CelKind.Error, 0, why);

    /// <summary>What a field of a type is when nothing is in it.</summary>
    internal static CelValue Zero(CelType type) => type.Kind switch
    {
        CelKind.Bool => Of(false),
        CelKind.Int => Of(0L),
        CelKind.Uint => Of(0UL),
        CelKind.Double => Of(0.0),
        CelKind.String => Of(""),
        CelKind.Bytes => Of(Array.Empty<byte>()),
        CelKind.Timestamp => Timestamp(0, 0),
        CelKind.Duration => Duration(0, 0),
        CelKind.List => Of(Array.Empty<CelValue>()),
        CelKind.Map => Of(new CelMap()),
        _ => Null,
    };

    /// <summary>The name of the value's type, as <c>type()</c> gives it.</summary>
    internal string NameOfType => Kind switch
    {
        CelKind.Object => ObjectType.Name,
        _ => CelType.Of(Kind).Name,
    };

    /// <summary>For messages and tests; close to how an expression would write it.</summary>
    public override string ToString() => Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => IsTrue ? "true" : "false",
        CelKind.Int => Int.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => Uint.ToString(CultureInfo.InvariantCulture) + "u",
        CelKind.Double => CelNumbers.Text(Double),
        CelKind.String => $"\"{String}\"",
        CelKind.Bytes => $"b\"{Encoding.Latin1.GetString(Bytes)}\"",
        CelKind.Timestamp => $"timestamp({CelTimes.Text(this)})",
        CelKind.Duration => $"duration({CelTimes.Text(this)})",
        CelKind.List => $"[{string.Join(", ", Items)}]",
        CelKind.Map => $"{{{string.Join(", ", Map.Entries.Select(e => $"{e.Key}: {e.Value}"))}}}",
        CelKind.Object => ObjectType.Name,
        CelKind.Type => TypeName,
        _ => $"error({_object})",
    };

    /// <summary>An instance with what is known of it.</summary>
    private sealed record CelObject(CelObjectType Type, object Instance);
}
