namespace Pavior.Scan.Advisories.Osv;

/// <summary>
/// The RPM module stream that a record is limited to. OSV has no field for it: the version says that the package was built in a
/// module (<c>.module_el8</c>), and the title of the erratum says in which (<c>Moderate: postgresql:12 security update</c>).
/// </summary>
internal static class OsvModule
{
    /// <summary>The only stream that the title names; null when it names none or several.</summary>
    public static string? OfTitle(string title)
    {
        string? module = null;
        foreach (var range in title.AsSpan().Split(' '))
        {
            var word = title.AsSpan(range).TrimEnd(',');
            if (!IsStream(word))
                continue;
            if (module is not null)
                return null;
            module = word.ToString();
        }

        return module;
    }

    public static bool IsBuiltInModule(string? version) =>
        version is not null && (version.Contains(".module_el", StringComparison.Ordinal) || version.Contains(".module+el", StringComparison.Ordinal));

    private static bool IsStream(ReadOnlySpan<char> word)
    {
        var colon = word.IndexOf(':');
        return colon > 0 && colon < word.Length - 1 && word.Count(':') == 1 && char.IsAsciiLetterOrDigit(word[0]) && char.IsAsciiLetterOrDigit(word[^1]);
    }
}
