using Pavior.Core;

namespace Pavior.Formats.Zip;

/// <summary>Bytes that may still be inflated: one budget for an archive and all that is nested in it, so that bombs cannot multiply.</summary>
public sealed class ZipBudget
{
    private long _left = ZipLimits.MaxInflated;

    /// <summary>Takes bytes before they are inflated.</summary>
    /// <exception cref="ParseException">Limit reached: the archive asks for more than is left.</exception>
    internal void Take(long bytes, string path)
    {
        if (bytes > _left)
            throw ParseException.Limit(path, $"archive members inflate to more than {ZipLimits.MaxInflated} bytes");
        _left -= bytes;
    }
}
