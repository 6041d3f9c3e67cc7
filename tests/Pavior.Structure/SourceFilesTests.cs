using Pavior.Testing;
using Xunit;

namespace Pavior.Structure;

/// <summary>Rules of the house that the compiler does not know. Each lists what breaks it; the list must be empty.</summary>
public sealed class SourceFilesTests
{
    private const int MaxLines = 500;

    private static readonly string[] SayNothing = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Processor"];

    /// <summary>Loops of hosts, where one bad request must not end the process. None yet.</summary>
    private static readonly string[] CatchAllAllowed = [];

    [Fact]
    public void No_file_is_longer_than_500_lines() =>
        Assert.Empty(Sources().Where(f => f.Lines.Length > MaxLines).Select(f => $"{f.Name}: {f.Lines.Length} lines"));

    [Fact]
    public void No_name_says_nothing() =>
        Assert.DoesNotContain(Sources().Select(f => Path.GetFileNameWithoutExtension(f.Name)), n => Array.Exists(SayNothing, n.EndsWith));

    [Fact]
    public void No_handler_catches_everything_outside_a_hosts_loop() =>
        Assert.Empty(from file in Sources()
                     where !CatchAllAllowed.Contains(file.Name)
                     from line in Numbered(file.Lines)
                     where IsCatchAll(line.Text, file.Lines.Skip(line.Number).Take(8))
                     select $"{file.Name}:{line.Number} {line.Text.Trim()}");

    [Fact]
    public void Nullability_is_never_switched_off() =>
        Assert.Empty(Containing("#nullable" + " disable"));

    [Fact]
    public void No_warning_is_silenced_without_a_reason() =>
        Assert.Empty(from hit in Containing("#pragma" + " warning disable")
                     where !hit.Contains("//", StringComparison.Ordinal)
                     select hit);

    [Fact]
    public void Nothing_is_left_for_another_day() =>
        Assert.Empty(Containing("TO" + "DO").Concat(Containing("FIX" + "ME")).Concat(Containing("NotImplemented" + "Exception")));

    [Fact]
    public void A_file_holds_one_public_type_and_has_its_name() =>
        Assert.Empty(from file in Sources("src")
                     let types = file.Lines.Where(IsTopLevelType).Select(TypeName).ToArray()
                     where types.Length > 1 || (types.Length == 1 && types[0] != Path.GetFileNameWithoutExtension(file.Name))
                     select $"{file.Name}: {string.Join(", ", types)}");

    /// <summary>A handler that only tidies up and throws on is none.</summary>
    private static bool IsCatchAll(string line, IEnumerable<string> body)
    {
        var text = line.Trim();
        if (text is not "catch" && !text.StartsWith("catch (Exception", StringComparison.Ordinal))
            return false;
        if (text.Contains(" when ", StringComparison.Ordinal))
            return false;
        return !body.TakeWhile(l => l.TrimEnd() != line[..line.IndexOf('c', StringComparison.Ordinal)] + "}").Any(l => l.Trim() == "throw;");
    }

    private static bool IsTopLevelType(string line) =>
        !line.StartsWith(' ') && line.Contains("public ", StringComparison.Ordinal)
        && new[] { " class ", " struct ", " record ", " interface ", " enum " }.Any(k => line.Contains(k, StringComparison.Ordinal));

    private static string TypeName(string line)
    {
        var words = line.Split([' ', '(', '<', ':', ';', '{'], StringSplitOptions.RemoveEmptyEntries);
        var kind = Array.FindIndex(words, w => w is "class" or "struct" or "record" or "interface" or "enum");
        return words[kind + 1] is "struct" or "class" ? words[kind + 2] : words[kind + 1];
    }

    private static IEnumerable<string> Containing(string text) =>
        from file in Sources()
        from line in Numbered(file.Lines)
        where line.Text.Contains(text, StringComparison.Ordinal)
        select $"{file.Name}:{line.Number} {line.Text.Trim()}";

    private static IEnumerable<(int Number, string Text)> Numbered(string[] lines) => lines.Select((text, i) => (i + 1, text));

    private static IEnumerable<(string Name, string[] Lines)> Sources(params string[] folders) =>
        from folder in folders is [] ? ["src", "tests", "bench"] : folders
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Repository.Root, path)
        where !name.Contains("/Fixtures/", StringComparison.Ordinal)
        select (name, File.ReadAllLines(path));
}
