namespace Pavior.Formats.Vex;

/// <summary>A flag, threat or remediation, and the products that it is about.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Timestamp">Since when.</param>
/// <param name="Products">Product ids.</param>
/// <param name="Groups">Ids of product groups. With neither products nor groups it is about all products of its vulnerability.</param>
internal sealed record CsafRemark<T>(T Value, DateTimeOffset? Timestamp, IReadOnlyList<string> Products, IReadOnlyList<string> Groups);
