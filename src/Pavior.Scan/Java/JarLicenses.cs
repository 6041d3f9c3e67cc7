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
        for (var rest = header.AsSpan(); !rest.IsEmpty && licenses.Count < MaxLicenses;)
        {
            var entry = TakeUnquoted(ref rest, ',');
            var name = TakeUnquoted(ref entry, ';').Trim(" \"").ToString();
            if (name.Length > 0 && name != "<<EXTERNAL>>" && !licenses.Contains(name))
                licenses.Add(name);
        }

        return licenses;
    }

    public static string? Supplier(JarManifest manifest) => manifest["Bundle-Vendor"] ?? manifest["Implementation-Vendor"];

    /// <summary>Separators inside double quotes do not count; a backslash there escapes the next character.</summary>
    private static ReadOnlySpan<char> TakeUnquoted(scoped ref ReadOnlySpan<char> rest, char separator)
    {
        var isQuoted = false;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '"')
                isQuoted = !isQuoted;
            else if (rest[i] == '\\' && isQuoted)
                i++;
            else if (rest[i] == separator && !isQuoted)
            {
                var part = rest[..i];
                rest = rest[(i + 1)..];
                return part;
            }
        }

        var last = rest;
        rest = default;
        return last;
    }
}
