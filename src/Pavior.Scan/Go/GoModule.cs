namespace Pavior.Scan.Go;

/// <summary>A module as build information lists it.</summary>
/// <param name="Sum">The <c>h1:</c> hash; empty for the main module and local replacements.</param>
/// <param name="Replacement">What was linked instead, by a replace directive.</param>
internal sealed record GoModule(string Path, string Version, string Sum, GoModule? Replacement = null);
