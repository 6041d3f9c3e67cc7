namespace Pavior.Core;

/// <summary>What one extractor found in one file. The engine adds layers, owners and the distribution afterwards.</summary>
public sealed class Extraction(string extractor, string path)
{
    /// <summary>More packages than this from one file is not a package list but an attack on the reader.</summary>
    public const int MaxPackages = 30_000;

    /// <summary>More gaps than this from one file say nothing new.</summary>
    public const int MaxGaps = 100;

    private readonly List<Package> _packages = [];
    private readonly List<OwnedFiles> _owned = [];
    private readonly List<Gap> _gaps = [];
    private readonly List<string> _licenses = [];

    public string Extractor { get; } = extractor;

    public string Path { get; } = path;

    public IReadOnlyList<Package> Packages => _packages;

    public IReadOnlyList<OwnedFiles> Owned => _owned;

    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>Licences that the file states for the package it belongs to; which one that is, its place says.</summary>
    public IReadOnlyList<string> Licenses => _licenses;

    /// <summary>True when the file said nothing at all.</summary>
    public bool IsEmpty => _packages.Count == 0 && _owned.Count == 0 && _gaps.Count == 0 && _licenses.Count == 0 && Distribution is null;

    public Distribution? Distribution { get; private set; }

    /// <summary>The same, found in the same file under another of its names.</summary>
    public Extraction Under(string path)
    {
        var moved = new Extraction(Extractor, path) { Distribution = Distribution };
        moved._packages.AddRange(_packages.Select(p => p with { Evidence = [.. p.Evidence.Select(e => e with { Path = Moved(e.Path) })] }));
        moved._owned.AddRange(_owned);
        moved._gaps.AddRange(_gaps.Select(g => g with { Path = Moved(g.Path) }));
        moved._licenses.AddRange(_licenses);
        return moved;

        string Moved(string place) => place.StartsWith(Path, StringComparison.Ordinal) ? path + place[Path.Length..] : place;
    }

    /// <summary>Adds a package; evidence without one is set to this file.</summary>
    /// <exception cref="ParseException">More than <see cref="MaxPackages"/>.</exception>
    public void Add(Package package)
    {
        if (_packages.Count >= MaxPackages)
            throw ParseException.Limit(Path, $"more than {MaxPackages} packages in one file");
        _packages.Add(package.Evidence.Count > 0 ? package : package with { Evidence = [new Evidence(Path, Extractor)] });
    }

    public void Add(OwnedFiles owned) => _owned.Add(owned);

    public void AddLicenses(IEnumerable<string> licenses) => _licenses.AddRange(licenses);

    public void Add(Distribution distribution) => Distribution = distribution;

    /// <summary>Records what could not be seen; after <see cref="MaxGaps"/> only that there were more.</summary>
    public void Add(Gap gap)
    {
        if (_gaps.Count < MaxGaps)
            _gaps.Add(gap);
        else if (_gaps.Count == MaxGaps)
            _gaps.Add(new Gap(Path, GapKind.LimitReached, $"{Path}: more than {MaxGaps} gaps in one file"));
    }
}
