namespace Pavior.Formats.Files;

/// <summary>Pages of a database file that were read: each is read once, which ends every cycle and bounds the work by the file's length.</summary>
internal sealed class PageSet(long pageCount)
{
    private readonly ulong[] _bits = new ulong[(pageCount + 63) / 64];

    /// <summary>False when the page is outside the file or was taken before.</summary>
    public bool TryTake(long page)
    {
        if (page < 0 || page >= pageCount)
            return false;
        ref var word = ref _bits[page / 64];
        var bit = 1UL << (int)(page % 64);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        return true;
    }
}
