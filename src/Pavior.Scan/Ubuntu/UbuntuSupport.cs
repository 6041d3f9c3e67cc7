namespace Pavior.Scan.Ubuntu;

/// <summary>Who may install what a statement of Ubuntu is about.</summary>
internal enum UbuntuSupport
{
    /// <summary>Everybody: the archive of the release.</summary>
    Standard,

    /// <summary>Subscribers of Ubuntu Pro (ESM).</summary>
    Pro,

    /// <summary>Users of a certified build: FIPS, real-time.</summary>
    Certified,
}
