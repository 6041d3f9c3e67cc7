using System.Text;

namespace Pavior.Scan.Go;

/// <summary>
/// Finds the version that a build stamped into a variable with <c>-ldflags "-X main.version=1.2.3"</c>: most released programs are
/// built from a checkout, where the main module has no version of its own.
/// </summary>
internal static class GoLinkerFlags
{
    /// <summary>Packages whose version variable means the program, not a library.</summary>
    private static readonly string[] ProgramPackages = ["main", "common", "version", "cmd"];

    /// <summary>Null when no variable named version holds a semantic version, or when several of the same rank do.</summary>
    public static string? FindVersion(string module, string flags)
    {
        var found = new string?[3];
        var ambiguous = new bool[3];
        foreach (var (variable, value) in Definitions(flags))
        {
            if (!IsVersionVariable(variable) || !GoVersionText.IsSemantic(value))
                continue;
            var rank = variable.StartsWith(module + "/cmd/", StringComparison.Ordinal) ? 0
                : ProgramPackages.Contains(Package(variable), StringComparer.OrdinalIgnoreCase) ? 1
                : 2;
            ambiguous[rank] |= found[rank] is { } other && other != value;
            found[rank] = value;
        }

        for (var rank = 0; rank < found.Length; rank++)
        {
            if (found[rank] is { } version)
                return ambiguous[rank] ? null : version;
        }

        return null;
    }

    private static IEnumerable<(string Variable, string Value)> Definitions(string flags)
    {
        var words = SplitWords(flags);
        for (var i = 0; i < words.Count; i++)
        {
            var definition = words[i] is "-X" or "--X" ? words.ElementAtOrDefault(++i)
                : words[i].StartsWith("-X=", StringComparison.Ordinal) ? words[i][3..]
                : null;
            var equals = definition?.IndexOf('=') ?? -1;
            if (equals > 0)
                yield return (definition![..equals], definition[(equals + 1)..]);
        }
    }

    /// <summary>As a shell splits words: blanks separate, single and double quotes join.</summary>
    private static List<string> SplitWords(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, open) = ('\0', false);
        foreach (var c in text)
        {
            if (quote == '\0' && c is '\'' or '"' && quote == '\0')
                (quote, open) = (c, true);
            else if (c == quote && quote != '\0')
                quote = '\0';
            else if (quote == '\0' && c is ' ' or '\t' or '\n' && quote == '\0')
                Close();
            else
                word.Append(c);
        }

        Close();
        return words;

        void Close()
        {
            if (word.Length > 0 || open)
                words.Add(word.ToString());
            word.Clear();
            open = false;
        }
    }

    private static bool IsVersionVariable(string variable) =>
        variable.EndsWith(".version", StringComparison.OrdinalIgnoreCase) || variable.EndsWith(".ver", StringComparison.OrdinalIgnoreCase);

    private static string Package(string variable)
    {
        var last = variable[(variable.LastIndexOf('/') + 1)..];
        var dot = last.IndexOf('.');
        return dot < 0 ? last : last[..dot];
    }
}
