using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>A statement of OpenVEX while its members are read, in whatever order they come.</summary>
internal sealed class OpenVexStatement
{
    public string? Vulnerability { get; set; }

    public IReadOnlyList<string> Aliases { get; set; } = [];

    public List<VexProduct> Products { get; set; } = [];

    /// <summary>Of all products that list none of their own: so the first draft wrote it.</summary>
    public List<VexComponent> Subcomponents { get; set; } = [];

    public VexStatus? Status { get; set; }

    public VexJustification? Justification { get; set; }

    public DateTimeOffset? Timestamp { get; set; }

    public DateTimeOffset? ActionTimestamp { get; set; }

    public string? ImpactStatement { get; private set; }

    public string? ActionStatement { get; private set; }

    private string? Id { get; set; }

    private string? StatusNotes { get; set; }

    /// <summary>Which text a member holds; null for a member that holds none.</summary>
    public static OpenVexText? TextFor(ReadOnlySpan<byte> member) =>
        member.SequenceEqual("@id"u8) ? OpenVexText.Id
        : member.SequenceEqual("status_notes"u8) ? OpenVexText.StatusNotes
        : member.SequenceEqual("impact_statement"u8) ? OpenVexText.ImpactStatement
        : member.SequenceEqual("action_statement"u8) ? OpenVexText.ActionStatement
        : null;

    public void Set(OpenVexText member, string? text)
    {
        switch (member)
        {
            case OpenVexText.Id:
                Id = text;
                break;
            case OpenVexText.StatusNotes:
                StatusNotes = text;
                break;
            case OpenVexText.ImpactStatement:
                ImpactStatement = text;
                break;
            default:
                ActionStatement = text;
                break;
        }
    }

    public VexStatement Build(VexStatus status, int line) => new()
    {
        Id = Id,
        Vulnerability = Vulnerability!,
        Aliases = Aliases,
        Products = Subcomponents.Count == 0 ? Products : [.. Products.Select(p => p.Subcomponents.Count == 0 ? p with { Subcomponents = Subcomponents } : p)],
        Status = status,
        Justification = status == VexStatus.NotAffected ? Justification : null,
        StatusNotes = StatusNotes,
        ImpactStatement = ImpactStatement,
        Actions = string.IsNullOrEmpty(ActionStatement) ? [] : [new VexAction(VexActionKind.Unspecified, ActionStatement, Timestamp: ActionTimestamp)],
        Timestamp = Timestamp,
        Line = line,
    };
}
