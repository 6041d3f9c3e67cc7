using Pavior.Core;
using Pavior.Formats.Cel;

namespace Pavior.Policy;

/// <summary>What conditions may name: the types, the variables, and their meaning. docs/reference/policy.md lists the same.</summary>
public static class PolicyVocabulary
{
    /// <summary>A package.</summary>
    public static CelObjectType PackageType { get; } = Object<Package>(
        "package",
        F<Package>("name", CelType.String, p => CelValue.Of(p.Subject.Name), "as people of its ecosystem write it: `@babel/core`, `org.slf4j:slf4j-api`, `libc6`"),
        F<Package>("version", CelType.String, p => CelValue.Of(p.Subject.Version), "as its ecosystem writes it"),
        F<Package>("purl", CelType.String, p => CelValue.Of(p.Subject.Purl.ToString()), "package URL"),
        F<Package>("type", CelType.String, p => CelValue.Of(p.Subject.Purl.Type), "type of the package URL: `npm`, `deb`, `maven`"),
        F<Package>("namespace", CelType.String, p => Text(p.Subject.Purl.Namespace), "namespace of the package URL"),
        F<Package>("relation", Words<Relation>(), p => Word(p.Subject.Relation), "how it is there"),
        F<Package>("scope", Words<DependencyScope>(), p => Word(p.Subject.Scope), "when it is needed"),
        F<Package>("confidence", Words<Confidence>(), p => Word(p.Subject.Confidence), "how sure the identification is"),
        F<Package>("licenses", CelType.List(CelType.String), p => CelValue.Of(p.Subject.Licenses), "in its own words"),
        F<Package>("supplier", CelType.String, p => Text(p.Subject.Supplier), "who makes or maintains it"),
        F<Package>("source", CelType.String, p => Text(p.Subject.Source?.Name), "name of the distribution's source package"),
        F<Package>("owner", CelType.String, p => Text(p.Subject.Owner?.ToString()), "package URL of the system package that its files belong to"),
        F<Package>("paths", CelType.List(CelType.String), p => CelValue.Of(p.Subject.Evidence.Select(e => e.Path)), "where it was seen"),
        F<Package>("layer", CelType.Int, p => p.Within.LayerOf(p.Subject) is { } layer ? CelValue.Of((long)layer.Index) : null, "number of the layer that brought it"),
        F<Package>("fromBase", CelType.Bool, p => p.Within.LayerOf(p.Subject) is { } layer ? CelValue.Of(layer.FromBase) : null, "whether that layer belongs to the base image"));

