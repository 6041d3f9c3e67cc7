using Pavior.Core;
using Pavior.Scan.Debian;
using Pavior.Scan.DotNet;
using Pavior.Scan.Go;
using Pavior.Scan.Layers;
using Pavior.Scan.OperatingSystems;

namespace Pavior.Scan.Assembly;

/// <summary>
/// Makes one inventory of what extractors found file by file: file lists go to their packages, the distribution into purls,
/// owners onto language packages, and the same package in several places becomes one with several pieces of evidence.
/// </summary>
/// <param name="link">
/// Gives the target of the link at a path, or null; package lists may name a path before or after a merge of /usr, and documentation
/// folders are shared.
/// </param>
internal sealed class InventoryAssembler(Func<string, string?> link)
{
    /// <summary>Packages of the finished target: what a report of them takes stays within memory. A further place of one that is known counts a quarter.</summary>
    private const int MaxPackages = 60_000;

    private const int WeightOfNew = 4;

    /// <summary>Gaps of the finished target that are listed one by one.</summary>
    private const int MaxGaps = 10_000;

    /// <summary>What a target is that has more.</summary>
    public static string TooMany => $"more than {MaxPackages} packages, a further place of one counted as a quarter";

    private readonly List<Package> _packages = [];
    private readonly List<(string Path, OwnedFiles Owned)> _owned = [];
    private readonly List<(string Path, Distribution Distribution)> _distributions = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _licenses = new(StringComparer.Ordinal);
    private readonly List<Gap> _gaps = [];
    private readonly HashSet<PackageUrl> _known = [];
    private int _weight;
    private string? _firstLeftOut;
    private int _leftOut;

    /// <summary>False when the packages of the file would be too many.</summary>
    public bool HasRoomFor(VisibleFile file)
    {
        if (_weight + (WeightOfNew * file.Extractions.Sum(e => e.Packages.Count)) <= WeightOfNew * MaxPackages)
            return true;
        var added = new HashSet<PackageUrl>();
        var weight = file.Extractions.SelectMany(e => e.Packages).Sum(p => _known.Contains(p.Purl) || !added.Add(p.Purl) ? 1 : WeightOfNew);
        return _weight + weight <= WeightOfNew * MaxPackages;
    }

    /// <param name="file">A file of the finished target.</param>
    /// <param name="origins">For a file in a layer and an extractor: tells the layer that each package came with.</param>
    /// <remarks>When there is no room for its packages, those of this and of all later files are left out, and a gap says so.</remarks>
    public void Add(VisibleFile file, Func<VisibleFile, string, Func<Package, int>>? origins = null)
    {
        _firstLeftOut ??= HasRoomFor(file) ? null : file.Path;
        foreach (var extraction in file.Extractions)
        {
            if (_firstLeftOut is not null)
            {
                _leftOut += extraction.Packages.Count;
            }
            else if (extraction.Packages.Count > 0)
            {
                var origin = file.Layer is null || origins is null ? null : origins(file, extraction.Extractor);
                foreach (var package in extraction.Packages)
                    _packages.Add(Shared(origin is null ? package : InLayer(package, origin(package))));
            }

            if (extraction.Licenses.Count > 0)
                _licenses[file.Path] = extraction.Licenses;
            _owned.AddRange(extraction.Owned.Select(o => (file.Path, o)));
            if (extraction.Distribution is { } distribution)
                _distributions.Add((file.Path, distribution));
            AddGaps(extraction.Gaps, file.Layer);
        }
    }

    /// <summary>Counts the package, and lets all of one purl share it.</summary>
    private Package Shared(Package package)
    {
        if (!_known.TryGetValue(package.Purl, out var known))
        {
            _known.Add(package.Purl);
            _weight += WeightOfNew;
            return package;
        }

        _weight++;
        return package with { Purl = known };
    }

    public void AddGaps(IEnumerable<Gap> gaps, int? layer) => _gaps.AddRange(gaps.Select(g => g with { Layer = layer }));

    public Inventory Assemble()
    {
        if (_firstLeftOut is { } first)
            _gaps.Add(new Gap(first, GapKind.LimitReached, $"the target holds {TooMany}: {_leftOut} were left out, those of {first} the first"));
        var distribution = _distributions.OrderBy(d => DistributionFiles.Rank(d.Path)).Select(d => d.Distribution).FirstOrDefault();
        Keep(CoveredAssemblies.Drop);
        Keep(GoSums.Complete);
        FileOwnership.AttachLists(_packages, _owned);
        CopyrightLicenses.Attach(_packages, _licenses, link);
        for (var i = 0; i < _packages.Count; i++)
            _packages[i] = DistributionPurls.Complete(_packages[i], distribution);
        FileOwnership.MarkOwners(_packages, link);
        StatedPackages.Join(_packages);
        return new Inventory(distribution, PackageMerge.Merge(_packages), SortGaps());
    }

    /// <summary>What one file says may be superfluous in the light of another.</summary>
    private void Keep(Func<IReadOnlyCollection<Package>, IEnumerable<Package>> join)
    {
        Package[] kept = [.. join(_packages)];
        _packages.Clear();
        _packages.AddRange(kept);
    }

    private static Package InLayer(Package package, int layer) =>
        package with { Evidence = package.Evidence.Select(e => e with { Layer = layer }).ToArray() };

    private Gap[] SortGaps()
    {
        var sorted = _gaps
            .Distinct()
            .OrderBy(g => g.Layer ?? -1).ThenBy(g => g.Path, StringComparer.Ordinal).ThenBy(g => g.Reason, StringComparer.Ordinal)
            .ToArray();
        if (sorted.Length <= MaxGaps)
            return sorted;

        var more = sorted.Length - MaxGaps;
        var next = sorted[MaxGaps];
        return [.. sorted[..MaxGaps], next with { Kind = GapKind.LimitReached, Reason = $"{next.Path}: {more} more gaps, this the first of them; {MaxGaps} at most are listed" }];
    }
}
