using System.CommandLine;
using System.Globalization;
using Pavior.Core;
using Pavior.Reports.Text;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Update;

namespace Pavior.Cli;

/// <summary><c>pavior db update</c>: the one verb that asks the network for advisories.</summary>
internal static class DatabaseUpdateCommand
{
    public static Command Create()
    {
        var feeds = new Option<string[]>("--feed") { HelpName = "ID", Description = "only this feed (repeatable); the data of the others stays. --list names them" };
        var mirror = new Option<string?>("--mirror")
        {
            HelpName = "URL",
            Description = "asks this server instead of the publishers': it keeps their files below a folder for each host, as wget --mirror makes them",
        };
        var acceptsLess = new Option<bool>("--accept-less") { Description = "takes a feed that lost half of its records or became older" };
        var list = new Option<bool>("--list") { Description = "names the feeds and asks nobody" };
        var command = new Command("update", "Fetches what is new at the publishers and builds the database anew. Example: pavior db update") { feeds, mirror, acceptsLess, list };
        command.SetAction((parsed, cancellation) => DatabaseCommand.RunAsync(() =>
        {
            if (parsed.GetValue(list))
                return Task.FromResult(List());
            Uri? server = null;
            if (parsed.GetValue(mirror) is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out server) && server.Scheme is "http" or "https"))
                throw new SourceException("--mirror: expected an http or https address");
            var options = new UpdateOptions { Feeds = parsed.GetValue(feeds) ?? [], Mirror = server, AcceptsLess = parsed.GetValue(acceptsLess) };
            return UpdateAsync(options, cancellation);
        }));
        return command;
    }

    private static async Task<int> UpdateAsync(UpdateOptions options, CancellationToken cancellation)
    {
        var path = VulnerabilityDatabase.DefaultPath;
        UpdateOutcome outcome;
        using (var progress = new ProgressLine(!Console.IsErrorRedirected, StandardStreams.Error))
            outcome = await DatabaseUpdate.RunAsync(path, options, progress.Say, cancellation).ConfigureAwait(false);
        foreach (var feed in outcome.Feeds)
        {
            StandardStreams.Output.WriteLine(Line(feed));
            foreach (var reason in feed.Reasons)
                StandardStreams.Say($"{feed.Id}: {reason}");
        }

        foreach (var file in outcome.Damaged)
            StandardStreams.Say(file);
        if (!File.Exists(path))
        {
            StandardStreams.Say("no feed could be had, and there is no database");
            return ExitCode.BadInput;
        }

        using var database = VulnerabilityDatabase.Open(path);
        StandardStreams.Output.WriteLine($"{PlainText.Line(path)}: {database.Info.Advisories.ToString("N0", CultureInfo.InvariantCulture)} advisories, {(outcome.IsBuilt ? "built anew" : "unchanged")}");
        if (outcome.Gaps.Count > 0)
            StandardStreams.Output.WriteLine($"{outcome.Gaps.Count.ToString("N0", CultureInfo.InvariantCulture)} records of the feeds could not be used; pavior db status counts them by feed");
        return outcome.Damaged.Count == 0 && outcome.Feeds.All(f => f.Reasons.Count == 0) ? ExitCode.Allowed : ExitCode.Incomplete;
    }

    private static string Line(FeedUpdate feed)
    {
        var state = feed.State switch
        {
            FeedUpdateState.Updated => "updated",
            FeedUpdateState.Unchanged => "unchanged",
            FeedUpdateState.Kept => $"not updated, data of {feed.Checked?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC kept",
            _ => "missing",
        };
        return $"  {feed.Id,-20} {feed.Records.ToString("N0", CultureInfo.InvariantCulture),9}  {state}";
    }

    private static int List()
    {
        foreach (var (id, title, onRequest) in DatabaseUpdate.Publishers)
            StandardStreams.Output.WriteLine($"  {id,-20} {title}{(onRequest ? " (its licence wants to be agreed to: only when named)" : "")}");
        return ExitCode.Allowed;
    }
}
