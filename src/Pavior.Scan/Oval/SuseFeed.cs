namespace Pavior.Scan.Oval;

/// <summary>SUSE Linux Enterprise and openSUSE, a definition for each vulnerability.</summary>
internal sealed class SuseFeed : OvalFeed
{
    private const string Enterprise = "SUSE Linux Enterprise Server:";

    public override string Id => "suse";

    public override string Title => "SUSE OVAL";

    protected override IReadOnlyList<string> Marks { get; } = ["org.opensuse.security", "Marcus Updateinfo to OVAL"];

    /// <summary>
    /// A container of SUSE Linux Enterprise takes its packages from the modules of its release, and all products of the release have the
    /// same. Those for subscribers of longer support, or for SAP, get fixes that the others do not.
    /// </summary>
    protected override string? Ecosystem(OvalTest? platform)
    {
        if (platform?.State.Version is not { Length: > 0 } release)
            return platform?.Comment.Contains("Tumbleweed", StringComparison.Ordinal) == true ? "openSUSE Tumbleweed" : null;
        var name = platform.Package[..^"-release".Length];
        if (name.Equals("openSUSE", StringComparison.OrdinalIgnoreCase))
            return $"openSUSE Leap:{release}";
        if (name.Contains("-ltss", StringComparison.OrdinalIgnoreCase) || name.Contains("-espos", StringComparison.OrdinalIgnoreCase)
            || platform.Comment.Contains("-LTSS", StringComparison.Ordinal) || platform.Comment.Contains("-ESPOS", StringComparison.Ordinal)
            || platform.Comment.Contains("-BCL", StringComparison.Ordinal))
        {
            return $"{Enterprise}{release}:LTSS";
        }

        return name switch
        {
            "sles" or "sled" or "SLE_HPC" or "SLE-HPC" or "sle-sdk" or "sle-we" or "sle-ha" or "" => $"{Enterprise}{release}",
            "SLES_SAP" => $"{Enterprise}{release}:SAP",
            "SUSE-MicroOS" or "SLE-Micro" or "SL-Micro" => $"SUSE Linux Micro:{release}",
            _ when name.StartsWith("sle-module-", StringComparison.Ordinal) => $"{Enterprise}{release}",
            _ => null,
        };
    }

    protected override (string Id, IReadOnlyList<string> Covers)? TryName(OvalDefinition definition) =>
        definition.Title.StartsWith("CVE-", StringComparison.Ordinal) ? (definition.Title, []) : Cves(definition) is [var id, ..] ? (id, []) : null;
}
