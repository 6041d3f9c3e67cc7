using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Store;

namespace Pavior.Scan.Match;

/// <summary>Weighs everything that a database says of one package.</summary>
internal sealed class PackageMatching(VulnerabilityMatcher matcher, Package package, string? platform)
{
    private readonly Dictionary<int, List<Candidate>> _positive = [];
    private readonly Dictionary<int, string> _cleared = [];
    private readonly List<SetAside> _setAside = [];

    public void Consider(PackageKey key, IReadOnlyList<Statement> statements)
    {
        if (statements.Count == 0 || VersionOrders.Of(key.Ecosystem) is not { } order)
            return;
        foreach (var statement in statements)
        {
            var affected = statement.Affected;
            if (key.IsSource != affected.IsSource && IsDistribution)
                continue;
            var candidate = new Candidate(matcher.Advisory(statement.Advisory), affected, key, order);
            foreach (var number in candidate.Advisory.Vulnerabilities)
                Consider(number, candidate);
        }
    }

    public void Finish(List<MatchedFinding> findings, List<SetAside> setAside)
    {
        foreach (var (number, candidates) in _positive)
        {
            var vulnerability = matcher.Vulnerability(number);
            if (_cleared.TryGetValue(number, out var reason))
                SetAside(vulnerability, candidates[0], reason);
            else if (package.Owner is { } owner && IsJudgedByOwner)
                SetAside(vulnerability, candidates[0], $"its files belong to {owner}, whose distribution speaks for them");
            else
                findings.Add(new MatchedFinding(Finding(vulnerability, candidates), candidates));
        }

        setAside.AddRange(_setAside);
    }

    private bool IsDistribution => package.Purl.Type is "deb" or "apk" or "rpm" or "alpm";

    /// <summary>An owner of a distribution that some feed speaks of; otherwise nobody else would tell.</summary>
    private bool IsJudgedByOwner => package.Owner is { } owner && PackageKey.Of(new Package { Purl = owner }).Count > 0;

    private void Consider(int number, Candidate candidate)
    {
        if (Limit(candidate.Affected) is { } limit)
        {
            SetAside(matcher.Vulnerability(number), candidate, limit);
            return;
        }

        if (candidate.Affected.Status == AffectedStatus.NotAffected)
        {
            if (candidate.Contains(candidate.Key.Version))
                _cleared[number] = $"{candidate.Advisory.Feed} says that {candidate.Key.Name} is not affected";
            return;
        }

        if (!candidate.Contains(candidate.Key.Version))
        {
            SetAside(matcher.Vulnerability(number), candidate, $"{candidate.Key.Version} is outside {Range(candidate.Affected)}");
            return;
        }

        if (!_positive.TryGetValue(number, out var known))
            _positive[number] = known = [];
        known.Add(candidate);
    }

    /// <summary>Why a statement does not concern this package, whatever its version.</summary>
    private string? Limit(AffectedPackage affected)
    {
        if (affected.Module is { } module && ModuleOf(package) is var own && own != module)
            return own is null ? $"it concerns the module {module}, and the package is of none" : $"it concerns the module {module}, and the package is of {own}";
        if (package.Purl.Type == "rpm" && affected.Module is null && IsModular(affected) is { } modular && modular != IsModular(package.Version))
            return modular ? "it concerns a module stream, and the package is of none" : "it concerns the plain package, and this one is of a module stream";
        if (platform?.Split('/') is not [var system, var architecture, ..])
            return null;
        if (affected.OperatingSystems.Count > 0 && !affected.OperatingSystems.Contains(system))
            return $"it concerns {string.Join(", ", affected.OperatingSystems)} only";
        return affected.Architectures.Count > 0 && !affected.Architectures.Contains(architecture)
            ? $"it concerns {string.Join(", ", affected.Architectures)} only"
            : null;
    }

    /// <summary>Name and stream of an rpm module label (<c>name:stream:version:context</c>).</summary>
    private static string? ModuleOf(Package package)
    {
        if (!package.Properties.TryGetValue("rpm:modularity", out var label))
            return null;
        var first = label.IndexOf(':', StringComparison.Ordinal);
        var second = first < 0 ? -1 : label.IndexOf(':', first + 1);
        return second < 0 ? label : label[..second];
    }

    /// <summary>Whether the fix that a statement names was built for a module; null when it names no fix.</summary>
    private static bool? IsModular(AffectedPackage affected) =>
        affected.Vulnerable.Intervals.FirstOrDefault(i => i.To is not null).To is { } fix ? IsModular(fix) : null;

