using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>
/// Makes statements of what a CSAF document says product by product: all products of a vulnerability that have the same status, the same justification
/// and the same remediations become one.
/// </summary>
internal sealed class CsafStatements(string path, CsafProductTree tree, VexGaps gaps, DateTimeOffset? issued)
{
    /// <summary>Products that flags, threats and remediations of one document name, groups counted as their products each time.</summary>
    private const int MaxReferences = 10_000_000;

    private int _references;

    public IEnumerable<VexStatement> Of(CsafVulnerability vulnerability)
    {
        if (vulnerability.Statuses.Count == 0)
            return [];
        if ((vulnerability.Cve ?? vulnerability.Ids.FirstOrDefault()) is not { Length: > 0 } id)
        {
            gaps.Add(path, vulnerability.Line, "a vulnerability with a cve or an id");
            return [];
        }

        var facts = Facts(vulnerability);
        Apply(vulnerability.Flags, facts, VexStatus.NotAffected, (fact, i) => fact.Flag ??= i);
        Apply(vulnerability.Impacts, facts, VexStatus.NotAffected, (fact, i) => fact.Impact ??= i);
        foreach (var status in (ReadOnlySpan<VexStatus>)[VexStatus.Affected, VexStatus.Fixed, VexStatus.UnderInvestigation])
            Apply(vulnerability.Actions, facts, status, (fact, i) => fact.AddAction(i));
        var aliases = vulnerability.Ids.Where(i => i != id).Distinct(StringComparer.Ordinal).ToArray();
        return facts.Values.GroupBy(f => f.Key).Select(same => Statement(vulnerability, id, aliases, [.. same]));
    }

    private static OrderedDictionary<(string Product, VexStatus Status), CsafFact> Facts(CsafVulnerability vulnerability)
    {
        var facts = new OrderedDictionary<(string Product, VexStatus Status), CsafFact>();
        foreach (var (product, status, line) in vulnerability.Statuses)
            facts.TryAdd((product, status), new CsafFact(product, status, line));
        return facts;
    }

    private void Apply<T>(
        List<CsafRemark<T>> remarks, OrderedDictionary<(string Product, VexStatus Status), CsafFact> facts, VexStatus status, Action<CsafFact, int> apply)
    {
        for (var i = 0; i < remarks.Count; i++)
        {
            var remark = remarks[i];
            if (remark.Products.Count == 0 && remark.Groups.Count == 0)
            {
                Count(facts.Count);
                foreach (var fact in facts.Values.Where(f => f.Status == status))
                    apply(fact, i);
                continue;
            }

            ApplyTo(remark.Products, facts, status, i, apply);
            foreach (var group in remark.Groups)
                ApplyTo(tree.Group(group), facts, status, i, apply);
        }
    }

    private void ApplyTo(
        IReadOnlyList<string> products, OrderedDictionary<(string Product, VexStatus Status), CsafFact> facts, VexStatus status, int remark, Action<CsafFact, int> apply)
    {
        Count(products.Count);
        foreach (var product in products)
        {
            if (facts.TryGetValue((product, status), out var fact))
                apply(fact, remark);
        }
    }

    private void Count(int references)
    {
        _references += references;
        if (_references > MaxReferences)
            throw ParseException.Limit(path, $"flags, threats and remediations that name more than {MaxReferences} products");
    }

    private VexStatement Statement(CsafVulnerability vulnerability, string id, string[] aliases, CsafFact[] facts)
    {
        var sample = facts[0];
        var flag = sample.Flag is { } f ? vulnerability.Flags[f] : null;
        var impact = sample.Impact is { } i ? vulnerability.Impacts[i] : null;
        if (sample.Status == VexStatus.NotAffected && flag is null && impact is null)
            gaps.Add(path, sample.Line, $"a flag or an impact for each product of known_not_affected, such as {VexGaps.Shorten(sample.Product)}");
        return new VexStatement
        {
            Vulnerability = id,
            Aliases = aliases,
            Products = Products(facts),
            Status = sample.Status,
            Justification = flag?.Value,
            ImpactStatement = impact?.Value,
            Actions = [.. sample.Actions.Select(a => vulnerability.Actions[a].Value)],
            Timestamp = flag?.Timestamp ?? impact?.Timestamp ?? issued,
            Line = sample.Line,
        };
    }

    /// <summary>One product for each that is named by itself, and one for each that some of its components are named of.</summary>
    private List<VexProduct> Products(CsafFact[] facts)
    {
        var products = new List<VexProduct>();
        var parts = new Dictionary<VexComponent, List<VexComponent>>(ReferenceEqualityComparer.Instance);
        foreach (var fact in facts)
        {
            var steps = tree.Path(fact.Product);
            if (steps.Count == 1)
            {
                products.Add(new VexProduct(steps[0], []));
                continue;
            }

            if (!parts.TryGetValue(steps[^1], out var list))
            {
                parts[steps[^1]] = list = [];
                products.Add(new VexProduct(steps[^1], list));
            }

            list.Add(Component(steps));
        }

        return products;
    }

    /// <summary>The component, and what stands between it and the product.</summary>
    private static VexComponent Component(IReadOnlyList<VexComponent> steps)
    {
        VexComponent? outer = null;
        for (var i = steps.Count - 2; i > 0; i--)
            outer = steps[i] with { PartOf = outer };
        return outer is null ? steps[0] : steps[0] with { PartOf = outer };
    }
}
