using System.Globalization;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Scan.Advisories;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Npm;

/// <summary>
/// The Node.js Security Working Group's advisories (github.com/nodejs/security-wg): on npm packages until 2019, and on Node.js
/// itself. A file holds one, or, as <c>index.json</c>, all by their number.
/// </summary>
internal sealed class NodeSecurityFeed : AdvisoryFeed
{
    /// <summary>Bytes of one file; the index of npm has 1 MB.</summary>
    private const int MaxFile = 64 * 1024 * 1024;

    /// <summary>Advisories of an index.</summary>
    private const int MaxAdvisories = 100_000;

    /// <summary>CVE ids kept of one advisory.</summary>
    private const int MaxIds = 100;

    /// <summary>Name of the program as Pavior finds it.</summary>
    private const string NodeItself = "node";

    public override string Id => "nodejs";

    public override string Title => "Advisories of the Node.js Security Working Group";

    public override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        var (hasNumber, hasOverview, hasVulnerable) = (false, false, false);
        var walk = new JsonHead.Walk(head);
        for (var first = true; walk.NextMember(); first = false)
        {
            if (first && walk.Kind == JsonTokenType.StartObject)
                return head.IndexOf("\"module_name\""u8) >= 0 || (head.IndexOf("\"vulnerable\""u8) >= 0 && head.IndexOf("\"patched\""u8) >= 0);
            hasNumber |= walk.IsNamed("id"u8) && walk.Kind == JsonTokenType.Number;
            hasOverview |= walk.IsNamed("overview"u8) && walk.Kind is JsonTokenType.String or JsonTokenType.None;
            hasVulnerable |= walk.IsNamed("vulnerable"u8) && walk.Kind == JsonTokenType.String;
        }

