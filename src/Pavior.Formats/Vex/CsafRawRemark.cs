namespace Pavior.Formats.Vex;

/// <summary>A flag, threat or remediation of CSAF while its members are read.</summary>
internal sealed class CsafRawRemark
{
    public string? Label { get; set; }

    public string? Category { get; set; }

    public string? Details { get; set; }

    public string? Url { get; set; }

    public DateTimeOffset? Date { get; set; }

    public IReadOnlyList<string> Products { get; set; } = [];

    public IReadOnlyList<string> Groups { get; set; } = [];

    public CsafRemark<T> About<T>(T value) => new(value, Date, Products, Groups);
}
