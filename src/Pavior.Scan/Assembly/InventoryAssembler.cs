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
    /// <summary>Packages of the finished target, each place counted: what a report of them takes stays within memory.</summary>
    private const int MaxPackages = 60_000;

    private readonly List<Package> _packages = [];
    private readonly List<(string Path, OwnedFiles Owned)> _owned = [];
    private readonly List<(string Path, Distribution Distribution)> _distributions = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _licenses = new(StringComparer.Ordinal);
    private readonly List<Gap> _gaps = [];

    /// <param name="file">A file of the finished target.</param>
    /// <param name="origins">For a file in a layer and an extractor: tells the layer that each package came with.</param>
    /// <exception cref="SourceException">The target holds too many packages for one report.</exception>
    public void Add(VisibleFile file, Func<VisibleFile, string, Func<Package, int>>? origins = null)
    {
        foreach (var extraction in file.Extractions)
        {
            if (extraction.Packages.Count > 0)
            {
                var origin = file.Layer is null || origins is null ? null : origins(file, extraction.Extractor);
                _packages.AddRange(extraction.Packages.Select(p => origin is null ? p : InLayer(p, origin(p))));
                if (_packages.Count > MaxPackages)
                    throw new SourceException($"the target holds more than {MaxPackages} packages, too many for one report");
            }

            if (extraction.Licenses.Count > 0)
                _licenses[file.Path] = extraction.Licenses;
            _owned.AddRange(extraction.Owned.Select(o => (file.Path, o)));
            if (extraction.Distribution is { } distribution)
                _distributions.Add((file.Path, distribution));
            AddGaps(extraction.Gaps, file.Layer);
        }
    }

    public void AddGaps(IEnumerable<Gap> gaps, int? layer) => _gaps.AddRange(gaps.Select(g => g with { Layer = layer }));

    public Inventory Assemble()
    {
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

    private Gap[] SortGaps() => _gaps
        .Distinct()
        .OrderBy(g => g.Layer ?? -1).ThenBy(g => g.Path, StringComparer.Ordinal).ThenBy(g => g.Reason, StringComparer.Ordinal)
        .ToArray();
}
