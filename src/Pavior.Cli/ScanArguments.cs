using System.CommandLine;
using System.CommandLine.Completions;
using Pavior.Core;
using Pavior.Policy;
using Pavior.Reports;
using Pavior.Scan;
using Pavior.Scan.Cache;

namespace Pavior.Cli;

/// <summary>The words of <c>pavior scan</c>.</summary>
internal sealed class ScanArguments
{
    public Argument<string> Target { get; } = new("TARGET")
    {
        Description = "image reference, oci-archive or docker-archive tar, OCI layout folder, root file system or source folder, SBOM file; "
            + "a prefix forces one kind: registry: docker: podman: containerd: oci: oci-archive: docker-archive: rootfs: dir: sbom:",
    };

    public Option<string> Format { get; } = new("--format", "-f")
    {
        HelpName = "FORMAT",
        Description = $"how to write the report: {Formats}",
        DefaultValueFactory = _ => "table",
    };

    public Option<string?> Output { get; } = new("--output", "-o") { HelpName = "FILE", Description = "the file to write to instead of standard output" };

    public Option<string?> Diff { get; } = new("--diff") { HelpName = "TARGET", Description = "another target: shows what changed from TARGET to it" };

    public Option<string?> Platform { get; } = new("--platform") { HelpName = "PLATFORM", Description = "os/architecture[/variant] to choose from a multi-platform image" };

    public Option<string[]> PlainHttp { get; } = new("--plain-http") { HelpName = "HOST", Description = "a registry (host or host:port) that may be asked over plain HTTP; repeatable" };

    public Option<string[]> Mirror { get; } = new("--mirror") { HelpName = "REGISTRY=MIRROR", Description = "a mirror to ask before a registry; repeatable" };

    public Option<string[]> Exclude { get; } = new("--exclude") { HelpName = "GLOB", Description = "what to leave out of a folder or root file system: * and ? within a name, ** for folders; repeatable" };

    public Option<bool> Offline { get; } = new("--offline") { Description = "ask nothing outside this machine" };

    public Option<string?> Database { get; } = new("--db") { HelpName = "FILE", Description = "the vulnerability database to ask; by default the one that pavior db made" };

    public Option<bool> InventoryOnly { get; } = new("--inventory-only") { Description = "list what is there and ask no vulnerability database" };

    public Option<string?> Policy { get; } = new("--policy") { HelpName = "FILE", Description = "the policy that says what is denied; by default pavior.yaml of the current folder, if any" };

    public Option<string> Stage { get; } = new("--stage")
    {
        HelpName = "STAGE",
        Description = $"the stage whose gate is asked: {string.Join(", ", PolicyFile.Stages)}",
        DefaultValueFactory = _ => "build",
    };

    public Option<string[]> Vex { get; } = new("--vex") { HelpName = "FILE", Description = "a VEX document (OpenVEX, CSAF or CycloneDX) that sets findings aside; repeatable" };

    public Option<string?> Today { get; } = new("--today") { HelpName = "DAY", Description = "the day on which waivers count and ages are taken; by default today" };

    public Option<bool> NoCache { get; } = new("--no-cache") { Description = "read every layer anew and keep nothing" };

    public Option<bool> All { get; } = new("--all", "-a") { Description = "list every package in the table" };

    public Option<bool> AcceptGaps { get; } = new("--accept-gaps") { Description = "end with 0 although something could not be read" };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "say nothing on standard error but errors" };

    public ScanArguments()
    {
        Format.CompletionSources.Add(_ => ReportWriters.All.Select(w => new CompletionItem(w.Format)));
        Format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ReportWriters.Find(token.Value) is null)
                result.AddError($"--format {token.Value}: expected one of {Formats}");
        });
        Output.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && OutputError(token.Value) is { } error)
                result.AddError($"--output {token.Value}: {error}");
        });
        Stage.CompletionSources.Add(_ => PolicyFile.Stages.Select(s => new CompletionItem(s)));
        Stage.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !PolicyFile.Stages.Contains(token.Value))
                result.AddError($"--stage {token.Value}: expected one of {string.Join(", ", PolicyFile.Stages)}");
        });
        Exclude.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => t.Value.AsSpan().Trim("./").IsEmpty))
                result.AddError("--exclude: expected a name, a path or a pattern");
        });
        Mirror.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) <= 0)
                    result.AddError($"--mirror {token.Value}: expected REGISTRY=MIRROR");
            }
        });
    }

    private static string Formats => string.Join(", ", ReportWriters.All.Select(w => w.Format));

    /// <summary>What would stop the report from being written, known before a scan that may take minutes.</summary>
    private static string? OutputError(string path)
    {
        if (path.Length == 0)
            return "expected a file name";
        if (Directory.Exists(path))
            return "this is a folder";
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return Directory.Exists(folder) ? null : $"no such folder: {folder}";
    }

    public Command AddTo(Command command)
    {
        command.Add(Target);
        foreach (var option in new Option[] { Format, Output, Diff, Platform, PlainHttp, Mirror, Exclude, Offline, Database, InventoryOnly, Policy, Stage, Vex, Today, NoCache, All, AcceptGaps, Quiet })
            command.Add(option);
        return command;
    }

    /// <summary>Null where nobody asks for findings: with <c>--diff</c> and <c>--inventory-only</c> only gaps count.</summary>
    /// <exception cref="SourceException">Words that do not go together.</exception>
    public PolicyChoice? Choice(ParseResult parsed)
    {
        var without = parsed.GetValue(Diff) is not null ? "--diff" : parsed.GetValue(InventoryOnly) ? "--inventory-only" : null;
        if (without is null)
            return PolicyChoice.Read(parsed.GetValue(Policy), parsed.GetValue(Stage)!, parsed.GetValue(Vex) ?? [], parsed.GetValue(Today));
        foreach (var option in new Option[] { Policy, Stage, Vex, Today })
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new SourceException($"{option.Name} does not go with {without}, which asks for no findings");
        }

        return null;
    }

    public ScanOptions Options(ParseResult parsed, ProgressLine progress) => new()
    {
        Cache = parsed.GetValue(NoCache) ? null : new LayerCache(LayerCache.DefaultFolder, TimeProvider.System),
        Source = new SourceOptions
        {
            Platform = parsed.GetValue(Platform),
            PlainHttp = parsed.GetValue(PlainHttp) ?? [],
            Mirrors = (parsed.GetValue(Mirror) ?? []).Select(m => m.Split('=', 2)).Select(m => new KeyValuePair<string, string>(m[0], m[1])).ToArray(),
            Offline = parsed.GetValue(Offline),
            Exclude = parsed.GetValue(Exclude) ?? [],
            Progress = progress.Say,
            Note = parsed.GetValue(Quiet) ? static _ => { } : progress.Note,
        },
    };
}
