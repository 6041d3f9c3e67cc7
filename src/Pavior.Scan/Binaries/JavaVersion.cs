namespace Pavior.Scan.Binaries;

/// <summary>Versions of Java runtimes (JEP 223), cut to what identifies the release.</summary>
internal static class JavaVersion
{
    public const string Product = "openjdk";

    /// <summary><c>17.0.21+9</c> of <c>17.0.21+9-Debian-1deb12u1</c>, <c>1.8.0_392</c> of <c>1.8.0_392-b08</c>.</summary>
    public static string Normalize(string version)
    {
        var plus = version.IndexOf('+');
        if (plus < 0)
        {
            var dash = version.IndexOf('-');
            return dash > 0 ? version[..dash] : version;
        }

        var end = plus + 1;
        while (end < version.Length && char.IsAsciiDigit(version[end]))
            end++;
        return version[..(end == plus + 1 ? plus : end)];
    }
}
