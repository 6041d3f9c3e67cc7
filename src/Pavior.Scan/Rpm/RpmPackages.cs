using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Scan.OperatingSystems;

namespace Pavior.Scan.Rpm;

/// <summary>
/// Collects the packages of one database, then says which of them each needs. A requirement is a name that a package provides or a path
/// that it owns. Of boolean requirements (<c>(a if b)</c>) none is followed: what they need depends on what else is installed.
/// </summary>
internal sealed class RpmPackages(Extraction into)
{
    /// <summary>Bytes of all requirements of one database; a distribution of 10,000 packages has 20 MB.</summary>
    private const long MaxRequireBytes = 32L * 1024 * 1024;

    private readonly Utf8Pool _pool = new();
    private readonly ProviderIndex _providers = new(into);
    private readonly List<(Package Package, byte[] Requires)> _packages = [];
    private long _fileBudget = RpmFileNames.MaxBytes;
    private long _requireBytes;
    private bool _isFull;

    /// <exception cref="ParseException">The header is damaged; others may still be added.</exception>
    public void Add(ReadOnlySpan<byte> blob)
    {
        var header = RpmHeader.Open(blob, into.Path);
        var utf8Name = header.Text(RpmHeader.Name);
        if (utf8Name.IsEmpty)
            throw new ParseException(into.Path, 0, "a name in a package header");
        if (RpmNames.IsKey(utf8Name))
            return;
        if (_packages.Count >= Extraction.MaxPackages)
            throw ParseException.Limit(into.Path, $"more than {Extraction.MaxPackages} packages in one file");
        var name = _pool.Get(utf8Name);
        _packages.Add((ToPackage(header, name), Requires(header)));
        _providers.AddName(utf8Name, name);
        var provides = header.Texts(RpmHeader.ProvideName, out _);
        while (RpmHeader.TakeText(ref provides, out var provided))
            _providers.AddProvided(provided, name);
    }

    /// <summary>Hands over the packages; to be called once, after the last <see cref="Add"/>.</summary>
    public void Finish()
    {
        FindOwnersOfRequiredPaths();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (package, requires) in _packages)
        {
            names.Clear();
            ReadOnlySpan<byte> rest = requires;
            while (RpmHeader.TakeText(ref rest, out var requirement))
            {
                if (_providers.Find(requirement) is { } provider && provider != package.Purl.Name)
                    names.Add(provider);
            }

            into.Add(names.Count == 0 ? package : package with { Requires = [.. names] });
        }
    }

    /// <summary>The requirements of a header, to be resolved once all packages are known; none when there are too many to be kept.</summary>
    private byte[] Requires(in RpmHeader header)
    {
        var requires = header.Texts(RpmHeader.RequireName, out _);
        if (_requireBytes + requires.Length <= MaxRequireBytes)
        {
            _requireBytes += requires.Length;
            return requires.ToArray();
        }

        if (!_isFull)
            into.Add(ParseException.Limit(into.Path, $"requirements of more than {MaxRequireBytes} bytes: who needs whom is told of some packages only").AsGap());
        _isFull = true;
        return [];
    }

    /// <summary>Looks only for the paths that something requires: the lists of owned files are long.</summary>
    private void FindOwnersOfRequiredPaths()
    {
        var wanted = new Dictionary<byte[], byte[]>(Utf8Comparer.Instance);
        foreach (var (_, requires) in _packages)
        {
            ReadOnlySpan<byte> rest = requires;
            while (RpmHeader.TakeText(ref rest, out var requirement))
            {
                if (requirement.StartsWith("/"u8) && _providers.Find(requirement) is null)
                    wanted[requirement[1..].ToArray()] = requirement.ToArray();
            }
        }

        if (wanted.Count == 0)
            return;
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var (package, _) in _packages)
        {
            foreach (var path in package.Files)
            {
                if (lookup.TryGetValue(path, out var requirement))
                    _providers.AddProvided(requirement, package.Purl.Name);
            }
        }
    }

    private Package ToPackage(in RpmHeader header, string name)
    {
        var version = header.Text(RpmHeader.Version);
        var release = header.Text(RpmHeader.Release);
        if (version.IsEmpty)
            throw new ParseException(into.Path, 0, $"a version in the header of {name}");
        var full = _pool.Get(version) + (release.IsEmpty ? "" : "-" + _pool.Get(release));
        var epoch = header.Number(RpmHeader.Epoch)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        var supplier = header.Text(RpmHeader.Vendor) is { IsEmpty: false } vendor ? vendor : header.Text(RpmHeader.Packager);
        var license = header.Text(RpmHeader.License);
        var package = new Package
        {
            Purl = RpmNames.Purl(name, full, _pool.Get(header.Text(RpmHeader.Architecture)), epoch),
            Source = RpmNames.Source(_pool.Get(header.Text(RpmHeader.SourceRpm))),
            Supplier = supplier.IsEmpty ? null : _pool.Get(supplier),
            Licenses = license.IsEmpty ? [] : [_pool.Get(license)],
            Files = RpmFileNames.Read(header, into.Path, ref _fileBudget),
            Evidence = [new Evidence(into.Path, into.Extractor)],
        };
        var module = header.Text(RpmHeader.ModularityLabel);
        return module.IsEmpty
            ? package
            : package with { Properties = new Dictionary<string, string>(1) { ["rpm:modularity"] = _pool.Get(module) } };
    }
}
