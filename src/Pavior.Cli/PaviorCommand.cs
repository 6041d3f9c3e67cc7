using System.CommandLine;

namespace Pavior.Cli;

/// <summary>The root of the command line; each verb is a class of its own.</summary>
internal static class PaviorCommand
{
    public static RootCommand Create() => new("Says exactly what is in a container image, where each piece came from, and what could not be read.")
    {
        ScanCommand.Create(),
        CacheCommand.Create(),
        CompletionCommand.Create(),
    };
}
