namespace Pavior.Scan.Advisories;

/// <summary>Every feed that Pavior reads, in the order in which they are asked whether a file is theirs.</summary>
internal static class AdvisoryFeeds
{
    public static IReadOnlyList<AdvisoryFeed> All { get; } =
    [
        new Osv.OsvFeed(),
        new Osv.OsvYamlFeed(),
        new Kev.KevFeed(),
        new Epss.EpssFeed(),
        new GitHub.GitHubGraphFeed(),
        new DotNet.DotNetCveFeed(),
        new Java.ProjectKbFeed(),
        new Npm.RetireFeed(),
    ];
}
