using Pavior.Core;
using Pavior.Scan.Assembly;

namespace Pavior.Scan.Sbom;

/// <summary>Collects what one SBOM says, whatever its format.</summary>
internal sealed class SbomReading(string path, string format)
{
    private const int MaxComplaints = 100;

    /// <summary>Characters of the texts by which the parts of one document name each other.</summary>
    private const long MaxKept = 24L * 1024 * 1024;

    /// <summary>What keeping one costs beside its characters.</summary>
    private const int KeptCost = 24;

    private readonly List<Package> _packages = [];
    private readonly List<Gap> _gaps = [];
    private readonly List<Gap> _breaches = [];
    private readonly TextBudget _budget = new(path);
    private long _kept;
    private int _complaintCount;
    private int _breachCount;

    /// <summary>Path or name of the document, for errors.</summary>
    public string Path { get; } = path;

    /// <summary>What the document describes: its kind, layers and base as far as told.</summary>
    public Target Subject { get; set; } = new(TargetKind.Sbom, path);

    public Distribution? Distribution { get; set; }

    public IReadOnlyList<Package> Packages => _packages;

    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>A package without any evidence was seen in the document itself.</summary>
    public void Add(Package package)
    {
        if (_packages.Count >= Extraction.MaxPackages)
            throw ParseException.Limit(Path, $"more than {Extraction.MaxPackages} packages in one file");
        var taken = _budget.Take(package.Evidence.Count > 0 ? package : package with { Evidence = [new Evidence(Path, format)] }, out var tooLong);
        if (tooLong is not null)
            NoteGap(tooLong, _gaps, ref _complaintCount);
        if (taken is not null)
            _packages.Add(taken);
    }

    /// <summary>Takes a text that is kept while the document is read: an identifier by which its parts name each other.</summary>
    /// <exception cref="ParseException">There are too many, or too long ones.</exception>
    public void Keep(string text)
    {
        _kept += text.Length + KeptCost;
        if (_kept > MaxKept)
            throw ParseException.Limit(Path, $"identifiers and relationships of more than {MaxKept} characters");
    }

    /// <summary>Gaps that the document tells of what it describes.</summary>
    public void AddTold(IEnumerable<Gap> gaps) => _gaps.AddRange(gaps);

    /// <summary>True once nobody wants to hear more complaints: finding a place takes time.</summary>
    public bool HasManyComplaints => _complaintCount > MaxComplaints;

    /// <summary>The same for broken rules.</summary>
    public bool HasManyBreaches => _breachCount > MaxComplaints;

    /// <summary>Something that the document says could not be understood; the rest is read.</summary>
    public void Complain(ParseException complaint) => Note(complaint, _gaps, ref _complaintCount);

    /// <summary>The document breaks a rule of its format that hides nothing from a reader.</summary>
    public void Breach(ParseException complaint) => Note(complaint, _breaches, ref _breachCount);

    /// <summary>The report of a document that was named as target: there a broken rule is a gap, since nobody knows what its writer meant.</summary>
    public Report Finish(Target target) => new(
        target with
        {
            Layers = Subject.Layers,
            Reference = Subject.Reference,
            Base = Subject.Base,
            Platform = Subject.Platform,
            User = Subject.User,
            Command = Subject.Command,
            Labels = Subject.Labels,
            Created = Subject.Created,
            ConfigDigest = Subject.ConfigDigest,
        },
        new Inventory(
            Distribution,
            PackageMerge.Merge(_packages),
            [.. _gaps.Concat(_breaches).Distinct().OrderBy(g => g.Layer ?? -1).ThenBy(g => g.Path, StringComparer.Ordinal).ThenBy(g => g.Reason, StringComparer.Ordinal)]));

    private void Note(ParseException complaint, List<Gap> into, ref int count) => NoteGap(complaint.AsGap(), into, ref count);

    private void NoteGap(Gap gap, List<Gap> into, ref int count)
    {
        count++;
        if (count <= MaxComplaints)
            into.Add(gap.Shortened());
        else if (count == MaxComplaints + 1)
            into.Add(new Gap(Path, GapKind.LimitReached, $"{Path}: more than {MaxComplaints} gaps in one file"));
    }
}
