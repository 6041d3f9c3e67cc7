using Pavior.Core;

namespace Pavior.Scan.Npm;

/// <summary>The packages of one lock file, each once: a package needed by several others gets the strongest of their scopes and all their lines.</summary>
internal sealed class LockedPackages(Extraction into)
{
    /// <summary>More places than this of one package in one file say nothing new.</summary>
    private const int MaxPlaces = 32;

    private readonly Dictionary<PackageUrl, Package> _packages = [];
    private readonly List<PackageUrl> _order = [];

    /// <summary>Names are checked here: one that no package can have becomes a gap at its line.</summary>
    public void Add(
        string name,
        string? version,
        int line,
        DependencyScope scope = DependencyScope.Runtime,
        KeyValuePair<string, string>? origin = null,
        IReadOnlyList<string>? requires = null,
        IReadOnlyList<string>? licenses = null)
    {
        if (!NpmName.IsValid(name))
        {
            AddGap(line, $"a package name, not \"{Shortened(name)}\"");
            return;
        }

        var clean = NpmVersion.Clean(version);
        if (clean is null && origin is null)
        {
            AddGap(line, $"a version of {name}{(version is null ? "" : $", not \"{Shortened(version)}\"")}");
            return;
        }

        Add(NpmName.Purl(name, clean, origin), line, scope, requires ?? [], licenses ?? []);
    }

    /// <summary>A package from a local archive, whose version the lock file does not tell.</summary>
    public void AddUnversioned(string name, int line, DependencyScope scope, IReadOnlyList<string> requires)
    {
        if (NpmName.IsValid(name))
            Add(NpmName.Purl(name, version: null), line, scope, requires, []);
        else
            AddGap(line, $"a package name, not \"{Shortened(name)}\"");
    }

    /// <summary>As for npm's own packages, for another type of purl.</summary>
    public void Add(PackageUrl purl, int line, DependencyScope scope, IReadOnlyList<string> requires, IReadOnlyList<string> licenses)
    {
        var place = new Evidence(into.Path, into.Extractor, Line: line);
        if (_packages.TryGetValue(purl, out var known))
        {
            _packages[purl] = known with
            {
                Scope = Rank(scope) < Rank(known.Scope) ? scope : known.Scope,
                Requires = known.Requires.Count == 0 ? requires : known.Requires,
                Evidence = known.Evidence.Count < MaxPlaces ? [.. known.Evidence, place] : known.Evidence,
            };
            return;
        }

        if (_order.Count >= Extraction.MaxPackages)
        {
            Write();
            throw ParseException.Limit(into.Path, $"more than {Extraction.MaxPackages} packages in one file");
        }

        _order.Add(purl);
        _packages.Add(purl, new Package
        {
            Purl = purl,
            Relation = Relation.Declared,
            Scope = scope,
            Requires = requires,
            Licenses = licenses,
            Evidence = [place],
        });
    }

    public void AddGap(int line, string expected) => into.Expect(line, expected);

    /// <summary>Hands all packages over, in the order in which the file names them.</summary>
    public void Write()
    {
        foreach (var purl in _order)
            into.Add(_packages[purl]);
    }

    private static int Rank(DependencyScope scope) => scope switch
    {
        DependencyScope.Runtime => 0,
        DependencyScope.Optional => 1,
        _ => 2,
    };

    private static string Shortened(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
