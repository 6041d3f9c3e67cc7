namespace Pavior.Formats.Files;

/// <summary>
/// Pages of a database file that were read: each is read once, which ends every cycle and bounds the work by the file's length. What it
/// holds grows with the pages that are taken and not with the length that a file claims, of which most may be a hole.
/// </summary>
internal sealed class PageSet(long pageCount)
{
    private readonly Dictionary<long, ulong> _words = [];

    /// <summary>False when the page is outside the file or was taken before.</summary>
    public bool TryTake(long page)
    {
        if (page < 0 || page >= pageCount)
            return false;
        ref var word = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_words, page / 64, out _);
        var bit = 1UL << (int)(page % 64);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        return true;
    }
}
