using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>Reads the entries of <c>affected</c>: what a record says of each package.</summary>
internal sealed class OsvAffected(string path, string id, string title, RecordGaps gaps)
{
    /// <summary>Packages of one record; Ubuntu's of a kernel flaw name some thousand.</summary>
    private const int MaxPackages = 50_000;

    /// <summary>Versions listed for one package.</summary>
    private const int MaxVersions = 200_000;

    /// <summary>Ranges of one package.</summary>
    private const int MaxRanges = 1_000;

    private readonly string? _module = OsvModule.OfTitle(title);

    /// <exception cref="ParseException">A limit was reached. A package that makes no sense is a gap.</exception>
    public List<AffectedPackage> Read(RecordNode affected)
    {
        var packages = new List<AffectedPackage>();
        foreach (var entry in affected)
        {
            if (packages.Count >= MaxPackages)
                throw ParseException.Limit(path, $"{id}: more than {MaxPackages} packages");
            try
            {
                if (ReadEntry(entry) is { } package)
                    packages.Add(package);
            }
            catch (ParseException bad) when (bad.Kind == GapKind.Malformed)
            {
                gaps.Add(bad.AsGap());
            }
        }

        return packages;
    }

    /// <summary>Null for an entry that speaks of no package but of commits.</summary>
    private AffectedPackage? ReadEntry(RecordNode entry)
    {
        var package = entry["package"];
        if (!package.Exists && entry["ranges"].IsArray)
            return null;
        var name = FeedWords.Require(path, id, package.TextOf("name"), "the name of a package");
        var ecosystem = Ecosystems.Canonical(FeedWords.Require(path, $"{id}, {name}", package.TextOf("ecosystem"), "an ecosystem"));
        var record = $"{id}, {ecosystem} {name}";
        var versions = Versions(record, entry["versions"]);
        var order = VersionOrders.Of(ecosystem);
        var (intervals, hasCommits) = Intervals(record, entry["ranges"], order);
        if (order is not null)
            EndWhereKnown(intervals, entry["database_specific"].TextOf("last_known_affected_version_range"), order);
        if (intervals.Count == 0 && versions.Count == 0)
            return hasCommits ? null : throw ParseException.AtRecord(path, record, "a range or a list of versions");
        var imports = OsvImports.Read(entry["ecosystem_specific"]);
        return new AffectedPackage
        {
            Ecosystem = ecosystem,
            Name = name,
            IsSource = OsvEcosystems.NamesSources(ecosystem),
            Vulnerable = intervals.Count == 0 ? VersionRange.None : new VersionRange(intervals),
            Versions = versions,
            Module = _module is not null && intervals.Exists(i => OsvModule.IsBuiltInModule(i.To)) ? _module : null,
            Symbols = imports.Symbols,
            OperatingSystems = imports.OperatingSystems,
            Architectures = imports.Architectures,
            Severity = OsvSeverities.Word(entry["severity"]),
        };
    }

    /// <summary>
    /// GitHub writes a vulnerability without fix as one without end, and beside it up to which version it is known
    /// (<c>&lt;= 1.4</c>): what GitHub itself warns of ends there.
    /// </summary>
    private void EndWhereKnown(List<VersionInterval> intervals, string? known, VersionOrder order)
    {
        if (!FeedWords.IsWord(known) || intervals is not [.., { To: null } open])
            return;
        try
        {
            if (PlainRange.Parse(order, known!, path).Intervals is [{ From: null, To: { } end } last] && (open.From is null || order.Compare(open.From, end) <= 0))
                intervals[^1] = open with { To = end, ToIncluded = last.ToIncluded };
        }
        catch (ParseException)
        {
            // A remark in words: the range stays as it is.
        }
    }

    private List<string> Versions(string record, RecordNode node)
    {
        var versions = new List<string>();
        foreach (var item in node)
        {
            if (versions.Count >= MaxVersions)
                throw ParseException.Limit(path, $"{record}: more than {MaxVersions} versions");
            versions.Add(FeedWords.Require(path, record, item.Text, "a version"));
        }

        return versions;
    }

    /// <summary>Ranges of commits say nothing of versions.</summary>
    private (List<VersionInterval> Intervals, bool HasCommits) Intervals(string record, RecordNode ranges, VersionOrder? order)
    {
        var (intervals, count, hasCommits) = (new List<VersionInterval>(1), 0, false);
        foreach (var range in ranges)
        {
            if (++count > MaxRanges)
                throw ParseException.Limit(path, $"{record}: more than {MaxRanges} ranges");
            var type = range.TextOf("type");
            if (type == "GIT")
                hasCommits = true;
            else if (type is "SEMVER" or "ECOSYSTEM")
                OsvRanges.Add(path, record, range, order, intervals);
            else
                throw ParseException.AtRecord(path, record, "a range of type SEMVER, ECOSYSTEM or GIT");
        }

        return (intervals, hasCommits);
    }
}
