namespace Pavior.Formats.Cel;

/// <summary>The kinds of values of CEL. An error is a value as well: <c>error || true</c> is true.</summary>
public enum CelKind
{
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    List,
    Map,

    /// <summary>Something of the host's, with named fields.</summary>
    Object,
    Type,
    Error,

    /// <summary>Of types only: not known before the expression runs.</summary>
    Dyn,
}
