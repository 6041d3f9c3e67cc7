namespace Pavior.Scan.Advisories;

/// <summary>Looks at the first lines of a YAML file for the keys that tell what it is.</summary>
internal static class YamlHead
{
    /// <summary>True when a line starts with the key of a mapping at the top.</summary>
    public static bool HasKey(ReadOnlySpan<char> text, ReadOnlySpan<char> key)
    {
        foreach (var range in text.Split('\n'))
        {
            var line = text[range];
            if (line.StartsWith(key) && line.Length > key.Length && line[key.Length] == ':')
                return true;
        }

        return false;
    }
}
