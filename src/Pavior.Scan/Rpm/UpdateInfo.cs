namespace Pavior.Scan.Rpm;

/// <summary>One advisory of a repository.</summary>
internal sealed class UpdateInfo
{
    public int Line { get; set; }

    /// <summary><c>security</c>, <c>bugfix</c>, <c>enhancement</c>.</summary>
    public string Type { get; set; } = "";

    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public string Severity { get; set; } = "";

    public DateTimeOffset? Issued { get; set; }

    public DateTimeOffset? Updated { get; set; }

    /// <summary>Page of the advisory itself, where it is among the references.</summary>
    public string? Url { get; set; }

    public List<string> Cves { get; } = [];

    public List<UpdateInfoPackage> Packages { get; } = [];
}
