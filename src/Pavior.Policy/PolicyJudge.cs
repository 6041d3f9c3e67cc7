using Pavior.Core;
using Pavior.Formats.Cel;

namespace Pavior.Policy;

/// <summary>Asks the rules of one stage about a report. The same policy, report and day always give the same verdict.</summary>
public static class PolicyJudge
{
    /// <summary>Steps of all conditions together; a few seconds.</summary>
    private const long MaxSteps = 100_000_000;

    /// <summary>Characters of an error that a reason shows.</summary>
    private const int MaxError = 200;

    private const int Finding = 0;
    private const int Package = 1;
    private const int Gap = 2;
    private const int Lists = 3;

    /// <param name="policy">The policy.</param>
    /// <param name="stage">One of <see cref="PolicyFile.Stages"/>.</param>
    /// <param name="report">What was found, without the findings that are waived.</param>
    /// <param name="today">For ages in days.</param>
    /// <param name="acceptGaps">True where somebody said that any gap is acceptable.</param>
    /// <exception cref="SourceException">The policy has no gate for the stage.</exception>
    public static Verdict Judge(PolicyFile policy, string stage, Report report, DateOnly today, bool acceptGaps)
    {
        var gate = policy.GateOf(stage);
        var judged = new JudgedReport(report, today);
        var values = Values(judged);
        var steps = MaxSteps;
        var missing = new List<string>();
        var reasons = new List<VerdictReason>();
        foreach (var rule in gate.Rules)
        {
            if (rule.NeedsAssessment && report.Assessment is null)
                missing.Add($"the rule {rule.Id} asks for findings, and no vulnerability database was asked");
            else if (Ask(rule, judged, values, ref steps) is { } reason)
                reasons.Add(reason);
        }

        if (!acceptGaps && Unaccepted(gate, judged, ref steps) is var gaps and > 0)
            missing.Add($"{gaps} {(gaps == 1 ? "thing" : "things")} could not be read");
        return new Verdict(reasons.Select(r => r.Decision).DefaultIfEmpty(Decision.Allow).Max(), stage, [.. reasons.OrderByDescending(r => r.Decision)])
        {
            Policy = policy.Info,
            Missing = missing,
        };
    }

    /// <summary>In the order of <see cref="PolicyVocabulary.Rule"/>; the first three are set for each of their kind.</summary>
    private static CelValue[] Values(JudgedReport judged)
    {
        var report = judged.Report;
        var values = new CelValue[PolicyVocabulary.Rule.Variables.Count];
        values[Lists] = Each(PolicyVocabulary.FindingType, report.Assessment?.Findings ?? [], judged);
        values[Lists + 1] = Each(PolicyVocabulary.PackageType, report.Inventory.Packages, judged);
        values[Lists + 2] = Each(PolicyVocabulary.GapType, report.Inventory.Gaps, judged);
        if (report.Assessment is { } assessment)
        {
            values[Lists + 3] = CelValue.Of(PolicyVocabulary.DatabaseType, new Judged<DatabaseInfo>(assessment.Database, judged));
            values[Lists + 5] = CelValue.Of(assessment.Unmatched.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => new KeyValuePair<string, CelValue>(u.Key, CelValue.Of((long)u.Value))));
        }

        values[Lists + 4] = CelValue.Of(PolicyVocabulary.TargetType, new Judged<Target>(report.Target, judged));
        return values;
    }

    private static CelValue Each<T>(CelObjectType type, IReadOnlyList<T> subjects, JudgedReport judged) =>
        CelValue.Of((CelValue[])[.. subjects.Select(s => CelValue.Of(type, new Judged<T>(s, judged)))]);

    private static VerdictReason? Ask(PolicyRule rule, JudgedReport judged, CelValue[] values, ref long steps) => rule.Scope switch
    {
        RuleScope.Finding => AskEach(rule, values, Finding, "finding", judged.Report.Assessment!.Findings, ref steps),
        RuleScope.Package => AskEach(rule, values, Package, "package", [], ref steps),
        RuleScope.Gap => AskEach(rule, values, Gap, "gap", [], ref steps),
        _ => Holds(rule.When, values, ref steps) is var (holds, error) && holds ? Reason(rule, "report", 1, [], error) : null,
    };

    private static VerdictReason? AskEach(PolicyRule rule, CelValue[] values, int slot, string of, IReadOnlyList<Finding> findings, ref long steps)
    {
        var (count, first, hits) = (0, (string?)null, new List<Finding>());
        var all = values[Lists + slot].Items;
        for (var i = 0; i < all.Count; i++)
        {
            values[slot] = all[i];
            var (holds, error) = Holds(rule.When, values, ref steps);
            if (!holds)
                continue;
            count++;
            first ??= error;
            if (slot == Finding)
                hits.Add(findings[i]);
        }

        return count == 0 ? null : Reason(rule, of, count, hits, first);
    }

    /// <summary>A condition that cannot be evaluated counts as true: a rule that breaks must not let anything through.</summary>
    private static (bool Holds, string? Error) Holds(CelProgram when, CelValue[] values, ref long steps)
    {
        // When the steps are gone every further condition would only fail anew.
        if (steps <= 0)
            return (true, $"the policy takes more than {MaxSteps} steps");
        var value = when.Evaluate(values, ref steps);
        return value.Kind == CelKind.Bool ? (value.IsTrue, null) : (true, value.Error ?? $"it gives {value}");
    }

    private static VerdictReason Reason(PolicyRule rule, string of, int count, IReadOnlyList<Finding> findings, string? error) =>
        new(rule.Decision, rule.Id, error is null ? rule.Message : $"{rule.Message} (cannot be told: {(error.Length > MaxError ? $"{error[..MaxError]}…" : error)})") { Of = of, Count = count, Findings = findings };

    private static int Unaccepted(Gate gate, JudgedReport judged, ref long steps)
    {
        var gaps = judged.Report.Inventory.Gaps;
        if (gate.AcceptGaps is not { } accept)
            return gaps.Count;
        var target = CelValue.Of(PolicyVocabulary.TargetType, new Judged<Target>(judged.Report.Target, judged));
        var open = 0;
        foreach (var gap in gaps)
            open += accept.Evaluate([CelValue.Of(PolicyVocabulary.GapType, new Judged<Gap>(gap, judged)), target], ref steps).IsTrue ? 0 : 1;
        return open;
    }
}
