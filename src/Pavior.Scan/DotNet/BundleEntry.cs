namespace Pavior.Scan.DotNet;

/// <summary>A file inside a single-file application.</summary>
/// <param name="Kind">1 assembly, 2 native library, 3 dependency manifest, 4 runtime configuration, 5 symbols, 0 other.</param>
/// <param name="CompressedSize">0 when it is stored as it is.</param>
internal sealed record BundleEntry(string Path, int Kind, long Offset, long Size, long CompressedSize)
{
    public const int Assembly = 1;

    public const int Manifest = 3;
}
