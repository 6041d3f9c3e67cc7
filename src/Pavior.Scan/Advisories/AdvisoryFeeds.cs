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
        new Npm.NodeSecurityFeed(),
        new Npm.RetireFeed(),
        new Debian.DebianTrackerFeed(),
        new Debian.DebianListsFeed(),
        new Ubuntu.UbuntuCveFeed(),
        new Alpine.AlpineSecurityFeed(),
        new Wolfi.WolfiSecurityFeed(),
        new Wolfi.WolfiAdvisoriesFeed(),
        new Rpm.RedHatVexFeed(),
        new Rpm.UpdateInfoFeed(),
        new Rpm.FedoraFeed(),
        new Rpm.PhotonFeed(),
        new Oval.PhotonOvalFeed(),
        new Oval.OracleFeed(),
        new Oval.SuseFeed(),
        new Oval.AzureLinuxFeed(),
        new Arch.ArchSecurityFeed(),
        new Php.FriendsOfPhpFeed(),
        new Ruby.RubySecFeed(),
    ];
}
