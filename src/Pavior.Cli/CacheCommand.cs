using System.CommandLine;
using Pavior.Reports.Text;
using Pavior.Scan.Cache;

namespace Pavior.Cli;

/// <summary><c>pavior cache clear</c>: forgets what earlier scans learnt about layers.</summary>
internal static class CacheCommand
{
    public static Command Create()
    {
        var clear = new Command("clear", "Removes every kept layer result. Example: pavior cache clear");
        clear.SetAction(_ =>
        {
            try
            {
                var removed = new LayerCache(LayerCache.DefaultFolder, TimeProvider.System).Clear();
                StandardStreams.Output.WriteLine($"{removed} layer {(removed == 1 ? "result" : "results")} removed from {PlainText.Line(LayerCache.DefaultFolder)}");
                return ExitCode.Allowed;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                StandardStreams.Say($"{LayerCache.DefaultFolder}: {refused.Message}");
                return ExitCode.BadInput;
            }
        });
        return new Command("cache", "The results of layers that were read before.") { clear };
    }
}
