using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>How rpm writes a package's identity, and what becomes of it in a purl.</summary>
internal static class RpmNames
{
    /// <summary>What rpm's query formats print for a tag that is not there.</summary>
    private const string None = "(none)";

    /// <summary>purl-spec, type rpm: the version is version-release; the epoch is a qualifier, and left out where it is zero or absent, which rpm takes for the same.</summary>
    public static PackageUrl Purl(string name, string versionAndRelease, string architecture, string epoch)
    {
        var qualifiers = new List<KeyValuePair<string, string>>(2);
        if (architecture.Length > 0 && architecture != None)
            qualifiers.Add(new("arch", architecture));
        if (epoch.Length > 0 && epoch is not ("0" or None))
            qualifiers.Add(new("epoch", epoch));
        return new PackageUrl("rpm", null, name, versionAndRelease, qualifiers);
    }

    /// <summary><c>glibc-2.34-83.el9.src.rpm</c> is glibc, 2.34-83.el9: neither version nor release holds a hyphen. Null for any other text.</summary>
    public static SourcePackage? Source(string sourceRpm)
    {
        var end = sourceRpm.EndsWith(".rpm", StringComparison.Ordinal) ? sourceRpm.Length - 4 : -1;
        end = end < 0 ? -1 : sourceRpm.LastIndexOf('.', Math.Max(0, end - 1));
        if (end <= 0)
            return null;
        var release = sourceRpm.LastIndexOf('-', end - 1);
        var version = release <= 0 ? -1 : sourceRpm.LastIndexOf('-', release - 1);
        return version <= 0 ? null : new SourcePackage(sourceRpm[..version], sourceRpm[(version + 1)..end]);
    }

    /// <summary>Keys of the trusted key ring are stored as packages of this name (rpm before 4.20); they are no software.</summary>
    public static bool IsKey(ReadOnlySpan<byte> name) => name.SequenceEqual("gpg-pubkey"u8);
}
