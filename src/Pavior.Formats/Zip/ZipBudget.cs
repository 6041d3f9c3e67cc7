using Pavior.Core;

namespace Pavior.Formats.Zip;

/// <summary>Bytes that may still be inflated: one budget for an archive and all that is nested in it, so that bombs cannot multiply.</summary>
public sealed class ZipBudget(long limit = ZipLimits.MaxInflated)
{
    private long _taken;

    /// <summary>Takes bytes before they are inflated.</summary>
    /// <exception cref="ParseException">Limit reached: the archive asks for more than is left.</exception>
    public void Take(long bytes, string path)
    {
        if (bytes > limit - _taken)
            throw ParseException.Limit(path, $"archive members inflate to more than {limit} bytes");
        _taken += bytes;
    }
}
