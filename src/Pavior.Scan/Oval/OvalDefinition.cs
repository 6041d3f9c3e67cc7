namespace Pavior.Scan.Oval;

/// <summary>A vulnerability or update, with the conditions under which a system has or needs it.</summary>
internal sealed class OvalDefinition
{
    /// <summary><c>oval:com.oracle.elsa:def:20070057</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>Line on which it starts.</summary>
    public int Line { get; set; }

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>The publisher's word.</summary>
    public string Severity { get; set; } = "";

    /// <summary>Azure Linux: <c>true</c>, <c>false</c> or <c>Not Applicable</c>.</summary>
    public string Patchable { get; set; } = "";

    public DateTimeOffset? Issued { get; set; }

    public DateTimeOffset? Updated { get; set; }

    public List<(string Source, string Id, string Url)> References { get; } = [];

    /// <summary>Vulnerabilities that the advisory names.</summary>
    public List<string> Cves { get; } = [];

    /// <summary>CVSS vectors beside them.</summary>
    public List<string> Vectors { get; } = [];

    public OvalCriteria? Criteria { get; set; }
}
