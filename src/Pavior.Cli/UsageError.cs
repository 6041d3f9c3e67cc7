using System.CommandLine;
using System.CommandLine.Parsing;
using Pavior.Formats.Text;

namespace Pavior.Cli;

/// <summary>What is wrong with a command line, in one sentence: what was there, what was expected, and where to read on.</summary>
internal static class UsageError
{
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
            return $"unknown option {word}{NearestName.Hint(word, command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)))}";
        if (command.Subcommands.Count == 0)
            return $"{word}: expected nothing more after {Words(command)}";
        var names = command.Subcommands.Select(c => c.Name).ToArray();
        var expected = names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
        return $"unknown command {word}: expected {expected}{NearestName.Hint(word, names)}";
    }

    private static string Words(Command command) =>
        command.Arguments.Count == 0 ? command.Name : $"{command.Name} {string.Join(' ', command.Arguments.Select(a => a.Name))}";

    private static string Named(OptionResult option) => option.IdentifierToken?.Value ?? option.Option.Name;
}
