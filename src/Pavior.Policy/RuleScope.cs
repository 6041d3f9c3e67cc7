namespace Pavior.Policy;

/// <summary>What a rule is asked of, which its condition says by the variable that it names.</summary>
public enum RuleScope
{
    /// <summary>Once, of the whole report.</summary>
    Report,

    /// <summary>Of each finding.</summary>
    Finding,

    /// <summary>Of each package.</summary>
    Package,

    /// <summary>Of each gap.</summary>
    Gap,
}
