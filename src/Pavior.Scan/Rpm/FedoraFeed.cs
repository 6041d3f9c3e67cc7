using System.Globalization;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Rpm;

/// <summary>Security updates of Fedora and EPEL as Bodhi, Fedora's update system, hands them out: one update, or a page of them.</summary>
internal sealed class FedoraFeed : AdvisoryFeed
{
    public const string FeedId = "fedora";

    private const int MaxBytes = 64 * 1024 * 1024;

    public override string Id => FeedId;

    public override string Title => "Fedora and EPEL updates (Bodhi)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("{"u8) && head.IndexOf("\"FEDORA-"u8) > 0 && (head.IndexOf("\"alias\""u8) > 0 || head.IndexOf("\"updates\""u8) > 0);

    public override void Read(FileContent file, FeedSink sink)
    {
        var gaps = new RecordGaps(file.Path, sink);
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        if (!json.Root.TryGetMember("updates"u8, out var updates))
            Read(json, json.Root, gaps, sink);
        foreach (var update in updates.Items())
            Read(json, update, gaps, sink);
    }

    /// <summary>What is still tested, or mends no security, is not for us.</summary>
    private static void Read(JsonFile json, JsonElement update, RecordGaps gaps, FeedSink sink)
    {
        if (update.TextOf("type"u8) != "security" || update.TextOf("status"u8) != "stable" || Ecosystem(update) is not { } ecosystem)
            return;
        var affected = new List<AffectedPackage>();
        foreach (var build in update.ItemsOf("builds"u8))
        {
            if (build.TextOf("type"u8) is not (null or "rpm"))
                continue;
            if (Statement(build, ecosystem) is { } statement)
                affected.Add(statement);
            else
                gaps.AtLine(json.LineOf(build), "a build with name, version and release");
        }

        if (update.TextOf("alias"u8) is not { Length: > 0 } id)
            gaps.AtLine(json.LineOf(update), "an update with an alias");
        else if (affected.Count > 0)
            sink.Add(Advisory(update, id, affected));
    }

    private static Advisory Advisory(JsonElement update, string id, List<AffectedPackage> affected) => new()
    {
        Id = id,
        Feed = FeedId,
        Covers = Cves(update),
        Summary = SummaryLine.From(update.TextOf("display_name"u8) is { Length: > 0 } name ? name : update.TextOf("title"u8)),
        Published = FeedDates.Time(update.TextOf("date_stable"u8) ?? update.TextOf("date_submitted"u8)),
        Modified = FeedDates.Time(update.TextOf("date_modified"u8)),
        Severity = SeverityOf(update.TextOf("severity"u8)),
        References = [update.TextOf("url"u8) is { Length: > 0 } url ? url : $"https://bodhi.fedoraproject.org/updates/{id}"],
        Affected = affected,
    };

    private static string? Ecosystem(JsonElement update) =>
        update.TryGetMember("release"u8, out var release) && release.TextOf("version"u8) is { Length: > 0 } version
            ? release.TextOf("id_prefix"u8) switch
            {
                "FEDORA" => $"Fedora:{version}",
                "FEDORA-EPEL" => $"EPEL:{version}",
                _ => null,
            }
            : null;

    /// <summary>A build is that of a source package: <c>name-version-release</c>, where only the name may have dashes.</summary>
    private static AffectedPackage? Statement(JsonElement build, string ecosystem)
    {
        var text = build.TextOf("nvr"u8) ?? "";
        var release = text.LastIndexOf('-');
        var version = release > 0 ? text.LastIndexOf('-', release - 1) : -1;
        if (version < 1 || release == text.Length - 1 || version + 1 == release)
            return null;
        var epoch = build.TryGetMember("epoch"u8, out var number) && number.TryGetNumber(out var value) && value > 0 ? value : 0;
        var evr = text[(version + 1)..];
        return new AffectedPackage
        {
            Ecosystem = ecosystem,
            Name = text[..version],
            IsSource = true,
            Vulnerable = new([VersionInterval.Before(epoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"{epoch}:{evr}") : evr)]),
        };
    }

    /// <summary>From the bugs that are about security and from the name of the update. Its notes may tell the history of the program, so they count only when there is nothing else.</summary>
    private static List<string> Cves(JsonElement update)
    {
        var found = new List<string>();
        foreach (var bug in update.ItemsOf("bugs"u8))
        {
            if (bug.IsTrue("security"u8))
                AddCves(bug.TextOf("title"u8), found);
        }

        AddCves(update.TextOf("display_name"u8), found);
        if (found.Count == 0)
            AddCves(update.TextOf("notes"u8), found);
        return found;
    }

    private static void AddCves(string? text, List<string> into)
    {
        for (var at = text?.IndexOf("CVE-", StringComparison.Ordinal) ?? -1; at >= 0; at = text!.IndexOf("CVE-", at + 4, StringComparison.Ordinal))
        {
            var end = at + 4;
            while (end < text!.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '-' && end == at + 8)))
                end++;
            if (end - at >= 13 && !into.Contains(text[at..end]))
                into.Add(text[at..end]);
        }
    }

    /// <summary>Bodhi's words are those of others, but for the highest.</summary>
    private static Severity SeverityOf(string? word) => word == "urgent" ? Severity.Critical : SeverityWords.Parse(word);
}
