using System.Text;
using System.Text.Json;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>Tells from its first bytes whether a file holds records of the OSV schema.</summary>
internal static class OsvHead
{
    /// <summary>One record, several behind each other, or an array of them. A long description may hide what the schema requires behind it.</summary>
    public static bool IsJson(ReadOnlySpan<byte> head)
    {
        var (hasId, hasOther) = (false, false);
        var walk = new JsonHead.Walk(head);
        while (!(hasId && hasOther) && walk.NextMember())
        {
            if (walk.IsNamed("affected"u8) && walk.Kind == JsonTokenType.StartArray && head.IndexOf("\"package\""u8) >= 0 && head.IndexOf("\"ecosystem\""u8) >= 0)
                return true;
            hasId |= walk.IsNamed("id"u8) && IsAdvisoryId(walk.Text());
            hasOther |= IsTextOfRecord(walk) || IsListOfRecord(walk);
        }

        return hasId && hasOther;
    }

    private static bool IsTextOfRecord(in JsonHead.Walk walk) =>
        walk.Kind is JsonTokenType.String or JsonTokenType.None
        && (walk.IsNamed("modified"u8) || walk.IsNamed("schema_version"u8) || walk.IsNamed("withdrawn"u8) || walk.IsNamed("details"u8) || walk.IsNamed("summary"u8));

    private static bool IsListOfRecord(in JsonHead.Walk walk) =>
        walk.Kind == JsonTokenType.StartArray && (walk.IsNamed("affected"u8) || walk.IsNamed("aliases"u8) || walk.IsNamed("related"u8) || walk.IsNamed("upstream"u8));

    /// <summary>A mapping with an id that looks like one, or that starts with the packages.</summary>
    public static bool IsYaml(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        var (hasId, hasOther, first) = (false, false, true);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).TrimEnd('\r');
            if (first && line.StartsWith("affected:"))
                return text.Contains("package:\n", StringComparison.Ordinal) && text.Contains("ecosystem: ", StringComparison.Ordinal);
            first &= line.IsEmpty || line[0] == '#' || line.StartsWith("---");
            if (line.StartsWith("id: "))
                hasId = IsAdvisoryId(line[4..].Trim().Trim("\"'"));
            else if (line.StartsWith("modified:") || line.StartsWith("affected:") || line.StartsWith("details:") || line.StartsWith("summary:"))
                hasOther = true;
        }

        return hasId && hasOther;
    }

    private static bool IsAdvisoryId(ReadOnlySpan<char> id)
    {
        var dash = id.IndexOf('-');
        return dash > 1 && !id[..dash].ContainsAnyExceptInRange('A', 'Z') && !id.ContainsAny(' ', '\t');
    }
}
