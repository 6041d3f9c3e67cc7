using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Csaf;

namespace Pavior.Scan.Rpm;

/// <summary>
/// What a document says of one vulnerability, package by package of each ecosystem. It says it for every repository, minor release and
/// architecture; here the same package is one.
/// </summary>
internal sealed class RedHatStatements(CsafDocument document, CsafVulnerability vulnerability)
{
    private readonly Dictionary<string, AffectedStatus> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Severity> _impacts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Ecosystem, string Name, bool IsSource, string? Module), RedHatStatement> _statements = [];

    /// <summary>In the order in which the document first speaks of each package.</summary>
    public List<AffectedPackage> Read()
    {
        ReadDecisions();
        ReadImpacts();
        var found = Resolve();
        var hasSources = found.Exists(f => f.Status != CsafStatus.Fixed && f.Package.IsSource);
        var hasBinaries = found.Where(f => f is { Status: CsafStatus.Fixed, Package.IsSource: false }).Select(f => (f.Ecosystem, f.Package.Module)).ToHashSet();
        foreach (var (status, product, package, ecosystem) in found)
        {
            // The binary packages of a fix are listed with their own versions, which need not be that of their source.
            if (status == CsafStatus.Fixed && (package.Evr is null || (package.IsSource && hasBinaries.Contains((ecosystem, package.Module)))))
                continue;
            Add(status, product, package, ecosystem, package.IsSource || (package.IsPlain && status != CsafStatus.Fixed && !hasSources));
        }

        var general = vulnerability.Impacts.Count > 0 ? vulnerability.Impacts.Max(i => SeverityWords.Parse(i.Impact)) : Severity.Unknown;
        return [.. _statements.Select(s => s.Value.Package(s.Key, general)).OfType<AffectedPackage>()];
    }

    private List<(CsafStatus Status, string Product, RedHatPackage Package, string Ecosystem)> Resolve()
    {
        var found = new List<(CsafStatus Status, string Product, RedHatPackage Package, string Ecosystem)>(vulnerability.Statuses.Count);
        foreach (var (status, product) in vulnerability.Statuses)
        {
            if (document.Find(product) is var (package, platform) && RedHatPackage.TryParse(package.Purl) is { IsDebugging: false } rpm
                && RedHatPlatform.Ecosystem(platform.Cpe) is { } ecosystem)
            {
                found.Add((status, product, rpm, ecosystem));
            }
        }

        return found;
    }

    private void Add(CsafStatus status, string product, RedHatPackage rpm, string ecosystem, bool isSource)
    {
        var key = (ecosystem, rpm.Name, isSource, rpm.Module);
        if (!_statements.TryGetValue(key, out var statement))
            _statements[key] = statement = new RedHatStatement();
        statement.Severity = (Severity)Math.Max((int)statement.Severity, (int)_impacts.GetValueOrDefault(product));
        switch (status)
        {
            case CsafStatus.Fixed:
                statement.AddFix(rpm.Evr!);
                break;
            case CsafStatus.KnownAffected:
                statement.Open = _decisions.GetValueOrDefault(product, AffectedStatus.Affected);
                break;
            case CsafStatus.UnderInvestigation:
                statement.Open ??= AffectedStatus.UnderInvestigation;
                break;
            default:
                statement.IsNotAffected = true;
                break;
        }
    }

    /// <summary>For what is open the remedy says what will become of it.</summary>
    private void ReadDecisions()
    {
        foreach (var remedy in vulnerability.Remedies)
        {
            AffectedStatus? decision = (remedy.Category, remedy.Details) switch
            {
                (_, "Out of support scope") or ("out_of_support", _) => AffectedStatus.EndOfLife,
                (_, "Fix deferred") => AffectedStatus.Deferred,
                (_, "Under investigation") => AffectedStatus.UnderInvestigation,
                ("no_fix_planned", _) => AffectedStatus.WillNotFix,
                _ => null,
            };
            if (decision is not { } known)
                continue;
            foreach (var product in remedy.Products)
                _decisions.TryAdd(product, known);
        }
    }

    private void ReadImpacts()
    {
        foreach (var (impact, products) in vulnerability.Impacts)
        {
            foreach (var product in products)
                _impacts.TryAdd(product, SeverityWords.Parse(impact));
        }
    }
}
