namespace Pavior.Scan.Java;

/// <summary>Licences and maker as a manifest states them.</summary>
internal static class JarLicenses
{
    private const int MaxLicenses = 64;

    /// <summary>
    /// Jenkins' Plugin-License-Name or the entries of OSGi's Bundle-License, without their attributes; <c>&lt;&lt;EXTERNAL&gt;&gt;</c>
    /// names no licence.
    /// </summary>
    public static IReadOnlyList<string> Read(JarManifest manifest)
    {
        if (manifest["Plugin-License-Name"] is { } plugin)
            return [plugin];
        if (manifest["Bundle-License"] is not { } header)
            return [];
        var licenses = new List<string>();
        foreach (var entry in SplitUnquoted(header, ','))
        {
            var name = SplitUnquoted(entry, ';')[0].Trim(' ', '"');
            if (name.Length > 0 && name != "<<EXTERNAL>>" && licenses.Count < MaxLicenses && !licenses.Contains(name))
                licenses.Add(name);
        }

        return licenses;
    }

    public static string? Supplier(JarManifest manifest) => manifest["Bundle-Vendor"] ?? manifest["Implementation-Vendor"];

    /// <summary>Separators inside double quotes do not count; a backslash there escapes the next character.</summary>
    private static List<string> SplitUnquoted(string text, char separator)
    {
        var parts = new List<string>();
        var isQuoted = false;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                isQuoted = !isQuoted;
            else if (text[i] == '\\' && isQuoted)
                i++;
            else if (text[i] == separator && !isQuoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}
