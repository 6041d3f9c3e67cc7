using System.Text;
using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Oval;

/// <summary>A distribution's advisories as OVAL definitions. What publishers differ in is what they call things, which each says for itself.</summary>
internal abstract class OvalFeed : AdvisoryFeed
{
    /// <summary>Texts of which one stands in the head of this publisher's documents.</summary>
    protected abstract IReadOnlyList<string> Marks { get; }

    /// <summary>True when the names are those of source packages.</summary>
    protected virtual bool NamesSources => false;

    public sealed override bool Joins => true;

    public sealed override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("<oval_definitions"u8) < 0)
            return false;
        var text = Encoding.UTF8.GetString(head);
        return Marks.Any(m => text.Contains(m, StringComparison.Ordinal));
    }

    public sealed override void Read(FileContent file, FeedSink sink)
    {
        var conditions = new OvalConditions(OvalTests.Read(file), file.Path);
        var gaps = new RecordGaps(file.Path, sink);
        var statements = new OvalStatements(Ecosystem);
        OvalDefinitions.Walk(file, definition =>
        {
            if (TryName(definition) is not { } named)
            {
                gaps.AtLine(definition.Line, "the id of an advisory or vulnerability");
                return;
            }

            var affected = Adapt(definition, statements.Read(conditions.Alternatives(definition), new AffectedPackage
            {
                Ecosystem = "",
                Name = "",
                IsSource = NamesSources,
            }));
            if (conditions.MissesTests)
                gaps.AtLine(definition.Line, $"the tests that {named.Id} refers to");
            if (affected.Count > 0)
                sink.Add(Advisory(definition, named.Id, named.Covers, affected));
        });
    }

    /// <summary>Which ecosystem a platform is; null for one that no package of the distribution comes from.</summary>
    /// <param name="platform">The condition on the platform; null where an alternative has none.</param>
    protected abstract string? Ecosystem(OvalTest? platform);

    /// <summary>The name of a definition, and the vulnerabilities that it covers. Null when it has none.</summary>
    protected abstract (string Id, IReadOnlyList<string> Covers)? TryName(OvalDefinition definition);

    /// <summary>For publishers who say more about a statement elsewhere in the definition.</summary>
    protected virtual List<AffectedPackage> Adapt(OvalDefinition definition, List<AffectedPackage> affected) => affected;

    /// <summary>The CVE ids of a definition, each once.</summary>
    protected static IReadOnlyList<string> Cves(OvalDefinition definition) =>
    [
        .. definition.Cves.Concat(definition.References.Select(r => r.Id[(r.Id.LastIndexOf(':') + 1)..]))
            .Select(id => id[(id.LastIndexOf(' ') + 1)..])
            .Where(id => id.StartsWith("CVE-", StringComparison.Ordinal)).Distinct(),
    ];

    private Advisory Advisory(OvalDefinition definition, string id, IReadOnlyList<string> covers, List<AffectedPackage> affected) => new()
    {
        Id = id,
        Feed = Id,
        Covers = covers,
        Summary = SummaryLine.From(definition.Title.Length > 0 && !definition.Title.StartsWith("CVE-", StringComparison.Ordinal) ? definition.Title : definition.Description),
        Published = definition.Issued,
        Modified = definition.Updated,
        Cvss = [.. definition.Vectors.Distinct()],
        Severity = SeverityWords.Parse(definition.Severity),
        References = definition.References.Find(r => r.Url.Length > 0) is { Url.Length: > 0 } own ? [own.Url] : [],
        Affected = affected,
    };
}
