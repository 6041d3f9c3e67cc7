using Pavior.Core;

namespace Pavior.Scan.Sources;

/// <summary>Every source there is, in the order in which a reference without prefix is offered to them.</summary>
public static class TargetSources
{
    public static IReadOnlyList<ISource> All { get; } =
    [
    ];
}
