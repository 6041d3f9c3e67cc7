namespace Pavior.Core;

/// <summary>What one extractor found in one file. The engine adds layers, owners and the distribution afterwards.</summary>
public sealed class Extraction(string extractor, string path)
{
    /// <summary>More packages than this from one file is not a package list but an attack on the reader.</summary>
    public const int MaxPackages = 50_000;

    /// <summary>More gaps than this from one file say nothing new.</summary>
    public const int MaxGaps = 100;

    private readonly List<Package> _packages = [];
    private readonly List<OwnedFiles> _owned = [];
    private readonly List<Gap> _gaps = [];

    public string Extractor { get; } = extractor;

    public string Path { get; } = path;

    public IReadOnlyList<Package> Packages => _packages;

    public IReadOnlyList<OwnedFiles> Owned => _owned;

    public IReadOnlyList<Gap> Gaps => _gaps;

    public Distribution? Distribution { get; private set; }

    /// <summary>Adds a package; evidence without one is set to this file.</summary>
    /// <exception cref="ParseException">More than <see cref="MaxPackages"/>.</exception>
    public void Add(Package package)
    {
        if (_packages.Count >= MaxPackages)
            throw ParseException.Limit(Path, $"more than {MaxPackages} packages in one file");
        _packages.Add(package.Evidence.Count > 0 ? package : package with { Evidence = [new Evidence(Path, Extractor)] });
    }

    public void Add(OwnedFiles owned) => _owned.Add(owned);

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
