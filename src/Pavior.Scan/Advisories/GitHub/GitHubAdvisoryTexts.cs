using Pavior.Core;

namespace Pavior.Scan.Advisories.GitHub;

/// <summary>What GitHub says of an advisory as a whole; every node of it repeats that.</summary>
internal sealed record GitHubAdvisoryTexts
{
    /// <summary>Ids, vectors and weaknesses kept of one advisory.</summary>
    private const int MaxItems = 64;

    public IReadOnlyList<string> Aliases { get; private init; } = [];

    public string Summary { get; private init; } = "";

    public DateTimeOffset? Published { get; private init; }

    public DateTimeOffset? Modified { get; private init; }

    public DateTimeOffset? Withdrawn { get; private init; }

    public IReadOnlyList<string> Cvss { get; private init; } = [];

    public Severity Severity { get; private init; }

    public IReadOnlyList<string> Weaknesses { get; private init; } = [];

    public IReadOnlyList<string> References { get; private init; } = [];

    public static GitHubAdvisoryTexts Read(string id, RecordNode advisory) => new()
    {
        Aliases = [.. Values(advisory["identifiers"], "value").Where(v => v != id)],
        Summary = SummaryLine.From(advisory.TextOf("summary") ?? advisory.TextOf("description")),
        Published = FeedDates.Time(advisory.TextOf("publishedAt")),
        Modified = FeedDates.Time(advisory.TextOf("updatedAt")),
        Withdrawn = FeedDates.Time(advisory.TextOf("withdrawnAt")),
        Cvss = Vectors(advisory),
        Severity = SeverityWords.Parse(advisory.TextOf("severity")),
        Weaknesses = Values(advisory["cwes"]["nodes"], "cweId"),
        References = Links(advisory),
    };

    private static string[] Values(RecordNode items, string member)
    {
        var values = new List<string>();
        foreach (var item in items)
        {
            if (values.Count < MaxItems && item.TextOf(member) is { } value && FeedWords.IsWord(value) && !values.Contains(value))
                values.Add(value);
        }

        return [.. values];
    }

    private static string[] Vectors(RecordNode advisory)
    {
        var severities = advisory["cvssSeverities"];
        return
        [
            .. new[] { advisory["cvss"], severities["cvssV3"], severities["cvssV4"] }
                .Select(c => c.TextOf("vectorString"))
                .Where(v => FeedWords.IsWord(v) && v!.Contains('/', StringComparison.Ordinal))
                .Select(v => v!)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static IReadOnlyList<string> Links(RecordNode advisory)
    {
        var links = new ReferenceLinks();
        foreach (var reference in advisory["references"])
        {
            var address = reference.TextOf("url");
            links.Add(address, address?.Contains("/advisories/GHSA-", StringComparison.Ordinal) == true);
        }

        return links.Choose();
    }
}
