using Pavior.Core;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>Turns one record of the OSV schema (ossf.github.io/osv-schema) into an <see cref="Advisory"/>.</summary>
internal sealed class OsvRecordReader(string path, FeedSink sink)
{
    /// <summary>Ids in one list of a record; an advisory of a kernel covers some thousand.</summary>
    private const int MaxIds = 20_000;

    /// <summary>Weaknesses kept of one record.</summary>
    private const int MaxWeaknesses = 32;

    private readonly RecordGaps _gaps = new(path, sink);

    /// <summary>Adds the record, or the gap that it is.</summary>
    /// <exception cref="ParseException">Too many records of the file cannot be used.</exception>
    public void Read(RecordNode root)
    {
        try
        {
            if (ReadRecord(root) is { } advisory)
                sink.Add(advisory);
        }
        catch (ParseException bad)
        {
            _gaps.Add(bad.AsGap());
        }
    }

    /// <summary>Notes a record that is not even JSON or YAML.</summary>
    public void Refuse(ParseException bad) => _gaps.Add(bad.AsGap());

    /// <summary>Null for an erratum that mends no vulnerability.</summary>
    private Advisory? ReadRecord(RecordNode root)
    {
        var id = FeedWords.Require(path, "record", root.TextOf("id"), "an object with the id of an advisory");
        var title = root.TextOf("summary") ?? "";
        var withdrawn = FeedDates.Time(root.TextOf("withdrawn"));
        var affected = withdrawn is null ? new OsvAffected(path, id, title, _gaps).Read(root["affected"]) : [];
        var (aliases, covers) = Names(root, id, affected);
        if (covers.Count == 0 && OsvFeedIds.IsNoSecurityErratum(id))
            return null;
        return new Advisory
        {
            Id = id,
            Feed = OsvFeedIds.Of(id),
            Kind = Kind(root, id, aliases),
            Aliases = aliases,
            Covers = covers,
            Summary = SummaryLine.From(title.Length > 0 ? title : root.TextOf("details")),
            Published = FeedDates.Time(root.TextOf("published")),
            Modified = FeedDates.Time(root.TextOf("modified")),
            Withdrawn = withdrawn,
            Cvss = Vectors(root),
            Severity = Rating(root, title),
            Weaknesses = Weaknesses(root),
            References = References(root),
            Affected = affected,
        };
    }

    /// <summary>
    /// A distribution's advisory names what it mends as <c>upstream</c>, and before schema 1.7 as <c>related</c>; elsewhere
    /// <c>related</c> means no more than that.
    /// </summary>
    private (IReadOnlyList<string> Aliases, IReadOnlyList<string> Covers) Names(RecordNode root, string id, List<AffectedPackage> affected)
    {
        var aliases = Ids(root, id, "aliases");
        var upstream = Ids(root, id, "upstream");
        if (upstream.Count > 0)
            return (aliases, CvesOrAll(upstream));
        if (aliases.Any(IsCve) || IsCve(id) || affected.Count == 0 || !affected.TrueForAll(a => OsvEcosystems.IsDistribution(a.Ecosystem)))
            return (aliases, []);
        return (aliases, [.. Ids(root, id, "related").Where(IsCve)]);
    }

    private IReadOnlyList<string> Ids(RecordNode root, string id, string member)
    {
        var ids = root[member].Texts();
        if (ids.Count > MaxIds)
            throw ParseException.Limit(path, $"{id}: more than {MaxIds} {member}");
        return [.. ids.Where(i => FeedWords.IsWord(i) && i != id).Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> CvesOrAll(IReadOnlyList<string> ids) => ids.Any(IsCve) ? [.. ids.Where(IsCve)] : ids;

    private static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.Ordinal);

    private static AdvisoryKind Kind(RecordNode root, string id, IReadOnlyList<string> aliases)
    {
        if (IsMalicious(id) || aliases.Any(IsMalicious))
            return AdvisoryKind.Malicious;
        foreach (var entry in root["affected"])
        {
            var own = entry["database_specific"];
            if (own["categories"].Texts().Contains("malicious"))
                return AdvisoryKind.Malicious;
            if (own["informational"].Text is not null)
                return AdvisoryKind.Informational;
        }

        return AdvisoryKind.Vulnerability;
    }

    private static bool IsMalicious(string id) => id.StartsWith("MAL-", StringComparison.Ordinal);

    private static List<string> Vectors(RecordNode root)
    {
        var vectors = new List<string>();
        OsvSeverities.AddVectors(root["severity"], vectors);
        foreach (var entry in root["affected"])
            OsvSeverities.AddVectors(entry["severity"], vectors);
        return vectors;
    }

    private static Severity Rating(RecordNode root, string title)
    {
        var rating = SeverityWords.Parse(root["database_specific"].TextOf("severity"));
        if (rating == Severity.Unknown)
            rating = OsvSeverities.Word(root["severity"]);
        return rating == Severity.Unknown ? SeverityWords.OfTitle(title) : rating;
    }

    private static string[] Weaknesses(RecordNode root)
    {
        var weaknesses = root["database_specific"]["cwe_ids"].Texts().ToList();
        foreach (var entry in root["affected"])
        {
            foreach (var weakness in entry["database_specific"]["cwes"])
            {
                if (weakness.TextOf("cweId") is { } id)
                    weaknesses.Add(id);
            }
        }

        return [.. weaknesses.Where(FeedWords.IsWord).Distinct(StringComparer.Ordinal).Take(MaxWeaknesses)];
    }

    private static IReadOnlyList<string> References(RecordNode root)
    {
        var links = new ReferenceLinks();
        // vulndb names its own page here.
        links.Add(root["database_specific"].TextOf("url"), isAdvisory: true);
        foreach (var reference in root["references"])
            links.Add(reference.TextOf("url"), reference.TextOf("type") == "ADVISORY");
        return links.Choose();
    }
}
