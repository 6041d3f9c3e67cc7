using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>A vulnerability of a BOM with its analysis, what it affects still by reference.</summary>
internal sealed class CycloneDxAnalysis(string path, int line)
{
    public string? Id { get; set; }

    public List<string> Aliases { get; } = [];

    public string? State { get; set; }

    public string? Justification { get; set; }

    public string? Detail { get; set; }

    public string? Recommendation { get; set; }

    public string? Workaround { get; set; }

    public List<VexActionKind> Responses { get; } = [];

    public DateTimeOffset? Issued { get; set; }

    public DateTimeOffset? Updated { get; set; }

    public List<(string Reference, IReadOnlyList<VexVersions> Versions, int Line)> Affects { get; } = [];

    public VexStatement Statement(CycloneDxComponents components, DateTimeOffset? issued)
    {
        var status = VexWords.AnalysisState(State)!.Value;
        var notAffected = status == VexStatus.NotAffected;
        return new VexStatement
        {
            Vulnerability = Id!,
            Aliases = [.. Aliases.Where(a => a != Id).Distinct(StringComparer.Ordinal)],
            Products = Products(components),
            Status = status,
            Justification = notAffected ? VexWords.AnalysisJustification(Justification) : null,
            OwnWord = notAffected && Justification is not null ? Justification : State is "false_positive" or "resolved_with_pedigree" ? State : null,
            ImpactStatement = notAffected ? Detail : null,
            StatusNotes = notAffected ? null : Detail,
            Actions = Actions(),
            Timestamp = Updated ?? Issued ?? issued,
            Line = line,
        };
    }

    /// <summary>Parts of what the BOM describes, where it says what that is; else the components stand for themselves.</summary>
    private List<VexProduct> Products(CycloneDxComponents components)
    {
        var affected = Affects.Select(a => components.Find(a.Reference, path, a.Line) is var found && a.Versions.Count > 0 ? found with { Versions = a.Versions } : found);
        if (components.Subject is not { } subject)
            return [.. affected.Select(c => new VexProduct(c, []))];
        var products = new List<VexProduct>();
        var parts = new List<VexComponent>();
        foreach (var component in affected)
        {
            if (ReferenceEquals(component, subject))
                products.Add(new VexProduct(subject, []));
            else
                parts.Add(component);
        }

        if (parts.Count > 0)
            products.Add(new VexProduct(subject, parts));
        return products;
    }

    private List<VexAction> Actions()
    {
        var actions = new List<VexAction>();
        foreach (var kind in Responses.Distinct())
        {
            var text = kind switch
            {
                VexActionKind.VendorFix => Recommendation,
                VexActionKind.Workaround => Workaround,
                _ => null,
            };
            actions.Add(new VexAction(kind, text ?? ""));
        }

        if (!string.IsNullOrEmpty(Recommendation) && !Responses.Contains(VexActionKind.VendorFix))
            actions.Add(new VexAction(VexActionKind.Unspecified, Recommendation));
        if (!string.IsNullOrEmpty(Workaround) && !Responses.Contains(VexActionKind.Workaround))
            actions.Add(new VexAction(VexActionKind.Workaround, Workaround));
        return actions;
    }
}
