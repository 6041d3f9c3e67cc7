using System.Buffers.Binary;

namespace Pavior.Scan.Layers;

/// <summary>Tells programs and libraries by their first bytes.</summary>
internal static class ExecutableMagic
{
    /// <summary>Bytes that the decision needs.</summary>
    public const int Bytes = 18;

    /// <summary>Java class files share the magic of fat Mach-O files; their version stands where those count architectures.</summary>
    private const uint MaxFatArchitectures = 40;

    public static bool Matches(ReadOnlySpan<byte> start) => start switch
    {
        // An ELF object file (type 1) is no program yet.
        [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] => start.Length >= Bytes && start[16] != 1 && start[17] != 1,
        [(byte)'M', (byte)'Z', ..] => true,
        [0xfe, 0xed, 0xfa, 0xce or 0xcf, ..] => true,
        [0xce or 0xcf, 0xfa, 0xed, 0xfe, ..] => true,
        [0xca, 0xfe, 0xba, 0xbe, ..] => start.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(start[4..]) <= MaxFatArchitectures,
        _ => false,
    };
}
