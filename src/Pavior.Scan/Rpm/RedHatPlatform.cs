namespace Pavior.Scan.Rpm;

/// <summary>Which ecosystem a platform of Red Hat is, by its CPE.</summary>
internal static class RedHatPlatform
{
    private const string Prefix = "Red Hat:";

    /// <summary>Products that are a release of the system held back for longer, so that their fixes have version numbers of their own.</summary>
    private static readonly string[] HeldBack =
        ["rhel_eus", "rhel_aus", "rhel_e4s", "rhel_tus", "rhel_els", "rhel_eus_long_life", "enterprise_linux_eus", "enterprise_linux_aus", "enterprise_linux_e4s"];

    /// <summary>
    /// <c>Red Hat:9</c> for the system itself, all repositories together; <c>Red Hat:rhel_eus:9.2</c> for a release held back; the part of the
    /// CPE that names it for any other product, as in the OSV form: <c>Red Hat:openshift:4.12::el8</c>. Null for what is no CPE of Red Hat.
    /// </summary>
    public static string? Ecosystem(string? cpe)
    {
        if (cpe is null || cpe.Length > 256 || !cpe.StartsWith("cpe:/", StringComparison.Ordinal))
            return null;
        var parts = cpe.Split(':');
        if (parts.Length < 4 || parts[2] != "redhat" || parts[3].Length == 0)
            return null;
        var version = parts.Length > 4 ? parts[4] : "";
        if (parts[3] == "enterprise_linux" && version.Length > 0)
            return Prefix + version.Split('.')[0];
        if (HeldBack.Contains(parts[3]))
            return $"{Prefix}{parts[3]}:{version}";
        return Prefix + string.Join(':', parts[3..]).TrimEnd(':');
    }
}
