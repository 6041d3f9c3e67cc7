namespace Pavior.Core;

/// <summary>What a scan could not see: data in every report, so that an incomplete one never reads as clean.</summary>
/// <param name="Path">Path inside the target, or the target's own name when the whole of it is concerned.</param>
/// <param name="Kind">Why.</param>
/// <param name="Reason">Place and expectation, for people.</param>
/// <param name="Layer">Index into <see cref="Target.Layers"/>; null when no layer is concerned.</param>
public sealed record Gap(string Path, GapKind Kind, string Reason, int? Layer = null)
{
    /// <summary>Characters of a reason; of a longer one, which repeats what a stranger wrote, the middle is left out.</summary>
    public const int MaxReason = 1_000;

    public Gap Shortened() => Reason.Length <= MaxReason
        ? this
        : this with { Reason = string.Concat(Reason.AsSpan(0, MaxReason / 2), " … ", Reason.AsSpan(Reason.Length - (MaxReason / 2))) };
}
