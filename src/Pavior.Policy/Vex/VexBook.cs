using Pavior.Core;
using Pavior.Formats.Vex;

namespace Pavior.Policy.Vex;

/// <summary>
/// All statements of all documents, found by vulnerability. Of several that speak of one finding the latest counts; of the same time, the one that
/// comes later.
/// </summary>
internal sealed class VexBook
{
    private readonly Dictionary<string, List<Entry>> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Entry> _entries = [];
    private readonly VexTarget _target;
    private readonly ILookup<(string Type, string Name), Package> _packages;

    public VexBook(IReadOnlyList<VexInput> documents, Report report)
    {
        _target = new VexTarget(report);
        _packages = report.Inventory.Packages
            .SelectMany(p => p.Source is { } source && source.Name != p.Purl.Name ? [(p.Purl.Name, Package: p), (source.Name, Package: p)] : new[] { (p.Purl.Name, Package: p) })
            .ToLookup(p => (p.Package.Purl.Type, p.Name), p => p.Package);
        foreach (var input in documents)
        {
            foreach (var statement in input.Document.Statements)
                Add(new Entry(input, statement, _entries.Count));
        }
    }

    private void Add(Entry entry)
    {
        _entries.Add(entry);
        foreach (var id in entry.Statement.Aliases.Prepend(entry.Statement.Vulnerability).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!_byId.TryGetValue(id, out var list))
                _byId[id] = list = [];
            list.Add(entry);
        }
    }

    /// <summary>What counts of a finding; null when no statement speaks of it.</summary>
    public FindingStatement? Find(Finding finding)
    {
        Entry? latest = null;
        foreach (var id in finding.Aliases.Prepend(finding.Id))
        {
            foreach (var entry in _byId.GetValueOrDefault(id, []))
            {
                if (!Concerns(entry.Statement, finding.Package))
                    continue;
                entry.IsUsed = true;
                if (latest is null || entry.CompareTo(latest) > 0)
                    latest = entry;
            }
        }

        return latest?.Stated();
    }

    /// <summary>Those that spoke of no finding, in the order of their documents.</summary>
    public IEnumerable<UnusedStatement> Unused() => _entries.Where(e => !e.IsUsed).Select(e => new UnusedStatement(
        IsWaiver: false, e.Source, e.Statement.Vulnerability, ProductOf(e.Statement), Why(e.Statement)));

    private bool Concerns(VexStatement statement, Package package)
    {
        foreach (var product in statement.Products)
        {
            if (product.Subcomponents.Count == 0)
            {
                if (Names(product.Component, package, statement.Status) || IsTargetOf(product.Component, package))
                    return true;
            }
            else if (IsProduct(product.Component, package) && product.Subcomponents.Any(s => Names(s, package, statement.Status)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a part is of: the target, or the system package that owns this one.</summary>
    private bool IsProduct(VexComponent product, Package package) =>
        IsTargetOf(product, package) || (package.Owner is { } owner && Names(product, new Package { Purl = owner }));

    /// <summary>The target as a whole; its system, of that system's packages; an application in it, of what lies below.</summary>
    private bool IsTargetOf(VexComponent product, Package package) =>
        _target.Is(product) || (VexTarget.IsOfSystem(package) && _target.IsSystem(product)) || _target.IsApplicationOf(product, package);

    private static bool Names(VexComponent component, Package package, VexStatus status = VexStatus.NotAffected) =>
        component.Purls.Any(p => PurlMatch.Names(p, package))
        && (component.Versions.Count == 0 || component.Versions.Any(v => !v.IsRange && v.Text == package.Version && !IsLeftOut(v, status)))
        && (component.PartOf is null || IsModule(component.PartOf, package));

    /// <summary>A statement that something is fixed may list the versions in which it is not.</summary>
    private static bool IsLeftOut(VexVersions versions, VexStatus status) =>
        status == VexStatus.Fixed && versions is { IsStated: true, IsAffected: not false };

    /// <summary>A package of an rpm module: name and stream are the package's own.</summary>
    private static bool IsModule(VexComponent module, Package package) =>
        package.Properties.TryGetValue("rpm:modularity", out var label)
        && module.Purls.Any(p => p.Version is { } version && $"{p.Name}:{version}:" is var prefix && ($"{label}:".StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith($"{label}:", StringComparison.Ordinal)));

    private static string ProductOf(VexStatement statement)
    {
        if (statement.Products is not [var product, ..])
            return "";
        var component = product.Subcomponents is [var part, ..] ? part : product.Component;
        return component.Purls is [var purl, ..] ? purl.ToString() : component.Id ?? component.Name ?? "";
    }

    private bool IsTarget(VexComponent component) => _target.Is(component) || _target.IsSystem(component);

    private string Why(VexStatement statement)
    {
        if (statement.Products.Count == 0)
            return "it names no product";
        var components = statement.Products.SelectMany(p => p.Subcomponents.Count == 0 ? [p.Component] : p.Subcomponents);
        var named = components.SelectMany(c => c.Purls.SelectMany(p => _packages[(p.Type, p.Name)]).Select(package => (Component: c, Package: package))).ToArray();
        if (Array.Exists(named, n => Names(n.Component, n.Package)))
        {
            return statement.Products.Any(p => p.Subcomponents.Count == 0 || IsTarget(p.Component))
                ? $"{statement.Vulnerability} was not found in it"
                : "its product is not this target";
        }

        if (statement.Products.Any(p => p.Subcomponents.Count == 0 && IsTarget(p.Component)))
            return $"{statement.Vulnerability} was not found in this target";
        return Array.Exists(named, n => n.Component.Versions.Any(v => v.IsRange)) ? "it speaks of a range of versions, which is not compared"
            : named.Length > 0 ? "the package is there in another version or kind"
            : "no such package is in this target";
    }

    private sealed class Entry(VexInput input, VexStatement statement, int order) : IComparable<Entry>
    {
        public VexStatement Statement { get; } = statement;

        public bool IsUsed { get; set; }

        public string Source => Statement.Line > 0 ? $"{input.Path}, line {Statement.Line}" : input.Path;

        private DateTimeOffset Time => Statement.Timestamp ?? input.Document.Timestamp ?? DateTimeOffset.MinValue;

        private int Order { get; } = order;

        public int CompareTo(Entry? other) => (Time, Order).CompareTo((other!.Time, other.Order));

        public FindingStatement Stated() => new()
        {
            Status = Statement.Status,
            Justification = Statement.Justification,
            Text = Statement.ImpactStatement ?? Statement.ActionStatement ?? Statement.StatusNotes ?? Statement.OwnWord ?? "",
            By = input.Document.Author ?? "",
            Source = Source,
            Since = Statement.Timestamp ?? input.Document.Timestamp,
        };
    }
}
