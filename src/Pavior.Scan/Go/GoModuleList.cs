using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Go;

/// <summary>Parses the module text of a program (runtime/debug.ParseBuildInfo): tab-separated lines, each with a keyword in front.</summary>
internal static class GoModuleList
{
    private const int MaxModules = 50_000;

    private const int MaxSettings = 1_000;

    /// <summary>Characters of one line; linker flags are the longest.</summary>
    private const int MaxLine = 256 * 1024;

    /// <summary>Fields of a line that are told apart.</summary>
    private const int MaxFields = 8;

    /// <param name="offset">Where the build information is, for error messages.</param>
    /// <exception cref="ParseException">A line that the Go toolchain does not write.</exception>
    public static GoBuildInfo Parse(string version, string text, string path, long offset)
    {
        var (package, main, inMain) = ("", default(GoModule), false);
        var dependencies = new List<GoModule>();
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (range.End.Value - range.Start.Value > MaxLine)
                throw ParseException.Limit(path, $"build information with a line longer than {MaxLine} characters");
            var line = text[range];
            var fields = line.Split('\t', MaxFields);
            switch (fields[0])
            {
                case "path" when fields.Length >= 2:
                    package = fields[1];
                    break;
                case "mod" when fields.Length >= 3:
                    (main, inMain) = (Module(fields), true);
                    break;
                case "dep" when fields.Length >= 3:
                    if (dependencies.Count >= MaxModules)
                        throw ParseException.Limit(path, $"more than {MaxModules} modules");
                    dependencies.Add(Module(fields));
                    inMain = false;
                    break;
                case "=>" when fields.Length >= 3 && inMain && main is not null:
                    main = main with { Replacement = Module(fields) };
                    break;
                case "=>" when fields.Length >= 3 && dependencies.Count > 0:
                    dependencies[^1] = dependencies[^1] with { Replacement = Module(fields) };
                    break;
                case "build" when fields.Length >= 2:
                    if (settings.Count < MaxSettings && TrySetting(line[6..], out var key, out var value))
                        settings[key] = value;
                    break;
                case "path" or "mod" or "dep" or "=>":
                    throw new ParseException(path, offset, $"a module path and version after \"{fields[0]}\"");
            }
        }

        return new GoBuildInfo(version, package, main, dependencies, settings);
    }

    private static GoModule Module(string[] fields) => new(fields[1], fields[2], fields.Length > 3 ? fields[3] : "");

    /// <summary>Key and value are quoted as Go strings when they hold spaces, quotes or equals signs.</summary>
    private static bool TrySetting(string text, out string key, out string value)
    {
        key = value = "";
        var rest = text.AsSpan();
        if (!TryUnquote(ref rest, '=', out key) || rest.IsEmpty || rest[0] != '=')
            return false;
        rest = rest[1..];
        return TryUnquote(ref rest, '\0', out value);
    }

    private static bool TryUnquote(scoped ref ReadOnlySpan<char> rest, char stop, out string value)
    {
        if (rest.StartsWith("`"))
        {
            var close = rest[1..].IndexOf('`');
            value = close < 0 ? "" : rest.Slice(1, close).ToString();
            rest = close < 0 ? default : rest[(close + 2)..];
            return close >= 0;
        }

        if (!rest.StartsWith("\""))
        {
            var end = stop == '\0' ? rest.Length : rest.IndexOf(stop);
            end = end < 0 ? rest.Length : end;
            value = rest[..end].ToString();
            rest = rest[end..];
            return true;
        }

        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                value = text.ToString();
                rest = rest[(i + 1)..];
                return true;
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
                i++;
            text.Append(rest[i]);
        }

        value = "";
        return false;
    }
}