    /// <summary>A finding.</summary>
    public static CelObjectType FindingType { get; } = Object<Finding>(
        "finding",
        F<Finding>("id", CelType.String, f => CelValue.Of(f.Subject.Id), "CVE where there is one"),
        F<Finding>("aliases", CelType.List(CelType.String), f => CelValue.Of(f.Subject.Aliases), "its other names"),
        F<Finding>("kind", Words<AdvisoryKind>(), f => Word(f.Subject.Kind), "what it is"),
        F<Finding>("severity", Words<Severity>(), f => Word(f.Subject.Severity), "how bad it is when it is true"),
        F<Finding>("score", CelType.Double, f => f.Subject.Score is { } score ? CelValue.Of((double)score) : null, "CVSS, 0 to 10; absent where nobody scored it"),
        F<Finding>("cvss", CelType.String, f => Text(f.Subject.Cvss), "the vector"),
        F<Finding>("epss", CelType.Double, f => f.Subject.Prediction is { } known ? CelValue.Of(Exact(known.Probability)) : null, "probability of exploitation within 30 days, 0 to 1"),
        F<Finding>("epssPercentile", CelType.Double, f => f.Subject.Prediction is { } known ? CelValue.Of(Exact(known.Percentile)) : null, "share of all vulnerabilities that are no likelier, 0 to 1"),
        F<Finding>("kev", CelType.Bool, f => CelValue.Of(f.Subject.Exploited is not null), "known to be exploited (CISA's catalogue)"),
        F<Finding>("ransomware", CelType.Bool, f => CelValue.Of(f.Subject.Exploited is { Ransomware: true }), "known to be used by ransomware"),
        F<Finding>("risk", CelType.Double, f => CelValue.Of(f.Subject.Risk), "0 to 100, see [risk](../concepts/risk.md)"),
        F<Finding>("status", Words<AffectedStatus>(), f => Word(f.Subject.Status), "what the publisher of the package does about it"),
        F<Finding>("fixAvailable", CelType.Bool, f => CelValue.Of(f.Subject.FixedVersion is not null), "there is a version without it"),
        F<Finding>("fixedVersion", CelType.String, f => Text(f.Subject.FixedVersion), "that version"),
        F<Finding>("fixAgeDays", CelType.Int, f => f.Subject.FixedVersion is null ? null : Number(f.Within.DaysSince(f.Subject.Published)), "of a finding with a fix: days since its advisory was published. No feed says when a fix was released"),
        F<Finding>("ageDays", CelType.Int, f => Number(f.Within.DaysSince(f.Subject.Published)), "days since it was published"),
        F<Finding>("confidence", Words<Confidence>(), f => Word(f.Subject.Confidence), "less than high where version or name was inferred"),
        F<Finding>("summary", CelType.String, f => CelValue.Of(f.Subject.Summary), "one line"),
        F<Finding>("weaknesses", CelType.List(CelType.String), f => CelValue.Of(f.Subject.Weaknesses), "CWE ids"),
        F<Finding>("feeds", CelType.List(CelType.String), f => CelValue.Of(f.Subject.Sources.Select(s => s.Feed).Distinct(StringComparer.Ordinal)), "feeds that say so"),
        F<Finding>("advisories", CelType.List(CelType.String), f => CelValue.Of(f.Subject.Sources.Select(s => s.Advisory).Distinct(StringComparer.Ordinal)), "their advisories"),
        F<Finding>("vex", CelType.OneOf("affected", "under-investigation"), f => f.Subject.Statement is { } stated ? Word(stated.Status) : null, "what a VEX document says of it, where it does not set it aside"),
        F<Finding>("package", PackageType.Type, f => CelValue.Of(PackageType, new Judged<Package>(f.Subject.Package, f.Within)), "the package that has it"));

    /// <summary>A gap.</summary>
    public static CelObjectType GapType { get; } = Object<Gap>(
        "gap",
        F<Gap>("path", CelType.String, g => CelValue.Of(g.Subject.Path), "inside the target, or its own name when the whole of it is concerned"),
        F<Gap>("kind", Words<GapKind>(), g => Word(g.Subject.Kind), "why it could not be seen"),
        F<Gap>("reason", CelType.String, g => CelValue.Of(g.Subject.Reason), "for people"),
        F<Gap>("layer", CelType.Int, g => Number(g.Subject.Layer), "number of its layer"));

    /// <summary>A feed of the database.</summary>
    public static CelObjectType FeedType { get; } = Object<FeedInfo>(
        "feed",
        F<FeedInfo>("id", CelType.String, f => CelValue.Of(f.Subject.Id), "as `pavior db status` names it"),
        F<FeedInfo>("records", CelType.Int, f => Number(f.Subject.Records), "advisories or entries"),
        F<FeedInfo>("gaps", CelType.Int, f => Number(f.Subject.Gaps), "records that could not be used"),
        F<FeedInfo>("ageDays", CelType.Int, f => Number(f.Within.AgeOf([f.Subject.Newest])), "days since the newest date that it gives; absent where it gives none or one in the future"));

    /// <summary>The vulnerability database.</summary>
    public static CelObjectType DatabaseType { get; } = Object<DatabaseInfo>(
        "database",
        F<DatabaseInfo>("digest", CelType.String, d => CelValue.Of(d.Subject.Digest.ToString()), "SHA-256 of its content"),
        F<DatabaseInfo>("advisories", CelType.Int, d => Number(d.Subject.Advisories), "how many it holds"),
        F<DatabaseInfo>("isStarter", CelType.Bool, d => CelValue.Of(d.Subject.IsStarter), "the small set that comes with the program"),
        F<DatabaseInfo>("ageDays", CelType.Int, d => Number(d.Within.AgeOf(d.Subject.Feeds.Select(f => f.Newest))), "days since the newest date of any feed that does not lie in the future; absent where no feed has one"),
        F<DatabaseInfo>("feeds", CelType.List(FeedType.Type), d => CelValue.Of((CelValue[])[.. d.Subject.Feeds.Select(f => CelValue.Of(FeedType, new Judged<FeedInfo>(f, d.Within)))]), "what it was built from"));

