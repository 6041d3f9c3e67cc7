namespace Pavior.Scan.Oval;

/// <summary>Conditions of a definition, joined by AND or OR.</summary>
internal sealed class OvalCriteria(bool all)
{
    /// <summary>True for AND.</summary>
    public bool All { get; } = all;

    public List<OvalCriteria> Criteria { get; } = [];

    /// <summary>Number of the test and its words; the number is zero for a condition that cannot be used (negated, or another definition).</summary>
    public List<(long Test, string Comment)> Tests { get; } = [];
}
