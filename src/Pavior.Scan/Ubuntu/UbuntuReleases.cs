using System.Text;
using Pavior.Formats.Text;

namespace Pavior.Scan.Ubuntu;

/// <summary>Ubuntu's releases, and the names that its tracker has for the archives of each.</summary>
internal static class UbuntuReleases
{
    private static readonly (string Name, string Number)[] Numbers =
    [
        ("warty", "4.10"), ("hoary", "5.04"), ("breezy", "5.10"), ("dapper", "6.06"), ("edgy", "6.10"), ("feisty", "7.04"), ("gutsy", "7.10"),
        ("hardy", "8.04"), ("intrepid", "8.10"), ("jaunty", "9.04"), ("karmic", "9.10"), ("lucid", "10.04"), ("maverick", "10.10"),
        ("natty", "11.04"), ("oneiric", "11.10"), ("precise", "12.04"), ("quantal", "12.10"), ("raring", "13.04"), ("saucy", "13.10"),
        ("trusty", "14.04"), ("utopic", "14.10"), ("vivid", "15.04"), ("wily", "15.10"), ("xenial", "16.04"), ("yakkety", "16.10"),
        ("zesty", "17.04"), ("artful", "17.10"), ("bionic", "18.04"), ("cosmic", "18.10"), ("disco", "19.04"), ("eoan", "19.10"),
        ("focal", "20.04"), ("groovy", "20.10"), ("hirsute", "21.04"), ("impish", "21.10"), ("jammy", "22.04"), ("kinetic", "22.10"),
        ("lunar", "23.04"), ("mantic", "23.10"), ("noble", "24.04"), ("oracular", "24.10"), ("plucky", "25.04"), ("questing", "25.10"),
        ("resolute", "26.04"),
    ];

    /// <summary>Archives beside the one of the release, by the word before the slash. Only long term support releases have them.</summary>
    private static readonly (string Word, UbuntuSupport Support, string Name)[] Products =
    [
        ("esm", UbuntuSupport.Pro, "Pro"),
        ("esm-infra", UbuntuSupport.Pro, "Pro"),
        ("esm-infra-legacy", UbuntuSupport.Pro, "Pro"),
        ("esm-apps", UbuntuSupport.Pro, "Pro"),
        ("fips", UbuntuSupport.Certified, "Pro:FIPS"),
        ("fips-updates", UbuntuSupport.Certified, "Pro:FIPS-updates"),
        ("fips-preview", UbuntuSupport.Certified, "Pro:FIPS-preview"),
        ("realtime", UbuntuSupport.Certified, "Pro:Realtime"),
    ];

    private static readonly Dictionary<byte[], UbuntuSeries>.AlternateLookup<ReadOnlySpan<byte>> Series = BuildSeries();

    /// <summary>
    /// Null for what is no archive of a release: <c>upstream</c>, <c>devel</c>, <c>snap</c>, and products that no container image is made of.
    /// A release that is newer than this program keeps its name.
    /// </summary>
    public static UbuntuSeries? Find(ReadOnlySpan<byte> prefix)
    {
        if (Series.TryGetValue(prefix, out var known))
            return known;
        if (prefix.Length is < 3 or > 24 || prefix.ContainsAnyExceptInRange((byte)'a', (byte)'z')
            || prefix.SequenceEqual("upstream"u8) || prefix.SequenceEqual("devel"u8) || prefix.SequenceEqual("snap"u8) || prefix.SequenceEqual("product"u8))
        {
            return null;
        }

        var name = Encoding.ASCII.GetString(prefix);
        return new UbuntuSeries(name, UbuntuSupport.Standard, $"Ubuntu:{name}");
    }

    private static Dictionary<byte[], UbuntuSeries>.AlternateLookup<ReadOnlySpan<byte>> BuildSeries()
    {
        var series = new Dictionary<byte[], UbuntuSeries>(Utf8Comparer.Instance);
        foreach (var (name, number) in Numbers)
        {
            series[Encoding.ASCII.GetBytes(name)] = new UbuntuSeries(name, UbuntuSupport.Standard, $"Ubuntu:{number}");
            foreach (var (word, support, product) in Products)
                series[Encoding.ASCII.GetBytes($"{word}/{name}")] = new UbuntuSeries(name, support, $"Ubuntu:{product}:{number}");
        }

        // The first two archives of this kind were named the other way round.
        foreach (var name in (string[])["precise", "trusty"])
            series[Encoding.ASCII.GetBytes($"{name}/esm")] = series[Encoding.ASCII.GetBytes($"esm/{name}")];
        return series.GetAlternateLookup<ReadOnlySpan<byte>>();
    }
}
