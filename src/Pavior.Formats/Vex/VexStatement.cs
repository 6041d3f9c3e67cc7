using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>One vulnerability, some products, and how they stand to it.</summary>
public sealed record VexStatement
{
    /// <summary>An IRI, where the statement has a name of its own.</summary>
    public string? Id { get; init; }

    /// <summary>The main name: <c>CVE-2021-44228</c>.</summary>
    public required string Vulnerability { get; init; }

    /// <summary>Other names of the same vulnerability, as the document gives them; some documents list web pages here.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Empty when the document names none; then the statement says nothing of anything.</summary>
    public IReadOnlyList<VexProduct> Products { get; init; } = [];

    public required VexStatus Status { get; init; }

    /// <summary>Only where not affected.</summary>
    public VexJustification? Justification { get; init; }

    /// <summary>The format's own word where it says more than status and justification do: <c>requires_configuration</c>, <c>false_positive</c>.</summary>
    public string? OwnWord { get; init; }

    /// <summary>How the status was found.</summary>
    public string? StatusNotes { get; init; }

    /// <summary>Why the product is not affected, for people.</summary>
    public string? ImpactStatement { get; init; }

    public IReadOnlyList<VexAction> Actions { get; init; } = [];

    /// <summary>Since when it is known; where the statement does not say it, the document's own time.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>One-based line of the document; 0 when it was not read from one.</summary>
    public int Line { get; init; }

    /// <summary>The first text about what to do; a fix comes before a workaround.</summary>
    public string? ActionStatement => Actions.Where(a => a.Text.Length > 0).MinBy(a => Rank(a.Kind))?.Text;

    private static int Rank(VexActionKind kind) => kind switch
    {
        VexActionKind.VendorFix => 0,
        VexActionKind.FixPlanned => 1,
        VexActionKind.Mitigation or VexActionKind.Workaround => 2,
        VexActionKind.Unspecified => 3,
        _ => 4,
    };
}
