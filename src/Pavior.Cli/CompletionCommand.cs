using System.CommandLine;
using System.CommandLine.Completions;

namespace Pavior.Cli;

/// <summary><c>pavior completion SHELL</c>: prints the script that makes a shell complete our words. The words themselves come from the parser, so they are never out of date.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    private const string Bash = """
        _pavior() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(pavior "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _pavior pavior
        """;

    private const string Zsh = """
        #compdef pavior
        _pavior() {
          local -a words
          words=("${(@f)$(pavior "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -a words || _files
        }
        compdef _pavior pavior
        """;

    private const string Fish = """
        complete -c pavior -n __fish_use_subcommand -f
        complete -c pavior -a '(pavior "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.CompletionSources.Add(_ => Shells.Select(name => new CompletionItem(name)));
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Shells.Contains(token.Value))
                result.AddError($"{token.Value}: expected bash, zsh or fish");
        });
        var command = new Command("completion", "Prints the completion script of a shell. Example: eval \"$(pavior completion bash)\"") { shell };
        command.SetAction(parsed =>
        {
            StandardStreams.Output.WriteLine(parsed.GetValue(shell) switch { "zsh" => Zsh, "fish" => Fish, _ => Bash });
            return ExitCode.Allowed;
        });
        return command;
    }
}