        return hasOverview && (hasNumber || hasVulnerable) || hasVulnerable;
    }

    public override void Read(FileContent file, FeedSink sink)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxFile));
        var gaps = new RecordGaps(file.Path, sink);
        if (json.Root.TryGetProperty("vulnerable"u8, out _) || json.Root.TryGetProperty("vulnerable_versions"u8, out _))
        {
            ReadAdvisory(file.Path, Path.GetFileNameWithoutExtension(file.Path), json.Root, sink, gaps);
            return;
        }

        var count = 0;
        foreach (var entry in json.Root.Members())
        {
            if (++count > MaxAdvisories)
                throw ParseException.Limit(file.Path, $"more than {MaxAdvisories} advisories");
            ReadAdvisory(file.Path, entry.Name, entry.Value, sink, gaps);
        }
    }

    private static void ReadAdvisory(string path, string number, JsonElement element, FeedSink sink, RecordGaps gaps)
    {
        var advisory = new RecordNode(element);
        try
        {
            if (element.TryGetMember("id"u8, out var id) && id.TryGetNumber(out var stated))
                number = stated.ToString(CultureInfo.InvariantCulture);
            FeedWords.Require(path, "id", number, "the number of an advisory");
            sink.Add(advisory["vulnerable_versions"].Exists ? OfPackage(path, number, advisory) : OfNode(path, number, advisory));
        }
        catch (ParseException bad) when (bad.Kind == GapKind.Malformed)
        {
            gaps.Add(bad.AsGap());
        }
    }

    private static Advisory OfPackage(string path, string number, RecordNode advisory)
    {
        var vector = advisory.TextOf("cvss_vector");
        var links = new ReferenceLinks();
        foreach (var link in advisory["references"])
            links.Add(link.Text);
        return new Advisory
        {
            Id = $"NSWG-ECO-{number}",
            Feed = "nodejs",
            Aliases = Cves(advisory["cves"]),
            Summary = SummaryLine.From(advisory.TextOf("title")),
            Published = FeedDates.Time(advisory.TextOf("publish_date")),
            Modified = FeedDates.Time(advisory.TextOf("updated_at")),
            Cvss = FeedWords.IsWord(vector) ? [vector!] : [],
            References = links.Choose(),
            Affected =
            [
                new AffectedPackage
                {
                    Ecosystem = "npm",
                    Name = FeedWords.Require(path, number, advisory.TextOf("module_name"), "the name of a package"),
                    Vulnerable = UpToFix(Range(path, number, advisory.TextOf("vulnerable_versions")), Patched(path, number, advisory.TextOf("patched_versions"))),
                },
            ],
        };
    }

    /// <summary>Of Node.js the vulnerable release lines are named whole, and what is mended is taken away from them.</summary>
    private static Advisory OfNode(string path, string number, RecordNode advisory)
    {
        var order = SemanticVersionOrder.Instance;
        var lines = Range(path, number, advisory.TextOf("vulnerable"));
        var patched = Patched(path, number, advisory.TextOf("patched"));
        var vector = advisory.TextOf("cvss");
        var links = new ReferenceLinks();
        links.Add(advisory.TextOf("ref"), isAdvisory: true);
        return new Advisory
        {
            Id = $"NSWG-COR-{number}",
            Feed = "nodejs",
            Aliases = Cves(advisory["cve"]),
            Summary = SummaryLine.From(advisory.TextOf("description") ?? advisory.TextOf("overview")),
            Published = FeedDates.Time(advisory.TextOf("publish_date")),
            Cvss = FeedWords.IsWord(vector) ? [vector!.StartsWith("CVSS:", StringComparison.Ordinal) ? vector : $"CVSS:{vector}"] : [],
            Severity = SeverityWords.Parse(advisory.TextOf("severity")),
            Weaknesses = Weakness(advisory.TextOf("type")),
            References = links.Choose(),
            Affected =
            [
                new AffectedPackage
                {
                    Ecosystem = Ecosystems.Generic,
                    Name = NodeItself,
                    Vulnerable = lines.Intersect(order, patched.Complement(order)),
                    OperatingSystems = Systems(advisory["affectedEnvironments"].Texts()),
                },
            ],
        };
    }

    private static VersionRange Range(string path, string number, string? text) =>
        NpmRange.Parse(FeedWords.Require(path, number, text, "a range of vulnerable versions"), path);

    /// <summary>Nothing, and the range that old advisories write for it, is no version.</summary>
    private static VersionRange Patched(string path, string number, string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Replace(" ", "", StringComparison.Ordinal) is "<0.0.0" or "None" ? VersionRange.None : Range(path, number, text);

    /// <summary>
    /// Where a stretch ends with the last vulnerable version, it is drawn out to the version that is named as the fix, as
    /// GitHub does with the same advisories: what lies between is not mended, and the fix is then known.
    /// </summary>
    private static VersionRange UpToFix(VersionRange vulnerable, VersionRange patched)
    {
        var order = SemanticVersionOrder.Instance;
        var intervals = vulnerable.Intervals.ToArray();
        for (var i = 0; i < intervals.Length; i++)
        {
            if (intervals[i] is not { To: { } last, ToIncluded: true })
                continue;
            var fix = patched.Intervals.FirstOrDefault(p => p is { From: not null, FromIncluded: true } && order.Compare(p.From, last) > 0).From;
            var isFree = i + 1 == intervals.Length || (intervals[i + 1].From is { } next && fix is not null && order.Compare(fix, next) <= 0);
            if (fix is not null && isFree)
                intervals[i] = intervals[i] with { To = fix, ToIncluded = false };
        }

        return new VersionRange(intervals);
    }

    private static string[] Cves(RecordNode ids) =>
        [.. ids.Texts().Where(c => c.StartsWith("CVE-", StringComparison.Ordinal) && FeedWords.IsWord(c)).Distinct(StringComparer.Ordinal).Take(MaxIds)];

    /// <summary>Written as <c>CWE-226: Sensitive Information…</c>.</summary>
    private static string[] Weakness(string? type)
    {
        if (type is null || !type.StartsWith("CWE-", StringComparison.Ordinal))
            return [];
        var weakness = type.Split(':')[0];
        return FeedWords.IsWord(weakness) ? [weakness] : [];
    }

    private static string[] Systems(IReadOnlyList<string> environments) =>
        environments.Count == 0 || environments.Contains("all")
            ? []
            : [.. environments.Where(FeedWords.IsWord).Select(e => e == "win32" ? "windows" : e).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
