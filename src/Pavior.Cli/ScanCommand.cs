using System.CommandLine;
using Pavior.Core;
using Pavior.Scan;

namespace Pavior.Cli;

/// <summary><c>pavior scan TARGET</c>: opens a target and writes what it holds.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("TARGET") { Description = "image reference, archive, folder or SBOM" };
        var command = new Command("scan", "Lists what an image, a folder or an SBOM holds.") { target };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var report = await Scanner.ScanAsync(parsed.GetValue(target)!, new ScanOptions { Source = new SourceOptions { Progress = Console.Error.WriteLine } }, cancellation).ConfigureAwait(false);
                foreach (var p in report.Inventory.Packages)
                    Console.WriteLine($"{p.Purl} {p.Relation} {p.Owner}");
                Console.WriteLine($"{report.Inventory.Packages.Count} packages, {report.Inventory.Gaps.Count} gaps");
                return report.Inventory.Gaps.Count > 0 ? ExitCode.Incomplete : ExitCode.Allowed;
            }
            catch (SourceException bad)
            {
                await Console.Error.WriteLineAsync($"pavior: {bad.Message}").ConfigureAwait(false);
                return ExitCode.BadInput;
            }
        });
        return command;
    }
}
