using Pavior.Fuzz.Targets;

namespace Pavior.Fuzz;

/// <summary>Every fuzz target there is: one for each parser.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. SourceTargets.All,
    ];
}
