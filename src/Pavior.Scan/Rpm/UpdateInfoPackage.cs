namespace Pavior.Scan.Rpm;

/// <summary>A package that an advisory brings.</summary>
/// <param name="Module"><c>nodejs:16</c>, for a package of a module stream.</param>
internal sealed record UpdateInfoPackage(string Name, string Epoch, string Version, string Release, string Architecture, string? Module)
{
    /// <summary>Without an epoch that is zero.</summary>
    public string Evr => Epoch is "" or "0" ? $"{Version}-{Release}" : $"{Epoch}:{Version}-{Release}";

    /// <summary>Debug symbols: nothing of them runs.</summary>
    public bool IsDebugging => Name.EndsWith("-debuginfo", StringComparison.Ordinal) || Name.EndsWith("-debugsource", StringComparison.Ordinal);
}
