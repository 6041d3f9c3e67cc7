namespace Pavior.Scan.Go;

/// <summary>A line of a require directive; indirect ones are needed by other modules only.</summary>
internal sealed record GoRequirement(string Path, string Version, bool IsIndirect, int Line);
