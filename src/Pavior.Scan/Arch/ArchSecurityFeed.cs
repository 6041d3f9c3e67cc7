using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Arch;

/// <summary>The issues of Arch Linux's security tracker, each a group of vulnerabilities that some packages have together.</summary>
internal sealed class ArchSecurityFeed : AdvisoryFeed
{
    public const string FeedId = "arch";

    private const int MaxBytes = 64 * 1024 * 1024;

    public override string Id => FeedId;

    public override string Title => "Arch Linux security tracker";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("["u8) && head.IndexOf("\"AVG-"u8) > 0 && head.IndexOf("\"packages\""u8) > 0;

    public override void Read(FileContent file, FeedSink sink)
    {
        var gaps = new RecordGaps(file.Path, sink);
        using var json = JsonFile.Parse(file.Path, file.ReadAll(MaxBytes));
        foreach (var group in json.Root.Items())
        {
            if (group.TextOf("name"u8) is not { Length: > 0 } name || Status(group.TextOf("status"u8)) is not { } status)
            {
                gaps.AtLine(json.LineOf(group), "a group with a name and a known status");
                continue;
            }

            var statement = new AffectedPackage
            {
                Ecosystem = "Arch Linux",
                Name = "",
                Status = status,
                Vulnerable = status == AffectedStatus.Affected && group.TextOf("fixed"u8) is { Length: > 0 } fix ? new([VersionInterval.Before(fix)]) : VersionRange.All,
            };
            var affected = group.ItemsOf("packages"u8).Select(p => p.AsText()).OfType<string>().Select(p => statement with { Name = p }).ToList();
            if (affected.Count == 0)
                continue;
            sink.Add(new Advisory
            {
                Id = name,
                Feed = FeedId,
                Covers = [.. group.ItemsOf("issues"u8).Select(i => i.AsText()).OfType<string>().Distinct()],
                Summary = SummaryLine.From(group.TextOf("type"u8)),
                Severity = SeverityWords.Parse(group.TextOf("severity"u8)),
                References = [$"https://security.archlinux.org/{name}"],
                Affected = affected,
            });
        }
    }

    /// <summary>A fix in the testing repository is one that is coming.</summary>
    private static AffectedStatus? Status(string? word) => word switch
    {
        "Vulnerable" or "Fixed" or "Testing" => AffectedStatus.Affected,
        "Not affected" => AffectedStatus.NotAffected,
        "Unknown" => AffectedStatus.UnderInvestigation,
        _ => null,
    };
}
