using System.Text;

namespace Pavior.Scan.Java;

/// <summary>File endings of Java archives.</summary>
internal static class JavaArchiveNames
{
    /// <summary>Endings that nothing else uses; such a file that is no zip is worth a gap.</summary>
    private static readonly string[] Own = [".jar", ".war", ".ear", ".jpi", ".hpi", ".lpkg"];

    /// <summary>JBoss, NiFi, Karaf and resource adapter archives: endings that other formats use too.</summary>
    private static readonly string[] Shared = [".par", ".sar", ".nar", ".kar", ".far", ".rar"];

    public static IReadOnlyList<string> Endings { get; } = [.. Own, .. Shared];

    /// <summary>True when the ending alone does not make it a Java archive.</summary>
    public static bool IsShared(string path) => Array.Exists(Shared, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    public static bool IsPlugin(string path) =>
        path.EndsWith(".hpi", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jpi", StringComparison.OrdinalIgnoreCase);

    public static bool IsArchive(ReadOnlySpan<byte> name)
    {
        if (name.Length < 5 || (name[^4] != '.' && name[^5] != '.'))
            return false;
        var tail = name[^5..];
        if (tail[0] == '.')
            return Ascii.EqualsIgnoreCase(tail, ".lpkg");
        foreach (var ending in Endings)
        {
            if (ending.Length == 4 && Ascii.EqualsIgnoreCase(tail[1..], ending))
                return true;
        }

        return false;
    }
}
