namespace Pavior.Core;

/// <summary>A waiver or VEX statement that changed nothing: kept, so that a slip in a name does not read as consent.</summary>
/// <param name="IsWaiver">True for a waiver, false for a statement of a document.</param>
/// <param name="Source">The file and the line.</param>
/// <param name="Vulnerability">The id that it names; empty for a waiver of a whole package.</param>
/// <param name="Product">The package or product that it names; empty for none.</param>
/// <param name="Why">As a clause: <c>it expired on 2026-01-31</c>.</param>
public sealed record UnusedStatement(bool IsWaiver, string Source, string Vulnerability, string Product, string Why);
