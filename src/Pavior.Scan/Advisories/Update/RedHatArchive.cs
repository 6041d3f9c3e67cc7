using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>Red Hat packs all its VEX documents every day, and says in a text file how today's archive is called.</summary>
internal static class RedHatArchive
{
    private const string Folder = "https://security.access.redhat.com/data/csaf/v2/vex/";

    /// <summary>Characters of the archive's name; it has 27.</summary>
    private const int MaxName = 100;

    public static async Task<IReadOnlyList<FeedPart>> FindAsync(FeedPages pages, CancellationToken cancellation)
    {
        const string pointer = Folder + "archive_latest.txt";
        var name = (await pages.TextAsync(pointer, cancellation).ConfigureAwait(false)).Trim();
        var isName = name.Length <= MaxName && name.StartsWith("csaf_vex_", StringComparison.Ordinal) && name.EndsWith(".tar.zst", StringComparison.Ordinal)
            && name.AsSpan().IndexOfAnyExcept(FeedPages.FileName) < 0;
        return isName ? [new FeedPart("csaf_vex.tar.zst", Folder + name)] : throw new SourceException($"{pointer}: expected the name of an archive, as csaf_vex_2026-01-31.tar.zst");
    }
}
