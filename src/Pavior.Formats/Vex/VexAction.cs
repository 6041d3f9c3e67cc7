namespace Pavior.Formats.Vex;

/// <summary>Something that was done or is to be done about a vulnerability.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">For people; may be empty.</param>
/// <param name="Url">Where to get it.</param>
/// <param name="Timestamp">From when on.</param>
public sealed record VexAction(VexActionKind Kind, string Text, string? Url = null, DateTimeOffset? Timestamp = null);
