namespace Pavior.Scan.Go;

/// <summary>A replace directive: for one version or all, by a module with a version or by a folder without.</summary>
internal sealed record GoReplacement(string Path, string? Version, string NewPath, string? NewVersion);
