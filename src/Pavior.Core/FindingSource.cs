namespace Pavior.Core;

/// <summary>One advisory behind a finding.</summary>
/// <param name="Feed">Id of its feed.</param>
/// <param name="Advisory">Its id.</param>
/// <param name="Vulnerable">The versions that it says are vulnerable, in interval notation; empty for those listed one by one.</param>
/// <param name="Url">Its page; null when it names none.</param>
public sealed record FindingSource(string Feed, string Advisory, string Vulnerable, string? Url);
