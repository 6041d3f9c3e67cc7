using Pavior.Formats.Executables;
using Pavior.Formats.Pe;

namespace Pavior.Scan.Binaries;

/// <summary>Tells programs that UPX packed: their real content is compressed, and their section table is gone or renamed.</summary>
internal static class UpxMark
{
    /// <summary>The loader's header (<c>l_info</c>) follows the program headers.</summary>
    private const int HeaderReach = 1024;

    public static bool IsPresent(ExecutableImage image)
    {
        if (image is PeFile)
            return image.Section("UPX0") is not null;
        if (image.Sections.Count > 0)
            return false;
        Span<byte> start = stackalloc byte[HeaderReach];
        var read = image.File.ReadAt(0, start);
        return start[..read].IndexOf("UPX!"u8) >= 0;
    }
}
