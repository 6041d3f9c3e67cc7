namespace Pavior.Scan.Advisories.Osv;

/// <summary>One event of a range: what happens at a version.</summary>
internal readonly record struct OsvEvent(OsvEventKind Kind, string Version);
