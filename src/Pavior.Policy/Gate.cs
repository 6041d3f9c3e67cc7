using Pavior.Formats.Cel;

namespace Pavior.Policy;

/// <summary>What a policy asks at one stage.</summary>
/// <param name="Rules">In the order of the file.</param>
/// <param name="AcceptGaps">Asked of each gap: true for one that is acceptable. Null accepts none.</param>
public sealed record Gate(IReadOnlyList<PolicyRule> Rules, CelProgram? AcceptGaps)
{
    /// <summary>Of a policy that has no gates at all.</summary>
    public static Gate Open { get; } = new([], null);
}
