namespace Pavior.Scan.Oval;

/// <summary>Oracle Linux errata (ELSA).</summary>
internal sealed class OracleFeed : OvalFeed
{
    public override string Id => "oracle";

    public override string Title => "Oracle Linux OVAL";

    protected override IReadOnlyList<string> Marks { get; } = ["Oracle Errata System", "com.oracle.elsa"];

    /// <summary>The release is asked for by a pattern: <c>^8</c>.</summary>
    protected override string? Ecosystem(OvalTest? platform) =>
        platform?.State.Version?.TrimStart('^') is { Length: > 0 } release ? $"Oracle Linux:{release}" : null;

    protected override (string Id, IReadOnlyList<string> Covers)? TryName(OvalDefinition definition)
    {
        var reference = definition.References.Find(r => r.Id.StartsWith("ELSA-", StringComparison.Ordinal) || r.Id.StartsWith("ELBA-", StringComparison.Ordinal));
        return reference.Id is { } id ? (id, Cves(definition)) : null;
    }
}
