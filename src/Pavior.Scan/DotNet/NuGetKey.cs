using System.Text.Json;

namespace Pavior.Scan.DotNet;

/// <summary>Member names of NuGet's JSON files.</summary>
internal static class NuGetKey
{
    /// <summary>The member's name; empty when its escapes are not Unicode.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>Splits <c>Newtonsoft.Json/13.0.3</c>.</summary>
    public static bool TrySplit(string key, out string name, out string version)
    {
        var slash = key.IndexOf('/');
        (name, version) = slash < 0 ? (key, "") : (key[..slash], key[(slash + 1)..]);
        return name.Length > 0 && version.Length > 0;
    }
}
