namespace Pavior.Formats.Zip;

/// <summary>Compression methods that jars, wheels and extensions use (APPNOTE 4.4.5).</summary>
internal static class ZipMethod
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;
}
