namespace Pavior.Scan.MachineLearning;

/// <summary>Types of GGUF metadata values, numbered as the specification does.</summary>
internal static class GgufType
{
    public const uint UInt8 = 0;
    public const uint UInt16 = 2;
    public const uint UInt32 = 4;
    public const uint String = 8;
    public const uint Array = 9;
    public const uint UInt64 = 10;

    /// <summary>Bytes of a value of fixed size; zero for strings, arrays and unknown types.</summary>
    public static int SizeOf(uint type) => type switch
    {
        0 or 1 or 7 => 1,
        2 or 3 => 2,
        4 or 5 or 6 => 4,
        10 or 11 or 12 => 8,
        _ => 0,
    };
}
