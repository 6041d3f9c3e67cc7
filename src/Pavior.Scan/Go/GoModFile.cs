using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Go;

/// <summary>A go.mod file (go.dev/ref/mod): what the module asks for, and what it puts in the place of that.</summary>
/// <param name="Go">The go directive: <c>1.24</c>; null in files older than Go 1.12.</param>
/// <param name="Toolchain">The toolchain directive without the go in front: <c>1.24.3</c>.</param>
internal sealed record GoModFile(
    string? Go, string? Toolchain, IReadOnlyList<GoRequirement> Requires, IReadOnlyList<GoReplacement> Replaces)
{
    public const int MaxBytes = 16 << 20;

    private const int MaxLines = 200_000;

    /// <summary>Bytes of one line.</summary>
    public const int MaxLine = 16 * 1024;

    /// <summary>Since Go 1.17 the file names every module that builds the packages, not only the direct ones.</summary>
    public bool IsComplete => Go is { } version && GoVersionText.IsAtLeast(version, 1, 17);

    /// <exception cref="ParseException">A directive without what it must state.</exception>
    public static GoModFile Parse(ReadOnlySpan<byte> utf8, string path)
    {
        string? go = null, toolchain = null, block = null;
        var requires = new List<GoRequirement>();
        var replaces = new List<GoReplacement>();
        var number = 0;
        foreach (var range in utf8.Split((byte)'\n'))
        {
            if (++number > MaxLines)
                throw ParseException.Limit(path, $"more than {MaxLines} lines");
            if (utf8[range].Length > MaxLine)
                throw ParseException.Limit(path, $"line {number}: longer than {MaxLine} bytes");
            var words = Words(Encoding.UTF8.GetString(utf8[range]), out var comment);
            if (words.Count == 0)
                continue;
            if (block is not null && words[0] == ")")
            {
                block = null;
                continue;
            }

            if (block is null && words[^1] == "(")
            {
                block = words[0];
                continue;
            }

            var directive = block ?? words[0];
            if (block is null)
                words.RemoveAt(0);
            switch (directive)
            {
                case "go":
                    go = One(words, path, number, "a Go version");
                    break;
                case "toolchain":
                    toolchain = One(words, path, number, "a toolchain name");
                    break;
                case "require":
                    requires.Add(Requirement(words, comment, path, number));
                    break;
                case "replace":
                    replaces.Add(Replacement(words, path, number));
                    break;
            }
        }

        return new GoModFile(go, toolchain is ['g', 'o', .. var name] ? name : null, requires, replaces);
    }

    private static string One(List<string> words, string path, int line, string expected) =>
        words.Count == 1 ? words[0] : throw ParseException.AtLine(path, line, expected);

    private static GoRequirement Requirement(List<string> words, string comment, string path, int line)
    {
        if (words.Count != 2 || !GoPackages.IsNameable(words[0]))
            throw ParseException.AtLine(path, line, "a module path and a version");
        var mark = comment.Trim();
        return new GoRequirement(words[0], words[1], mark == "indirect" || mark.StartsWith("indirect;", StringComparison.Ordinal), line);
    }

    private static GoReplacement Replacement(List<string> words, string path, int line)
    {
        var arrow = words.IndexOf("=>");
        if (arrow is not (1 or 2) || words.Count - arrow is not (2 or 3))
            throw ParseException.AtLine(path, line, "module [version] => module version, or => path");
        return new GoReplacement(
            words[0], arrow == 2 ? words[1] : null, words[arrow + 1], words.Count - arrow == 3 ? words[arrow + 2] : null);
    }

    /// <summary>Splits at blanks; parentheses stand alone, strings are quoted, a comment ends the line.</summary>
    private static List<string> Words(string line, out string comment)
    {
        comment = "";
        var words = new List<string>();
        var rest = line.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            if (rest.StartsWith("//"))
            {
                comment = rest[2..].ToString();
                break;
            }

            if (rest[0] is '"' or '`' && rest[1..].IndexOf(rest[0]) is var close and >= 0)
            {
                words.Add(rest.Slice(1, close).ToString());
                rest = rest[(close + 2)..].TrimStart();
                continue;
            }

            if (rest[0] is '(' or ')')
            {
                words.Add(rest[..1].ToString());
                rest = rest[1..].TrimStart();
                continue;
            }

            var end = 1;
            while (end < rest.Length && !char.IsWhiteSpace(rest[end]) && rest[end] is not ('(' or ')') && !rest[end..].StartsWith("//"))
                end++;
            words.Add(rest[..end].ToString());
            rest = rest[end..].TrimStart();
        }

        return words;
    }
}
