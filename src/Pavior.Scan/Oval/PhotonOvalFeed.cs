namespace Pavior.Scan.Oval;

/// <summary>Photon OS advisories (PHSA).</summary>
internal sealed class PhotonOvalFeed : OvalFeed
{
    public override string Id => "photon-oval";

    public override string Title => "Photon OS OVAL";

    protected override IReadOnlyList<string> Marks { get; } = ["com.vmware.phsa", "Photon OS OVAL"];

    /// <summary>The release is asked for by a pattern: <c>^3[^\d]</c>.</summary>
    protected override string? Ecosystem(OvalTest? platform)
    {
        var pattern = platform?.State.Version?.TrimStart('^') ?? "";
        var end = pattern.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var release = end < 0 ? pattern : pattern[..end];
        return release.Length > 0 ? $"Photon OS:{release}.0" : null;
    }

    protected override (string Id, IReadOnlyList<string> Covers)? TryName(OvalDefinition definition)
    {
        var end = definition.Title.IndexOf(' ', StringComparison.Ordinal);
        var id = end < 0 ? definition.Title : definition.Title[..end];
        return id.StartsWith("PHSA-", StringComparison.Ordinal) ? (id, Cves(definition)) : null;
    }
}
