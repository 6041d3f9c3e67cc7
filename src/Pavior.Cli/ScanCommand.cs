using System.CommandLine;
using Pavior.Core;
using Pavior.Policy;
using Pavior.Reports;
using Pavior.Reports.Diff;
using Pavior.Reports.Table;
using Pavior.Scan;
using Pavior.Scan.Advisories;

namespace Pavior.Cli;

/// <summary><c>pavior scan TARGET</c>: opens a target and writes what it holds, or what changed from one to another.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var arguments = new ScanArguments();
        var command = arguments.AddTo(new Command(
            "scan",
            "Lists what an image, a folder or an SBOM holds. Example: pavior scan image.tar --format cyclonedx -o image.cdx.json"));
        // On a thread of its own: only an action that has returned its task hears of an interrupt.
        command.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(arguments, parsed, cancellation), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ScanArguments arguments, ParseResult parsed, CancellationToken cancellation)
    {
        using var progress = new ProgressLine(!Console.IsErrorRedirected && !parsed.GetValue(arguments.Quiet), StandardStreams.Error);
        try
        {
            if (!OpenSsl.IsPresent())
                throw new SourceException(OpenSsl.Missing);
            var choice = arguments.Choice(parsed);
            var options = arguments.Options(parsed, progress);
            var target = parsed.GetValue(arguments.Target)!;
            var report = await Scanner.ScanAsync(target, options, cancellation).ConfigureAwait(false);
            if (choice is not null)
            {
                if (PolicyChoice.Foreign(target) is { } foreign)
                    options.Source.Note($"{foreign} lies in what is scanned and is not asked; --policy {foreign} asks it");
                foreach (var note in choice.Unread())
                    options.Source.Note(note);
                var (judged, verdict) = Judge(Assess(report, choice, parsed, arguments), choice, parsed.GetValue(arguments.AcceptGaps));
                progress.Dispose();
                Write(parsed, arguments, output => Writer(parsed, arguments).Write(judged, output));
                return Answer(verdict, parsed.GetValue(arguments.Quiet));
            }

            var gaps = report.Inventory.Gaps.Count;
            if (parsed.GetValue(arguments.Diff) is { } other)
            {
                var after = await Scanner.ScanAsync(other, options, cancellation).ConfigureAwait(false);
                gaps += after.Inventory.Gaps.Count;
                progress.Dispose();
                Write(parsed, arguments, output => DiffWriter(parsed, arguments).Write(ReportDiff.Between(report, after), output));
            }
            else
            {
                progress.Dispose();
                Write(parsed, arguments, output => Writer(parsed, arguments).Write(report, output));
            }

            return Judge(gaps, parsed, arguments);
        }
        catch (Exception bad) when (bad is SourceException or ParseException or IOException or UnauthorizedAccessException)
        {
            progress.Dispose();
            StandardStreams.Say(bad.Message);
            return ExitCode.BadInput;
        }
    }

    private static Report Assess(Report report, PolicyChoice choice, ParseResult parsed, ScanArguments arguments)
    {
        var answers = new FindingAnswers(choice.File, choice.Stage, choice.Documents, report, choice.Today);
        var named = parsed.GetValue(arguments.Database);
        if (named is not null || File.Exists(VulnerabilityDatabase.DefaultPath))
        {
            using var database = VulnerabilityDatabase.Open(named ?? VulnerabilityDatabase.DefaultPath);
            report = database.Assess(report, answers.Answer);
        }

        // Where no database was asked nothing was looked for, and no waiver or statement was without use.
        return report.Assessment is null ? report : answers.Complete(report);
    }

    /// <summary>The built-in policy has nothing to say of a report without findings.</summary>
    private static (Report Report, Verdict Verdict) Judge(Report report, PolicyChoice choice, bool acceptGaps)
    {
        var verdict = PolicyJudge.Judge(choice.File, choice.Stage, report, choice.Today, acceptGaps);
        return (report.Assessment is null && choice.File.Info.IsBuiltIn ? report : report with { Verdict = verdict }, verdict);
    }

    /// <summary>A denial stands whatever could not be seen; anything else waits for it.</summary>
    private static int Answer(Verdict verdict, bool isQuiet)
    {
        if (verdict.Decision == Decision.Deny)
        {
            var rules = verdict.Because.Where(r => r.Decision == Decision.Deny).Select(r => r.Gate).ToArray();
            if (!isQuiet)
                StandardStreams.Say($"denied at {verdict.Stage} by {verdict.Policy.Name}: {string.Join(", ", rules)}");
            return ExitCode.Denied;
        }

        if (verdict.Missing.Count == 0)
            return ExitCode.Allowed;
        if (!isQuiet)
            StandardStreams.Say($"incomplete: {string.Join("; ", verdict.Missing)}{(verdict.Missing[^1].EndsWith(" read", StringComparison.Ordinal) ? "; --accept-gaps if that is acceptable" : "")}");
        return ExitCode.Incomplete;
    }

    private static int Judge(int gaps, ParseResult parsed, ScanArguments arguments)
    {
        if (gaps == 0 || parsed.GetValue(arguments.AcceptGaps))
            return ExitCode.Allowed;
        if (!parsed.GetValue(arguments.Quiet))
            StandardStreams.Say($"incomplete: {gaps} {(gaps == 1 ? "thing" : "things")} could not be read; --accept-gaps if that is acceptable");
        return ExitCode.Incomplete;
    }

    private static IReportWriter Writer(ParseResult parsed, ScanArguments arguments)
    {
        var format = parsed.GetValue(arguments.Format)!;
        return format == "table" ? new TableReportWriter(Table(parsed, arguments)) : ReportWriters.Find(format)!;
    }

    private static IReportDiffWriter DiffWriter(ParseResult parsed, ScanArguments arguments)
    {
        var format = parsed.GetValue(arguments.Format)!;
        return format == "table"
            ? new DiffTableWriter(Table(parsed, arguments))
            : ReportDiffWriters.Find(format)
                ?? throw new SourceException($"--format {format} does not go with --diff; table, json and markdown do");
    }

    private static TableOptions Table(ParseResult parsed, ScanArguments arguments)
    {
        var terminal = parsed.GetValue(arguments.Output) is null && !Console.IsOutputRedirected;
        return new TableOptions(
            Width: terminal ? TerminalSize.Width : TableOptions.Unlimited,
            Colour: terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb",
            All: parsed.GetValue(arguments.All));
    }

    private static void Write(ParseResult parsed, ScanArguments arguments, Action<Stream> write)
    {
        if (parsed.GetValue(arguments.Output) is { } path)
            ReportFile.Write(path, write);
        else
            ReportFile.WriteTo(StandardStreams.OutputBytes, write);
    }
}
