using Pavior.Scan.Advisories.Update;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Update;

public sealed class FeedPublishersTests
{
    [Fact]
    public void Every_publisher_is_on_the_page_of_feeds_and_the_page_has_no_other()
    {
        var page = File.ReadLines(Path.Combine(Repository.Root, "docs/reference/feeds.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal) && !l.StartsWith("| `--feed`", StringComparison.Ordinal));
        var named = page.SelectMany(l => l.Split('|')[1].Split(',')).Select(id => id.Trim(' ', '`'));

        Assert.Equal(FeedPublishers.All.Select(p => p.Id).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_are_unique_and_addresses_are_https()
    {
        var known = FeedPublishers.All.Where(p => p.Id is not ("alpine" or "amazon" or "red-hat"));
        foreach (var publisher in known)
        {
            var parts = await publisher.FindAsync(null!, TestContext.Current.CancellationToken);
            Assert.Equal(parts.Count, parts.Select(p => p.Name).Distinct().Count());
            Assert.All(parts, p => Assert.Equal("https", new Uri(p.Address).Scheme));
            Assert.All(parts, p => Assert.Equal(-1, p.Name.AsSpan().IndexOfAnyExcept(FeedPages.FileName)));
        }

        Assert.Equal(FeedPublishers.All.Count, FeedPublishers.All.Select(p => p.Id).Distinct().Count());
    }
}
