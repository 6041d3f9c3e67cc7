using Pavior.Core;

namespace Pavior.Reports;

/// <summary>The spelling of enumerations in every written form, and its reading back. Never renamed: stored reports use it.</summary>
internal static class Words
{
    public static string Of(Relation relation) => relation switch
    {
        Core.Relation.Declared => "declared",
        Core.Relation.Vendored => "vendored",
        _ => "installed",
    };

    public static Relation? Relation(string? word) => word switch
    {
        "installed" => Core.Relation.Installed,
        "declared" => Core.Relation.Declared,
        "vendored" => Core.Relation.Vendored,
        _ => null,
    };

    public static string Of(DependencyScope scope) => scope switch
    {
        DependencyScope.Development => "development",
        DependencyScope.Optional => "optional",
        _ => "runtime",
    };

    public static DependencyScope? Scope(string? word) => word switch
    {
        "runtime" => DependencyScope.Runtime,
        "development" => DependencyScope.Development,
        "optional" => DependencyScope.Optional,
        _ => null,
    };

    public static string Of(Confidence confidence) => confidence switch
    {
        Core.Confidence.High => "high",
        Core.Confidence.Medium => "medium",
        _ => "low",
    };

    public static Confidence? Confidence(string? word) => word switch
    {
        "high" => Core.Confidence.High,
        "medium" => Core.Confidence.Medium,
        "low" => Core.Confidence.Low,
        _ => null,
    };

    public static string Of(TargetKind kind) => kind switch
    {
        Core.TargetKind.Image => "image",
        Core.TargetKind.RootFileSystem => "root-file-system",
        Core.TargetKind.SourceTree => "source-tree",
        _ => "sbom",
    };

    public static TargetKind? TargetKind(string? word) => word switch
    {
        "image" => Core.TargetKind.Image,
        "root-file-system" => Core.TargetKind.RootFileSystem,
        "source-tree" => Core.TargetKind.SourceTree,
        "sbom" => Core.TargetKind.Sbom,
        _ => null,
    };

    public static string Of(GapKind kind) => kind switch
    {
        Core.GapKind.LimitReached => "limit-reached",
        Core.GapKind.Unreadable => "unreadable",
        Core.GapKind.Unsupported => "unsupported",
        _ => "malformed",
    };

    public static GapKind? GapKind(string? word) => word switch
    {
        "malformed" => Core.GapKind.Malformed,
        "limit-reached" => Core.GapKind.LimitReached,
        "unreadable" => Core.GapKind.Unreadable,
        "unsupported" => Core.GapKind.Unsupported,
        _ => null,
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "unknown",
    };

    public static string Of(AdvisoryKind kind) => kind switch
    {
        AdvisoryKind.Malicious => "malicious",
        AdvisoryKind.Informational => "informational",
        _ => "vulnerability",
    };

    public static string Of(AffectedStatus status) => status switch
    {
        AffectedStatus.NotAffected => "not-affected",
        AffectedStatus.WillNotFix => "will-not-fix",
        AffectedStatus.Deferred => "deferred",
        AffectedStatus.EndOfLife => "end-of-life",
        AffectedStatus.UnderInvestigation => "under-investigation",
        _ => "affected",
    };

    public static string Of(Decision decision) => decision switch
    {
        Decision.Deny => "deny",
        Decision.Warn => "warn",
        _ => "allow",
    };

    public static string Of(VexStatus status) => status switch
    {
        VexStatus.NotAffected => "not_affected",
        VexStatus.Fixed => "fixed",
        VexStatus.UnderInvestigation => "under_investigation",
        _ => "affected",
    };

    public static string Of(VexJustification justification) => justification switch
    {
        VexJustification.ComponentNotPresent => "component_not_present",
        VexJustification.VulnerableCodeNotPresent => "vulnerable_code_not_present",
        VexJustification.VulnerableCodeNotInExecutePath => "vulnerable_code_not_in_execute_path",
        VexJustification.VulnerableCodeCannotBeControlledByAdversary => "vulnerable_code_cannot_be_controlled_by_adversary",
        _ => "inline_mitigations_already_exist",
    };

    /// <summary>A statement in a few words: <c>waived until 2026-12-31</c>, <c>not affected</c>.</summary>
    public static string Short(FindingStatement statement) => statement.Until is { } until
        ? FormattableString.Invariant($"waived until {until:yyyy-MM-dd}")
        : Of(statement.Status).Replace('_', ' ');

    /// <summary>A statement in one sentence: who states it, where, and until when.</summary>
    public static string Of(FindingStatement statement)
    {
        var why = statement.Justification is { } justification ? $" ({Of(justification).Replace('_', ' ')})" : "";
        var by = statement.By.Length > 0 ? $" by {statement.By}" : "";
        return $"{char.ToUpperInvariant(Short(statement)[0])}{Short(statement)[1..]}{why}{by}, {statement.Source}.";
    }

    /// <summary>The base image and how far it is known, for people.</summary>
    public static string Of(BaseImage image)
    {
        var source = image.Basis switch
        {
            "annotation" => "its annotation",
            "label" => "its label",
            "layer-chain" => "its layers",
            "history" => "the history",
            _ => image.Basis,
        };
        if (image.LayerCount == 0)
            return $"{image.Name} (says {source}; no layer of it is known)";
        var layers = Text.PlainText.Count(image.LayerCount, "layer");
        return image.Name.Length == 0 ? $"{layers}, by {source}; its name is not known"
            : image.Basis is "annotation" or "label" ? $"{image.Name} ({layers} by the history, the name by {source})"
            : $"{image.Name} ({layers}, by {source})";
    }

    /// <summary>What sets a package apart from an ordinary one, for people; empty for most.</summary>
    /// <param name="package">The package.</param>
    /// <param name="owner">How the view words the distribution package that owns it.</param>
    public static string Marks(Package package, Func<PackageUrl, string> owner)
    {
        var marks = new List<string>();
        if (package.IsOnlyStated)
            marks.Add("SBOM only");
        if (package.Relation != Core.Relation.Installed && !(package.IsOnlyStated && package.Relation == Core.Relation.Declared))
            marks.Add(Of(package.Relation));
        if (package.Scope != DependencyScope.Runtime)
            marks.Add(Of(package.Scope));
        if (package.Owner is { } owned)
            marks.Add(owner(owned));
        if (package.Confidence == Core.Confidence.Low)
            marks.Add("uncertain");
        return string.Join(", ", marks);
    }
}
