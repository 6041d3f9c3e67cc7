namespace Pavior.Scan.Java;

/// <summary>One <c>dependency</c> element as written.</summary>
internal sealed class PomDependency
{
    public string? Group { get; set; }

    public string? Artifact { get; set; }

    public string? Version { get; set; }

    public string? Scope { get; set; }

    public string? Type { get; set; }

    public bool IsOptional { get; set; }

    /// <summary>Within a <c>profile</c>: only needed when that is active.</summary>
    public bool IsInProfile { get; init; }

    /// <summary>One-based line of the element.</summary>
    public int Line { get; init; }
}
