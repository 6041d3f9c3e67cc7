namespace Pavior.Scan.Binaries;

/// <summary>What a part of a version pattern stands for.</summary>
internal enum PartKind
{
    Literal,

    /// <summary>1.2, 1.2.3, 1.2.3.4.</summary>
    Numbers,

    /// <summary>1.2.3.</summary>
    ThreeNumbers,

    /// <summary>9.2p1.</summary>
    Patched,

    /// <summary>1.2.3 with letters, signs and more numbers behind; at its barest one number with a suffix (15beta2).</summary>
    Suffixed,
    Nuls,
    Blanks,
    Digits,
    Any,
}
