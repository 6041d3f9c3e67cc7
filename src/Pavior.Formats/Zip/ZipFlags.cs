namespace Pavior.Formats.Zip;

/// <summary>General purpose bits (APPNOTE 4.4.4).</summary>
internal static class ZipFlags
{
    public const ushort Encrypted = 1 << 0;
    public const ushort DataDescriptor = 1 << 3;
    public const ushort StrongEncryption = 1 << 6;
    public const ushort MaskedHeader = 1 << 13;
}
