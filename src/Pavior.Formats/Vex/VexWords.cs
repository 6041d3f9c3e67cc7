using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>The words of the formats for what the model has in common.</summary>
internal static class VexWords
{
    public static VexStatus? Status(string? word) => word switch
    {
        "not_affected" => VexStatus.NotAffected,
        "affected" => VexStatus.Affected,
        "fixed" => VexStatus.Fixed,
        "under_investigation" => VexStatus.UnderInvestigation,
        _ => null,
    };

    public static string Word(VexStatus status) => status switch
    {
        VexStatus.NotAffected => "not_affected",
        VexStatus.Affected => "affected",
        VexStatus.Fixed => "fixed",
        _ => "under_investigation",
    };

    /// <summary>OpenVEX and the flags of CSAF use the same labels.</summary>
    public static VexJustification? Justification(string? word) => word switch
    {
        "component_not_present" => VexJustification.ComponentNotPresent,
        "vulnerable_code_not_present" => VexJustification.VulnerableCodeNotPresent,
        "vulnerable_code_not_in_execute_path" => VexJustification.VulnerableCodeNotInExecutePath,
        "vulnerable_code_cannot_be_controlled_by_adversary" => VexJustification.VulnerableCodeCannotBeControlledByAdversary,
        "inline_mitigations_already_exist" => VexJustification.InlineMitigationsAlreadyExist,
        _ => null,
    };

    public static string Word(VexJustification justification) => justification switch
    {
        VexJustification.ComponentNotPresent => "component_not_present",
        VexJustification.VulnerableCodeNotPresent => "vulnerable_code_not_present",
        VexJustification.VulnerableCodeNotInExecutePath => "vulnerable_code_not_in_execute_path",
        VexJustification.VulnerableCodeCannotBeControlledByAdversary => "vulnerable_code_cannot_be_controlled_by_adversary",
        _ => "inline_mitigations_already_exist",
    };

    public static VexStatus? AnalysisState(string? word) => word switch
    {
        "resolved" or "resolved_with_pedigree" => VexStatus.Fixed,
        "exploitable" => VexStatus.Affected,
        "in_triage" => VexStatus.UnderInvestigation,
        "false_positive" or "not_affected" => VexStatus.NotAffected,
        _ => null,
    };

    /// <summary>
    /// CycloneDX knows nine justifications. Those that name a condition which does not hold here mean that the code is there and cannot be attacked;
    /// those that name a protection are mitigations.
    /// </summary>
    public static VexJustification? AnalysisJustification(string? word) => word switch
    {
        "code_not_present" => VexJustification.VulnerableCodeNotPresent,
        "code_not_reachable" => VexJustification.VulnerableCodeNotInExecutePath,
        "requires_configuration" or "requires_dependency" or "requires_environment" => VexJustification.VulnerableCodeCannotBeControlledByAdversary,
        "protected_by_compiler" or "protected_at_runtime" or "protected_at_perimeter" or "protected_by_mitigating_control" =>
            VexJustification.InlineMitigationsAlreadyExist,
        _ => null,
    };

    public static VexActionKind? Response(string? word) => word switch
    {
        "update" => VexActionKind.VendorFix,
        "rollback" => VexActionKind.Mitigation,
        "workaround_available" => VexActionKind.Workaround,
        "can_not_fix" or "will_not_fix" => VexActionKind.NoFixPlanned,
        _ => null,
    };

    public static VexActionKind Remediation(string? category) => category switch
    {
        "vendor_fix" => VexActionKind.VendorFix,
        "mitigation" => VexActionKind.Mitigation,
        "workaround" => VexActionKind.Workaround,
        "fix_planned" => VexActionKind.FixPlanned,
        "optional_patch" => VexActionKind.OptionalPatch,
        "none_available" => VexActionKind.NoneAvailable,
        "no_fix_planned" => VexActionKind.NoFixPlanned,
        _ => VexActionKind.Unspecified,
    };
}
