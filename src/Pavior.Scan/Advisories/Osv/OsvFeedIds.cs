namespace Pavior.Scan.Advisories.Osv;

/// <summary>Tells by its id which feed a record is of: archives of osv.dev hold records of many publishers.</summary>
internal static class OsvFeedIds
{
    /// <summary>Records of publishers that have no feed of their own here.</summary>
    public const string Other = "osv";

    public static string Of(ReadOnlySpan<char> id)
    {
        var dash = id.IndexOf('-');
        return (dash < 0 ? id : id[..dash]) switch
        {
            "PYSEC" => "pypi",
            "GO" => "go",
            "RUSTSEC" => "crates",
            "ALSA" or "ALBA" or "ALEA" => "almalinux",
            "BIT" => "bitnami",
            "GHSA" => "ghsa",
            "MAL" => "malicious",
            "BREW" => "homebrew",
            _ => Other,
        };
    }

    /// <summary>Red Hat's way of naming errata that mend bugs (BA) or add features (EA), and those who rebuild them.</summary>
    public static bool IsNoSecurityErratum(ReadOnlySpan<char> id) =>
        id.Length > 4 && id[4] == '-' && (id[1..4] is "LBA" or "LEA" || id[1..4] is "HBA" or "HEA") && id[0] is 'A' or 'R' or 'E';
}
