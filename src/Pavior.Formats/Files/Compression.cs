namespace Pavior.Formats.Files;

/// <summary>How stored bytes are packed, told by their first bytes: media types are often wrong.</summary>
public enum Compression
{
    None,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}
