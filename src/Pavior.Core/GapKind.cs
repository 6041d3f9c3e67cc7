namespace Pavior.Core;

/// <summary>Why something could not be seen.</summary>
public enum GapKind
{
    /// <summary>The bytes are not what the name or header promises.</summary>
    Malformed,

    /// <summary>A named limit on length, depth or count was reached.</summary>
    LimitReached,

    /// <summary>The operating system or the source refused to give the bytes.</summary>
    Unreadable,

    /// <summary>A format, version or encryption that this program does not read.</summary>
    Unsupported,
}