    /// <summary>What was scanned.</summary>
    public static CelObjectType TargetType { get; } = Object<Target>(
        "target",
        F<Target>("kind", Words<TargetKind>(), t => Word(t.Subject.Kind), "what it is"),
        F<Target>("name", CelType.String, t => CelValue.Of(t.Subject.Name), "as it was named"),
        F<Target>("reference", CelType.String, t => Text(t.Subject.Reference), "repository and tag by which an image knows itself"),
        F<Target>("digest", CelType.String, t => Text(t.Subject.Digest?.ToString()), "of the image's manifest, or of the SBOM"),
        F<Target>("platform", CelType.String, t => Text(t.Subject.Platform), "`os/architecture[/variant]`"),
        F<Target>("user", CelType.String, t => Text(t.Subject.User), "whom an image runs as; empty for root"),
        F<Target>("labels", CelType.Map(CelType.String, CelType.String), t => CelValue.Of(t.Subject.Labels.OrderBy(l => l.Key, StringComparer.Ordinal)), "of an image"),
        F<Target>("ageDays", CelType.Int, t => Number(t.Within.DaysSince(t.Subject.Created)), "days since an image was made"),
        F<Target>("layers", CelType.Int, t => CelValue.Of((long)t.Subject.Layers.Count), "how many it has"),
        F<Target>("size", CelType.Int, t => CelValue.Of(t.Subject.Size), "bytes of all layers as stored"),
        F<Target>("base", CelType.String, t => Text(t.Subject.Base?.Name), "name of the base image"),
        F<Target>("distribution", CelType.String, t => Text(t.Within.Report.Inventory.Distribution?.Id), "`ID` of os-release: `debian`"),
        F<Target>("distributionVersion", CelType.String, t => Text(t.Within.Report.Inventory.Distribution?.VersionId), "`VERSION_ID` of os-release: `12`"));

    /// <summary>For rules.</summary>
    public static CelEnvironment Rule { get; } = new(
        new CelVariable("finding", FindingType.Type),
        new CelVariable("pkg", PackageType.Type),
        new CelVariable("gap", GapType.Type),
        new CelVariable("findings", CelType.List(FindingType.Type)),
        new CelVariable("packages", CelType.List(PackageType.Type)),
        new CelVariable("gaps", CelType.List(GapType.Type)),
        new CelVariable("database", DatabaseType.Type),
        new CelVariable("target", TargetType.Type),
        new CelVariable("packagesWithoutFeed", CelType.Map(CelType.String, CelType.Int)));

    /// <summary>For <c>acceptGaps</c>.</summary>
    public static CelEnvironment Gap { get; } = new(new CelVariable("gap", GapType.Type), new CelVariable("target", TargetType.Type));

    /// <summary>Every type there is, in the order of the reference page.</summary>
    public static IReadOnlyList<CelObjectType> Types { get; } = [FindingType, PackageType, GapType, DatabaseType, FeedType, TargetType];

    private static CelObjectType Object<T>(string name, params CelField[] fields) => new(name, fields);

    private static CelField F<T>(string name, CelType type, Func<Judged<T>, CelValue?> read, string meaning) => new(name, type, o => read((Judged<T>)o), meaning);

    private static CelType Words<T>()
        where T : struct, Enum => CelType.OneOf(EnumWords.All<T>());

    private static CelValue Word<T>(T value)
        where T : struct, Enum => CelValue.Of(EnumWords.Of(value));

    private static CelValue? Text(string? value) => string.IsNullOrEmpty(value) ? null : CelValue.Of(value);

    /// <summary>The number as it was written: 0.9 as a float is a little less.</summary>
    private static double Exact(float value) => (double)(decimal)value;

    private static CelValue? Number(int? value) => value is { } known ? CelValue.Of((long)known) : null;
}
