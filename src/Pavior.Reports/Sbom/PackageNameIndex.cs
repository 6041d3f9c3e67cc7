using Pavior.Core;

namespace Pavior.Reports.Sbom;

/// <summary>Finds packages by their name and the file they were seen in, or the nearest of a name to a file, without going through all of that name.</summary>
internal sealed class PackageNameIndex
{
    private readonly Dictionary<(string Type, string Name), int> _names = [];
    private readonly List<List<(string Path, int Package)>> _places = [];
    private readonly Dictionary<int, PlaceIndex> _indexed = [];
    private readonly Dictionary<string, int> _perFile = new(StringComparer.Ordinal);

    /// <param name="packages">All packages; they are known by their place in this list.</param>
    /// <param name="spelling">What is the same name, by type and name.</param>
    public PackageNameIndex(IReadOnlyList<Package> packages, Func<string, string, string> spelling)
    {
        for (var i = 0; i < packages.Count; i++)
        {
            var type = packages[i].Purl.Type;
            var key = (type, spelling(type, packages[i].Name));
            if (!_names.TryGetValue(key, out var name))
            {
                _names[key] = name = _places.Count;
                _places.Add([]);
            }

            foreach (var evidence in packages[i].Evidence)
            {
                if (_places[name] is not [.., var last] || last != (evidence.Path, i))
                    _places[name].Add((evidence.Path, i));
                _perFile[evidence.Path] = _perFile.GetValueOrDefault(evidence.Path) + 1;
            }
        }
    }

    /// <summary>The number of a name, for the other questions; null when no package is called so.</summary>
    public int? Find(string type, string spelling) => _names.TryGetValue((type, spelling), out var name) ? name : null;

    /// <summary>True for a file that names several packages.</summary>
    public bool IsShared(string path) => _perFile.GetValueOrDefault(path) > 1;

    /// <summary>The packages of a name that were seen in a file, in order.</summary>
    public ReadOnlySpan<int> InFile(int name, string path) => Index(name).At(path);

    /// <summary>The package whose folder shares the longest way with the path; the first of equals. Null when the name has no place.</summary>
    public int? Nearest(int name, string path) => Index(name).Nearest(path);

    private PlaceIndex Index(int name)
    {
        if (!_indexed.TryGetValue(name, out var index))
            _indexed[name] = index = new PlaceIndex(_places[name]);
        return index;
    }
}
