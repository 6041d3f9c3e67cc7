using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pavior.Cli;

/// <summary>What is wrong with a command line, in one sentence: what was there, what was expected, and where to read on.</summary>
internal static class UsageError
{
    /// <summary>Characters of a word that is compared with the known ones.</summary>
    private const int MaxWord = 64;

    public static string Of(ParseResult parsed) => $"{StandardStreams.Shortened(Reason(parsed), StandardStreams.MaxUsage).TrimEnd('.')}; see {PaviorCommand.Path(parsed.CommandResult)} --help";

    private static string Reason(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var word, ..])
            return Unknown(command, word);
        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            ArgumentResult { Parent: OptionResult option, Tokens.Count: 0 } => $"{Named(option)}: expected {option.Option.HelpName ?? "a value"} after it",
            OptionResult { Tokens.Count: 0 } option when option.Option.Arity.MinimumNumberOfValues > 0 => $"{Named(option)}: expected {option.Option.HelpName ?? "a value"} after it",
            ArgumentResult { Tokens.Count: 0 } argument => $"expected {argument.Argument.Name} after {command.Name}",
            CommandResult when command.Arguments is [var missing, ..] && parsed.CommandResult.Tokens.Count == 0 =>
                $"expected {missing.Name} after {command.Name}",
            _ => error.Message,
        };
    }

    private static string Unknown(Command command, string word)
    {
        if (word.StartsWith('-'))
            return $"unknown option {word}{Nearest(word, command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)))}";
        if (command.Subcommands.Count == 0)
            return $"{word}: expected nothing more after {Words(command)}";
        var names = command.Subcommands.Select(c => c.Name).ToArray();
        var expected = names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
        return $"unknown command {word}: expected {expected}{Nearest(word, names)}";
    }

    private static string Words(Command command) =>
        command.Arguments.Count == 0 ? command.Name : $"{command.Name} {string.Join(' ', command.Arguments.Select(a => a.Name))}";

    private static string Named(OptionResult option) => option.IdentifierToken?.Value ?? option.Option.Name;

    private static string Nearest(string word, IEnumerable<string> known)
    {
        var (name, distance) = known.Select(n => (Name: n, Distance: Distance(word, n))).OrderBy(n => n.Distance).FirstOrDefault();
        return name is not null && distance <= Math.Max(1, word.Length / 3) ? $" (did you mean {name}?)" : "";
    }

    /// <summary>Characters to insert, remove, replace or swap with the next one (optimal string alignment); a word is short.</summary>
    private static int Distance(string one, string other)
    {
        if (one.Length > MaxWord)
            return int.MaxValue;
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
