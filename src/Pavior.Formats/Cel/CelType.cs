namespace Pavior.Formats.Cel;

/// <summary>What an expression or variable is, as far as it is known before it runs.</summary>
public sealed class CelType
{
    private CelType(CelKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    public static CelType Dyn { get; } = new(CelKind.Dyn, "dyn");

    public static CelType Null { get; } = new(CelKind.Null, "null_type");

    public static CelType Bool { get; } = new(CelKind.Bool, "bool");

    public static CelType Int { get; } = new(CelKind.Int, "int");

    public static CelType Uint { get; } = new(CelKind.Uint, "uint");

    public static CelType Double { get; } = new(CelKind.Double, "double");

    public static CelType String { get; } = new(CelKind.String, "string");

    public static CelType Bytes { get; } = new(CelKind.Bytes, "bytes");

    public static CelType Timestamp { get; } = new(CelKind.Timestamp, "google.protobuf.Timestamp");

    public static CelType Duration { get; } = new(CelKind.Duration, "google.protobuf.Duration");

    public static CelType Type { get; } = new(CelKind.Type, "type");

    public CelKind Kind { get; }

    /// <summary>As CEL spells it: <c>int</c>, <c>list</c>, <c>google.protobuf.Timestamp</c>, or the host's name of an object.</summary>
    public string Name { get; }

    /// <summary>The item of a list; key and value of a map.</summary>
    public IReadOnlyList<CelType> Parameters { get; }

    /// <summary>The fields of an object; null for any other type.</summary>
    public CelObjectType? Object { get; private init; }

    /// <summary>All values that a text may have, so that a comparison with any other is a mistake; null when it may have any.</summary>
    public IReadOnlyList<string>? Words { get; private init; }

    public static CelType List(CelType item) => new(CelKind.List, "list", item);

    public static CelType Map(CelType key, CelType value) => new(CelKind.Map, "map", key, value);

    /// <summary>A text that is one of these.</summary>
    public static CelType OneOf(params IReadOnlyList<string> words) => new(CelKind.String, "string") { Words = words };

    internal static CelType Of(CelObjectType type) => new(CelKind.Object, type.Name) { Object = type };

    /// <summary>The type of a value that is there.</summary>
    internal static CelType Of(CelKind kind) => kind switch
    {
        CelKind.Null => Null,
        CelKind.Bool => Bool,
        CelKind.Int => Int,
        CelKind.Uint => Uint,
        CelKind.Double => Double,
        CelKind.String => String,
        CelKind.Bytes => Bytes,
        CelKind.Timestamp => Timestamp,
        CelKind.Duration => Duration,
        CelKind.List => List(Dyn),
        CelKind.Map => Map(Dyn, Dyn),
        CelKind.Type => Type,
        _ => Dyn,
    };

    internal bool IsNumber => Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    /// <summary>Whether a value of one type may stand where the other is expected. What is not known may be anything.</summary>
    internal static bool Fits(CelType one, CelType other)
    {
        if (one.Kind == CelKind.Dyn || other.Kind == CelKind.Dyn)
            return true;
        if (one.Kind == CelKind.Null || other.Kind == CelKind.Null)
            return one.Kind == other.Kind || Nullable(one) || Nullable(other);
        if (one.Kind != other.Kind || !ReferenceEquals(one.Object, other.Object))
            return false;
        for (var i = 0; i < one.Parameters.Count; i++)
        {
            if (!Fits(one.Parameters[i], other.Parameters[i]))
                return false;
        }

        return true;

        static bool Nullable(CelType type) => type.Kind is CelKind.Object or CelKind.Timestamp or CelKind.Duration;
    }

    /// <summary>The type of what may be either.</summary>
    internal static CelType Join(CelType one, CelType other)
    {
        if (one.Kind == CelKind.Null && other.Kind is CelKind.Object or CelKind.Timestamp or CelKind.Duration)
            return other;
        if (one.Kind != other.Kind || !ReferenceEquals(one.Object, other.Object))
            return Dyn;
        return one.Kind switch
        {
            CelKind.List => List(JoinItem(one.Parameters[0], other.Parameters[0])),
            CelKind.Map => Map(JoinItem(one.Parameters[0], other.Parameters[0]), JoinItem(one.Parameters[1], other.Parameters[1])),
            CelKind.String when !ReferenceEquals(one.Words, other.Words) => String,
            _ => one,
        };
    }

    /// <summary>An empty list or map says nothing of its items, and takes the other's word.</summary>
    private static CelType JoinItem(CelType one, CelType other) =>
        one.Kind == CelKind.Dyn ? other : other.Kind == CelKind.Dyn ? one : Join(one, other);

    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters)})";
}
