using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Pavior.Cli;

/// <summary>The root of the command line; each verb is a class of its own.</summary>
internal static class PaviorCommand
{
    /// <summary>Columns of help, however wide the terminal.</summary>
    private const int MaxHelpWidth = 110;

    public static RootCommand Create()
    {
        var root = new RootCommand("Says exactly what is in a container image, where each piece came from, and what could not be read.")
        {
            ScanCommand.Create(),
            DatabaseCommand.Create(),
            CacheCommand.Create(),
            CompletionCommand.Create(),
        };
        if (root.Options.OfType<HelpOption>().FirstOrDefault()?.Action is HelpAction help)
        {
            help.MaxWidth = Math.Min(TerminalSize.Width, MaxHelpWidth);
            ShowHelp(root, help);
        }

        return root;
    }

    /// <summary>A command that only has others is asked for what it has when it is called alone, as cargo and gh answer it.</summary>
    private static void ShowHelp(Command command, HelpAction help)
    {
        if (command.Subcommands.Count == 0)
            return;
        command.SetAction(parsed => help.Invoke(parsed));
        foreach (var each in command.Subcommands)
            ShowHelp(each, help);
    }

    /// <summary>The words that lead to a command: <c>pavior cache clear</c>.</summary>
    public static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "pavior";
}
