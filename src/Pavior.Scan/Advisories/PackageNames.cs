using System.Text;

namespace Pavior.Scan.Advisories;

/// <summary>The one spelling of a package's name under which advisories and packages of an ecosystem meet.</summary>
internal static class PackageNames
{
    /// <param name="ecosystem">OSV name, with or without release.</param>
    /// <param name="name">As an advisory or a package states it.</param>
    public static string Normalize(string ecosystem, string name) => ecosystem switch
    {
        "PyPI" => Pep503(name),
        "NuGet" or "Packagist" or "Hex" or "Pub" or "GitHub Actions" or "Bitnami" or "VSCode" => name.ToLowerInvariant(),
        _ => name,
    };

    /// <summary>PEP 503: lower case, and each run of dot, dash and underscore is one dash.</summary>
    private static string Pep503(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (letter is not ('-' or '_' or '.'))
                text.Append(char.ToLowerInvariant(letter));
            else if (text.Length == 0 || text[^1] != '-')
                text.Append('-');
        }

        return text.ToString();
    }
}
