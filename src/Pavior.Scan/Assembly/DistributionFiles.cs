namespace Pavior.Scan.Assembly;

/// <summary>Which file has the say when several tell the distribution: os-release(5) orders the first two, older files are fallbacks.</summary>
internal static class DistributionFiles
{
    private static readonly string[] Order = ["etc/os-release", "usr/lib/os-release"];

    public static int Rank(string path) => Array.IndexOf(Order, path) is var index and >= 0 ? index : Order.Length;
}