    private static bool IsModular(string release) =>
        release.Contains(".module", StringComparison.Ordinal) || release.Contains("+module", StringComparison.Ordinal);

    private Finding Finding(StoredVulnerability vulnerability, List<Candidate> candidates)
    {
        var advisories = candidates.Select(c => c.Advisory).ToArray();
        var (cvss, score) = matcher.Cvss(vulnerability);
        var fix = Fix(candidates);
        var finding = new Finding
        {
            Id = vulnerability.Id,
            Aliases = vulnerability.Aliases,
            Kind = advisories.Min(a => a.Kind) is var least && advisories.Any(a => a.Kind == AdvisoryKind.Malicious) ? AdvisoryKind.Malicious : least,
            Package = package,
            Summary = advisories.Select(a => a.Summary).Concat(vulnerability.Advisories.Select(a => matcher.Advisory(a).Summary)).FirstOrDefault(s => s.Length > 0) ?? "",
            Severity = SeverityOf(candidates, score),
            Cvss = cvss,
            Score = score,
            Status = fix is not null ? AffectedStatus.Affected : candidates.Min(c => c.Affected.Status == AffectedStatus.Unscheduled ? AffectedStatus.Affected : c.Affected.Status),
            FixedVersion = fix,
            Published = advisories.Where(a => a.Published is not null).Min(a => a.Published),
            Exploited = vulnerability.Exploited,
            Prediction = vulnerability.Prediction,
            Confidence = package.Confidence,
            Weaknesses = [.. advisories.SelectMany(a => a.Weaknesses).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Sources =
            [
                .. candidates
                    .Select(c => new FindingSource(c.Advisory.Feed, c.Advisory.Id, Range(c.Affected), c.Advisory.References.Count > 0 ? c.Advisory.References[0] : null))
                    .Distinct()
                    .OrderBy(s => s.Feed, StringComparer.Ordinal).ThenBy(s => s.Advisory, StringComparer.Ordinal).ThenBy(s => s.Vulnerable, StringComparer.Ordinal),
            ],
        };
        return finding with { Risk = RiskScore.Of(finding) };
    }

    /// <summary>The distribution's word on its own package first, then the publisher's, then what CVSS comes to.</summary>
    private static Severity SeverityOf(List<Candidate> candidates, decimal? score)
    {
        var own = candidates.Max(c => c.Affected.Severity);
        if (own != Severity.Unknown)
            return own;
        var word = candidates.Max(c => c.Advisory.Severity);
        if (word != Severity.Unknown)
            return word;
        return score switch
        {
            null => Severity.Unknown,
            >= 9 => Severity.Critical,
            >= 7 => Severity.High,
            >= 4 => Severity.Medium,
            > 0 => Severity.Low,
            _ => Severity.Unknown,
        };
    }

    /// <summary>
    /// The lowest version after this one that lies outside every range under which the package fell. Where a distribution will not mend its
    /// package, its range may still end, at a version that this release never gets.
    /// </summary>
    private static string? Fix(List<Candidate> candidates)
    {
        var order = candidates[0].Order;
        string? lowest = null;
        foreach (var interval in candidates.Where(c => c.Affected.Status == AffectedStatus.Affected).SelectMany(c => c.Affected.Vulnerable.Intervals))
        {
            // Whether a range holds the version costs most, so that is asked last.
            if (interval is { To: { } to, ToIncluded: false }
                && order.Compare(to, candidates[0].Key.Version) > 0
                && (lowest is null || IsBefore(order, to, lowest))
                && !candidates.Exists(c => c.Contains(to)))
                lowest = to;
        }

        return lowest;
    }

    private static bool IsBefore(VersionOrder order, string version, string other) =>
        order.Compare(version, other) is var difference && (difference < 0 || (difference == 0 && string.CompareOrdinal(version, other) < 0));

    private void SetAside(StoredVulnerability vulnerability, Candidate candidate, string reason) =>
        _setAside.Add(new SetAside(vulnerability.Id, package.Purl, candidate.Advisory.Feed, candidate.Advisory.Id, reason));

    private static string Range(AffectedPackage affected) =>
        affected.Versions.Count > 0 && affected.Vulnerable == VersionRange.All ? "the versions it lists" : affected.Vulnerable.ToString();
}
