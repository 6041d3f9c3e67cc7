using Pavior.Core;
using Pavior.Policy.Vex;

namespace Pavior.Policy;

/// <summary>Says of each finding whether it counts: first the VEX documents are asked, then the waivers. Keeps those that do not, and what was of no use.</summary>
public sealed class FindingAnswers
{
    /// <summary>Waivers and statements without use that are listed one by one.</summary>
    private const int MaxUnused = 100_000;

    private readonly VexBook? _vex;
    private readonly Dictionary<string, List<Waiver>> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Waiver> _ofPackages = [];
    private readonly List<(Waiver Waiver, string? Why)> _waivers = [];
    private readonly HashSet<Waiver> _used = [];
    private readonly List<Finding> _suppressed = [];

    /// <param name="policy">Whose waivers count.</param>
    /// <param name="stage">The stage that is asked.</param>
    /// <param name="documents">VEX documents, in the order in which they were given.</param>
    /// <param name="report">What was scanned.</param>
    /// <param name="today">Waivers that ended before do not count.</param>
    public FindingAnswers(PolicyFile policy, string stage, IReadOnlyList<VexInput> documents, Report report, DateOnly today)
    {
        _vex = documents.Count > 0 ? new VexBook(documents, report) : null;
        foreach (var waiver in policy.Waivers)
        {
            var why = waiver.Expires < today ? FormattableString.Invariant($"it expired on {waiver.Expires:yyyy-MM-dd}") : null;
            if (waiver.Stages.Count > 0 && !waiver.Stages.Contains(stage))
                continue;
            _waivers.Add((waiver, why));
            if (why is not null)
                continue;
            if (waiver.Id is not { } id)
                _ofPackages.Add(waiver);
            else if (_byId.TryGetValue(id, out var list))
                list.Add(waiver);
            else
                _byId[id] = [waiver];
        }
    }

    /// <summary>Null for a finding that is set aside, else the finding, with what a document says of it.</summary>
    public Finding? Answer(Finding finding)
    {
        if (_vex?.Find(finding) is { } stated)
        {
            finding = finding with { Statement = stated };
            if (stated.SetsAside)
            {
                _suppressed.Add(finding);
                return null;
            }
        }

        if (WaiverOf(finding) is not { } waiver)
            return finding;
        _suppressed.Add(finding with { Statement = waiver.Statement });
        return null;
    }

    /// <summary>The report with what was set aside, and what was of no use.</summary>
    public Report Complete(Report report)
    {
        var unused = _waivers.Where(w => !_used.Contains(w.Waiver))
            .Select(w => new UnusedStatement(
                IsWaiver: true, w.Waiver.Source, w.Waiver.Id ?? "", w.Waiver.Package?.Text ?? "", w.Why ?? "no finding that counts is as it says"))
            .Concat(_vex?.Unused() ?? [])
            .ToArray();
        if (unused.Length > MaxUnused)
            unused = [.. unused.Take(MaxUnused), new UnusedStatement(false, "", "", "", $"and {unused.Length - MaxUnused} more")];
        return report with { Suppressed = _suppressed, Unused = unused };
    }

    /// <summary>The one that lasts longest; all that cover the finding are of use.</summary>
    private Waiver? WaiverOf(Finding finding)
    {
        Waiver? longest = null;
        foreach (var waiver in finding.Aliases.Prepend(finding.Id).SelectMany(id => _byId.GetValueOrDefault(id, [])).Concat(_ofPackages))
        {
            if (!waiver.Covers(finding))
                continue;
            _used.Add(waiver);
            if (longest is null || waiver.Expires > longest.Expires)
                longest = waiver;
        }

        return longest;
    }
}
