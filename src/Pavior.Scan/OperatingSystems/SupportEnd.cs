namespace Pavior.Scan.OperatingSystems;

/// <summary>Until when a release of a distribution is looked after.</summary>
/// <param name="End">Last day on which everybody gets security updates.</param>
/// <param name="Extended">Last day of support that has to be paid or asked for; null when there is none.</param>
/// <param name="ExtendedBy">What that support is called: <c>Ubuntu Pro</c>; empty when there is none.</param>
internal sealed record SupportEnd(DateOnly End, DateOnly? Extended, string ExtendedBy);
