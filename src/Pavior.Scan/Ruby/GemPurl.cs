using Pavior.Core;

namespace Pavior.Scan.Ruby;

/// <summary>Package URLs of gems: the platform is a qualifier unless it is Ruby itself.</summary>
internal static class GemPurl
{
    public static PackageUrl Of(string name, string version, string? platform, params IEnumerable<KeyValuePair<string, string>> qualifiers) =>
        new("gem", null, name, version, platform is null or "" or "ruby" ? qualifiers : qualifiers.Append(new("platform", platform)));
}
