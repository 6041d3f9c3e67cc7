namespace Pavior.Formats.Files;

/// <summary>How much a zstd stream may ask its reader to keep.</summary>
public enum ZstdWindow
{
    /// <summary>16 MiB, which every stream gets at once. The only choice for a file inside a stream that is being read.</summary>
    Common,

    /// <summary>128 MiB, for one stream of the process at a time: others wait until it is disposed.</summary>
    Large,
}
