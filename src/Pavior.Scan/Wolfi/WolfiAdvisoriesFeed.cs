using System.Globalization;
using Pavior.Core;
using Pavior.Formats.Yaml;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Wolfi;

/// <summary>
/// Wolfi's advisories (schema 2), a file for each package: what was found out about a vulnerability, event by event. The last event counts, as in
/// the security database that Wolfi builds from them (<c>wolfictl advisory secdb</c>).
/// </summary>
internal sealed class WolfiAdvisoriesFeed : AdvisoryFeed
{
    public const string FeedId = "wolfi-advisories";

    public override string Id => FeedId;

    public override string Title => "Wolfi advisories";

    /// <summary>Since May 2025 the licence forbids the use in scanners; who has an older copy or another licence may ask for it.</summary>
    public override bool OnRequest => true;

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        head.IndexOf("schema-version:"u8) is >= 0 and < 1024 && head.IndexOf("\npackage:"u8) > 0
        && (head.IndexOf("\nadvisories:"u8) > 0 || path.EndsWith(".advisories.yaml", StringComparison.Ordinal));

    public override void Read(FileContent file, FeedSink sink)
    {
        if (YamlStream.ParseSingle(file.Path, file.ReadAll(YamlStream.MaxBytes).Span).Root is not YamlMapping root)
            throw ParseException.AtLine(file.Path, 1, "a mapping");
        var schema = root.TextOf("schema-version") ?? "";
        if (schema != "2" && !schema.StartsWith("2.", StringComparison.Ordinal))
            throw ParseException.Unsupported(file.Path, $"schema {schema} of Wolfi's advisories");
        if ((root["package"] as YamlMapping)?.TextOf("name") is not { Length: > 0 } package)
            throw ParseException.AtLine(file.Path, 1, "the name of a package");
        var gaps = new RecordGaps(file.Path, sink);
        foreach (var item in (root["advisories"] as YamlSequence)?.Items ?? [])
        {
            if (TryRead(item as YamlMapping, package) is { } advisory)
                sink.Add(advisory);
            else
                gaps.AtLine(item.Line, "an id, and events of a known type with their times");
        }
    }

    private static Advisory? TryRead(YamlMapping? advisory, string package)
    {
        if (advisory?.TextOf("id") is not { Length: > 0 } id || Events(advisory) is not { Count: > 0 } events
            || Statement(events[^1].Event, package) is not { } statement)
        {
            return null;
        }

        return new Advisory
        {
            Id = id,
            Feed = FeedId,
            Aliases = [.. ((advisory["aliases"] as YamlSequence)?.Items ?? []).Select(a => a.Text ?? "").Where(a => a.Length > 0)],
            Published = events[0].Time,
            Modified = events[^1].Time,
            Affected = [statement],
        };
    }

    /// <summary>By time; of two at the same time the one that is written down later is the later one. Null when one has no time.</summary>
    private static List<(DateTimeOffset Time, YamlMapping Event)>? Events(YamlMapping advisory)
    {
        var events = new List<(DateTimeOffset Time, YamlMapping Event)>();
        foreach (var item in (advisory["events"] as YamlSequence)?.Items ?? [])
        {
            if (item is not YamlMapping one || !DateTimeOffset.TryParse(
                one.TextOf("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                return null;
            }

            events.Add((time, one));
        }

        return [.. events.OrderBy(e => e.Time)];
    }

    private static AffectedPackage? Statement(YamlMapping last, string package)
    {
        var fix = (last["data"] as YamlMapping)?.TextOf("fixed-version");
        var statement = new AffectedPackage { Ecosystem = "Wolfi", Name = package, IsSource = true };
        return last.TextOf("type") switch
        {
            "fixed" when fix is { Length: > 0 } => statement with { Vulnerable = new([VersionInterval.Before(fix)]) },
            "false-positive-determination" => statement with { Status = AffectedStatus.NotAffected },
            "true-positive-determination" or "pending-upstream-fix" => statement,
            "fix-not-planned" => statement with { Status = AffectedStatus.WillNotFix },
            "detection" or "analysis-not-planned" => statement with { Status = AffectedStatus.UnderInvestigation },
            _ => null,
        };
    }
}
