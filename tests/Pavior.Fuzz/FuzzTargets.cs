namespace Pavior.Fuzz;

/// <summary>Every fuzz target there is: one for each parser.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. Targets.AdvisoryTargets.All,
        .. Targets.DatabaseTargets.All,
        .. Targets.DistributionFeedTargets.All,
        .. Targets.DeflateTargets.All,
        .. Targets.FeedTargets.All,
        .. Targets.FoundationTargets.All,
        .. Targets.JavaTargets.All,
        .. Targets.JavaScriptTargets.All,
        .. Targets.OperatingSystemTargets.All,
        .. Targets.PolicyTargets.All,
        .. Targets.ProgramTargets.All,
        .. Targets.SbomTargets.All,
        .. Targets.ScriptingTargets.All,
        .. Targets.SourceTargets.All,
        .. Targets.VersionTargets.All,
    ];
}
