using System.Globalization;
using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>Alpine has two files for each release, and the folders of the server are the list of releases.</summary>
internal static class AlpineIndex
{
    private const string Server = "https://secdb.alpinelinux.org/";

    /// <summary>Releases of one index; in 2026 there were 24.</summary>
    private const int MaxReleases = 200;

    public static async Task<IReadOnlyList<FeedPart>> FindAsync(FeedPages pages, CancellationToken cancellation)
    {
        var releases = Releases(await pages.TextAsync(Server, cancellation).ConfigureAwait(false));
        if (releases.Count == 0)
            throw new SourceException($"{Server}: expected a list of folders, as href=\"v3.21/\"");
        return
        [
            .. releases.SelectMany(release => (string[])["main", "community"], (release, repository) =>
                new FeedPart($"{release}-{repository}.json", $"{Server}{release}/{repository}.json", IsOptional: true)),
        ];
    }

    /// <summary><c>edge</c> and <c>v3.21</c> of <c>&lt;a href="v3.21/"&gt;</c>.</summary>
    private static List<string> Releases(string html)
    {
        var releases = new List<string>();
        foreach (var link in html.Split("href=\"").Skip(1))
        {
            var end = link.IndexOf("/\"", StringComparison.Ordinal);
            if (end is < 1 or > 12 || releases.Count == MaxReleases)
                continue;
            var name = link[..end];
            if (name.AsSpan().IndexOfAnyExcept(FeedPages.FileName) >= 0)
                continue;
            if ((name == "edge" || (name[0] == 'v' && decimal.TryParse(name.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)))
                && !releases.Contains(name))
            {
                releases.Add(name);
            }
        }

        return releases;
    }
}
