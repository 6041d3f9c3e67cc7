using System.CommandLine;
using System.Globalization;
using Pavior.Core;
using Pavior.Reports.Text;
using Pavior.Scan.Advisories;

namespace Pavior.Cli;

/// <summary><c>pavior db</c>: makes, shows and moves the vulnerability database. Only <c>db update</c> ever asks the network.</summary>
internal static class DatabaseCommand
{
    public static Command Create() => new("db", "The vulnerability database.") { DatabaseUpdateCommand.Create(), CreateBuild(), CreateStatus(), CreateExport(), CreateImport() };

    private static Command CreateBuild()
    {
        var from = new Option<string>("--from") { Required = true, HelpName = "FOLDER", Description = "the feeds, as their publishers ship them: files, tar and zip archives, plain or packed" };
        var output = new Option<string>("--output", "-o") { HelpName = "FILE", Description = "the database to write; by default the one that scan uses" };
        var with = new Option<string[]>("--with") { HelpName = "FEED", Description = "also reads this feed, whose licence wants to be agreed to (repeatable): wolfi, wolfi-advisories" };
        var command = new Command("build", "Builds a database from a folder of feeds. Example: pavior db build --from feeds -o vulnerabilities.db") { from, output, with };
        // On a thread of its own: only an action that has returned its task hears of an interrupt.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(() =>
        {
            var path = parsed.GetValue(output) ?? VulnerabilityDatabase.DefaultPath;
            using var progress = new ProgressLine(!Console.IsErrorRedirected, StandardStreams.Error);
            var outcome = VulnerabilityDatabase.Build(parsed.GetValue(from)!, path, (parsed.GetValue(with) ?? []).ToHashSet(StringComparer.Ordinal), Environment.ProcessorCount, progress.Say, cancellation);
            progress.Dispose();
            using var database = VulnerabilityDatabase.Open(path);
            WriteStatus(path, database.Info);
            foreach (var (top, count) in outcome.Unrecognised)
                StandardStreams.Say($"{top}: {count} {(count == 1 ? "file" : "files")} that no feed knows");
            foreach (var gap in outcome.Gaps)
                StandardStreams.Say(gap.Reason);
            return outcome.Gaps.Count == 0 ? ExitCode.Allowed : ExitCode.Incomplete;
        }), cancellation));
        return command;
    }

    private static Command CreateStatus()
    {
        var command = new Command("status", "Shows the database: its feeds, their age and size; verifies its hash. Example: pavior db status");
        command.SetAction(_ => Run(() =>
        {
            var path = VulnerabilityDatabase.DefaultPath;
            if (!File.Exists(path))
            {
                StandardStreams.Output.WriteLine($"no database at {PlainText.Line(path)}; run: pavior db update, or: pavior db build --from FOLDER");
                return ExitCode.BadInput;
            }

            using var database = VulnerabilityDatabase.Open(path);
            database.Verify();
            WriteStatus(path, database.Info);
            return ExitCode.Allowed;
        }));
        return command;
    }

    private static Command CreateExport()
    {
        var file = new Argument<string>("FILE") { Description = "where to write it" };
        var command = new Command("export", "Copies the database to a file, to carry it to a machine without network. Example: pavior db export vulnerabilities.db") { file };
        command.SetAction(parsed => Run(() => Copy(VulnerabilityDatabase.DefaultPath, parsed.GetValue(file)!)));
        return command;
    }

    private static Command CreateImport()
    {
        var file = new Argument<string>("FILE") { Description = "a database that another machine exported or built" };
        var command = new Command("import", "Verifies a database file and uses it from now on. Example: pavior db import vulnerabilities.db") { file };
        command.SetAction(parsed => Run(() => Copy(parsed.GetValue(file)!, VulnerabilityDatabase.DefaultPath)));
        return command;
    }

    private static int Copy(string from, string to)
    {
        VulnerabilityDatabase.Copy(from, to);
        using var database = VulnerabilityDatabase.Open(to);
        WriteStatus(to, database.Info);
        return ExitCode.Allowed;
    }

    private static int Run(Func<int> action) => RunAsync(() => Task.FromResult(action())).GetAwaiter().GetResult();

    /// <summary>Turns what a user can mend into a sentence and the exit code of bad input.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is SourceException or ParseException or IOException or UnauthorizedAccessException)
        {
            StandardStreams.Say(bad.Message);
            return ExitCode.BadInput;
        }
    }

    private static void WriteStatus(string path, DatabaseInfo info)
    {
        StandardStreams.Output.WriteLine(PlainText.Line(path));
        StandardStreams.Output.WriteLine($"{info.Digest}");
        StandardStreams.Output.WriteLine($"{info.Advisories.ToString("N0", CultureInfo.InvariantCulture)} advisories");
        foreach (var feed in info.Feeds)
        {
            var newest = feed.Newest?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date";
            var gaps = feed.Gaps == 0 ? "" : $", {feed.Gaps} not readable";
            StandardStreams.Output.WriteLine($"  {PlainText.Line(feed.Id),-22} {feed.Records.ToString("N0", CultureInfo.InvariantCulture),9}  newest {newest}{gaps}");
        }
    }
}
