using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>Answers which extractors want a path with one look at it: patterns are filed by name, ending, place and folder.</summary>
internal sealed class ExtractorIndex
{
    private readonly Dictionary<string, List<IExtractor>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<IExtractor>> _byPath = new(StringComparer.Ordinal);
    private readonly List<(string Suffix, IExtractor Extractor)>[] _byLastLetter = new List<(string, IExtractor)>[128];
    private readonly List<(string Folder, string Suffix, IExtractor Extractor)> _byFolder = [];
    private readonly List<(string Folder, string Suffix, IExtractor Extractor)> _byParent = [];
    private readonly List<(string Prefix, string Suffix, IExtractor Extractor)> _byAffixes = [];
    private readonly Dictionary<string, List<IExtractor>>.AlternateLookup<ReadOnlySpan<char>> _nameLookup;
    private readonly Dictionary<string, List<IExtractor>>.AlternateLookup<ReadOnlySpan<char>> _pathLookup;

    private readonly string[] _programNames;

    public ExtractorIndex(IReadOnlyList<IExtractor> extractors, ScanModes mode)
    {
        _nameLookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _pathLookup = _byPath.GetAlternateLookup<ReadOnlySpan<char>>();
        Mode = mode;
        Extractors = extractors.Where(e => (e.Info.Modes & mode) != 0).ToArray();
        Fingerprint = string.Join(' ', Extractors.Select(e => $"{e.Info.Id}:{e.Info.Version}"));
        Executables = Extractors.Where(e => e.Info.Patterns.Any(p => p is FilePattern.Executable)).ToArray();
        _programNames = Executables.SelectMany(e => e.Info.Patterns.OfType<FilePattern.Executable>()).SelectMany(p => p.Names).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var extractor in Extractors)
        {
            foreach (var pattern in extractor.Info.Patterns)
                File(pattern, extractor);
        }
    }

    public ScanModes Mode { get; }

    public IReadOnlyList<IExtractor> Extractors { get; }

    /// <summary>Those that want programs by their first bytes, whatever the name.</summary>
    public IReadOnlyList<IExtractor> Executables { get; }

    /// <summary>Exact places that some extractor wants; a link may hide one of them.</summary>
    public IEnumerable<string> Places => _byPath.Keys;

    /// <summary>Every extractor with its version: results made by others are not these.</summary>
    public string Fingerprint { get; }

    /// <summary>Adds the extractors that want this path to the list, each once.</summary>
    /// <param name="path">Relative, '/'-separated.</param>
    public void Find(ReadOnlySpan<char> path, List<IExtractor> wanted)
    {
        if (path.IsEmpty)
            return;
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (_nameLookup.TryGetValue(name, out var byName))
            AddAll(byName, wanted);
        if (_pathLookup.TryGetValue(path, out var byPath))
            AddAll(byPath, wanted);
        if (path[^1] < 128 && _byLastLetter[path[^1]] is { } endings)
        {
            foreach (var (suffix, extractor) in endings)
            {
                if (path.EndsWith(suffix, StringComparison.Ordinal))
                    AddOnce(extractor, wanted);
            }
        }

        foreach (var (folder, suffix, extractor) in _byFolder)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(suffix, StringComparison.Ordinal))
                AddOnce(extractor, wanted);
        }

        FindByParent(path, name, wanted);
        foreach (var (prefix, suffix, extractor) in _byAffixes)
        {
            if (name.Length >= prefix.Length + suffix.Length
                && name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal))
                AddOnce(extractor, wanted);
        }
    }

    /// <summary>True when everybody who wants the first path wants the second too.</summary>
    public bool WantsAlike(string path, string other)
    {
        var (wanted, also) = (new List<IExtractor>(), new List<IExtractor>());
        Find(path, wanted);
        Find(other, also);
        return wanted.TrueForAll(also.Contains);
    }

    /// <summary>True when the name tells some extractor what a program is.</summary>
    public bool NamesProgram(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var known in _programNames)
        {
            if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(known, name, ignoreCase: false))
                return true;
        }

        return false;
    }

    private void FindByParent(ReadOnlySpan<char> path, ReadOnlySpan<char> name, List<IExtractor> wanted)
    {
        if (name.Length == path.Length)
            return;
        var folder = path[..(path.Length - name.Length - 1)];
        folder = folder[(folder.LastIndexOf('/') + 1)..];
        foreach (var (parent, suffix, extractor) in _byParent)
        {
            if (folder.SequenceEqual(parent) && name.EndsWith(suffix, StringComparison.Ordinal))
                AddOnce(extractor, wanted);
        }
    }

    private void File(FilePattern pattern, IExtractor extractor)
    {
        switch (pattern)
        {
            case FilePattern.Named named:
                Add(_byName, named.Name, extractor);
                break;
            case FilePattern.At at:
                Add(_byPath, at.Path, extractor);
                break;
            case FilePattern.Ending ending:
                (_byLastLetter[ending.Suffix[^1]] ??= []).Add((ending.Suffix, extractor));
                break;
            case FilePattern.Below below:
                _byFolder.Add((below.Folder, below.Suffix, extractor));
                break;
            case FilePattern.Within within:
                _byParent.Add((within.Folder, within.Suffix, extractor));
                break;
            case FilePattern.Affixed affixed:
                _byAffixes.Add((affixed.Prefix, affixed.Suffix, extractor));
                break;
        }
    }

    private static void Add(Dictionary<string, List<IExtractor>> into, string key, IExtractor extractor)
    {
        if (!into.TryGetValue(key, out var list))
            into[key] = list = [];
        list.Add(extractor);
    }

    private static void AddAll(List<IExtractor> found, List<IExtractor> wanted)
    {
        foreach (var extractor in found)
            AddOnce(extractor, wanted);
    }

    private static void AddOnce(IExtractor extractor, List<IExtractor> wanted)
    {
        if (!wanted.Contains(extractor))
            wanted.Add(extractor);
    }
}
