namespace Pavior.Core;

/// <summary>What one extractor found in one file. The engine adds layers, owners and the distribution afterwards.</summary>
public sealed class Extraction(string extractor, string path)
{
    /// <summary>More packages than this from one file is not a package list but an attack on the reader.</summary>
    public const int MaxPackages = 30_000;

    /// <summary>More gaps than this from one file say nothing new.</summary>
    public const int MaxGaps = 100;

    /// <summary>Licences that a file states for the package it belongs to.</summary>
    public const int MaxLicenses = 10_000;

    private readonly List<Package> _packages = [];
    private readonly List<OwnedFiles> _owned = [];
    private readonly List<Gap> _gaps = [];
    private readonly List<string> _licenses = [];
    private readonly TextBudget _budget = new(path);

    public string Extractor { get; } = extractor;

    public string Path { get; } = path;

    public IReadOnlyList<Package> Packages => _packages;

    public IReadOnlyList<OwnedFiles> Owned => _owned;

    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>Licences that the file states for the package it belongs to; which one that is, its place says.</summary>
    public IReadOnlyList<string> Licenses => _licenses;

    /// <summary>True when the file said nothing at all.</summary>
    public bool IsEmpty => _packages.Count == 0 && _owned.Count == 0 && _gaps.Count == 0 && _licenses.Count == 0 && Distribution is null;

    /// <summary>True once nobody wants to hear of more gaps.</summary>
    public bool HasManyGaps => _gaps.Count > MaxGaps;

    public Distribution? Distribution { get; private set; }

    /// <summary>Characters of everything that was added, what holds them counted in.</summary>
    public long Characters => _budget.Taken;

    /// <summary>The same, found in the same file under another of its names.</summary>
    public Extraction Under(string path)
    {
        var moved = new Extraction(Extractor, path) { Distribution = Distribution };
        moved._packages.AddRange(_packages.Select(p => p with { Evidence = [.. p.Evidence.Select(e => e with { Path = Moved(e.Path) })] }));
        moved._owned.AddRange(_owned);
        moved._gaps.AddRange(_gaps.Select(g => g with { Path = Moved(g.Path) }));
        moved._licenses.AddRange(_licenses);
        moved._budget.Take(_budget.Taken);
        return moved;

        string Moved(string place) => place.StartsWith(Path, StringComparison.Ordinal) ? path + place[Path.Length..] : place;
    }

    /// <summary>The same without its gaps, for which somebody else counts.</summary>
    public Extraction WithoutGaps()
    {
        var rest = new Extraction(Extractor, Path) { Distribution = Distribution };
        rest._packages.AddRange(_packages);
        rest._owned.AddRange(_owned);
        rest._licenses.AddRange(_licenses);
        rest._budget.Take(_budget.Taken);
        return rest;
    }

    /// <summary>Adds a package; evidence without one is set to this file.</summary>
    /// <exception cref="ParseException">More than <see cref="MaxPackages"/>, or more than <see cref="TextBudget"/> allows.</exception>
    public void Add(Package package)
    {
        if (_packages.Count >= MaxPackages)
            throw ParseException.Limit(Path, $"more than {MaxPackages} packages in one file");
        var taken = _budget.Take(package.Evidence.Count > 0 ? package : package with { Evidence = [new Evidence(Path, Extractor)] }, out var tooLong);
        if (tooLong is not null)
            Add(tooLong);
        if (taken is not null)
            _packages.Add(taken);
    }

    public void Add(OwnedFiles owned) => _owned.Add(owned);

    /// <exception cref="ParseException">More than <see cref="MaxLicenses"/>, or too long ones.</exception>
    public void AddLicenses(IEnumerable<string> licenses)
    {
        foreach (var license in licenses)
        {
            if (_licenses.Count >= MaxLicenses)
                throw ParseException.Limit(Path, $"more than {MaxLicenses} licences in one file");
            _budget.Take(license.Length);
            _licenses.Add(license);
        }
    }

    public void Add(Distribution distribution) => Distribution = distribution;

    /// <summary>Records that something else was expected on a line of the file. Costs nothing once there are many gaps.</summary>
    /// <param name="line">One-based.</param>
    /// <param name="expected">What should have stood there, as a noun phrase.</param>
    public void Expect(int line, string expected)
    {
        if (!HasManyGaps)
            Add(ParseException.AtLine(Path, line, expected).AsGap());
    }

    /// <summary>Records what could not be seen; after <see cref="MaxGaps"/> only that there were more.</summary>
    public void Add(Gap gap)
    {
        if (_gaps.Count < MaxGaps)
            _gaps.Add(gap.Shortened());
        else if (_gaps.Count == MaxGaps)
            _gaps.Add(new Gap(Path, GapKind.LimitReached, $"{Path}: more than {MaxGaps} gaps in one file"));
    }
}
