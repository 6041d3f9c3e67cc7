namespace Pavior.Scan.OperatingSystems;

/// <summary>The files that tell the distribution, best first: the assembler keeps the <see cref="Core.Distribution"/> of the best one that a target has.</summary>
internal static class DistributionFiles
{
    /// <summary>os-release(5): <c>/etc</c> wins over <c>/usr/lib</c>.</summary>
    public static IReadOnlyList<string> OsRelease { get; } = ["etc/os-release", "usr/lib/os-release"];

    /// <summary>
    /// One-line files of older releases. Rebuilds keep the file of what they rebuild (Oracle Linux has a redhat-release,
    /// Ubuntu a debian_version), so the narrower name goes first.
    /// </summary>
    public static IReadOnlyList<string> Plain { get; } =
    [
        "etc/oracle-release",
        "etc/rocky-release",
        "etc/almalinux-release",
        "etc/centos-release",
        "etc/fedora-release",
        "etc/system-release",
        "etc/redhat-release",
        "etc/alpine-release",
        "etc/debian_version",
    ];

    /// <summary>All of them, best first.</summary>
    public static IReadOnlyList<string> ByPrecedence { get; } = [.. OsRelease, .. Plain];

    /// <summary>Position in <see cref="ByPrecedence"/>, lower is better; <see cref="int.MaxValue"/> for any other file.</summary>
    public static int Rank(string path)
    {
        for (var i = 0; i < ByPrecedence.Count; i++)
        {
            if (ByPrecedence[i] == path)
                return i;
        }

        return int.MaxValue;
    }
}
