using System.Text;
using Pavior.Core;
using Pavior.Formats.Tar;

namespace Pavior.Scan.Layers;

/// <summary>Collects what a layer's entries say while they stream past.</summary>
internal sealed class LayerBuilder
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueMark = ".wh..wh..opq";

    /// <summary>Entries of one layer; the largest public images stay below two million.</summary>
    private const int MaxEntries = 10_000_000;

    /// <summary>Links of one layer that are remembered.</summary>
    private const int MaxLinks = 1_000_000;

    private readonly Dictionary<string, IReadOnlyList<Extraction>> _extractions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whiteouts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hardLinks = new(StringComparer.Ordinal);
    private readonly List<UInt128> _paths = [];
    private readonly List<Gap> _gaps = [];
    private readonly Dictionary<string, IReadOnlyList<Extraction>>.AlternateLookup<ReadOnlySpan<char>> _extractionLookup;

    public LayerBuilder() => _extractionLookup = _extractions.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Add(Gap gap) => _gaps.Add(gap);

    /// <summary>Notes that the path exists. An earlier entry of the same path in the same layer is overwritten by this one.</summary>
    public void AddPath(TarEntryType type, ReadOnlySpan<byte> path, ReadOnlySpan<char> text, string layer)
    {
        if (_paths.Count >= MaxEntries)
            throw ParseException.Limit(layer, $"more than {MaxEntries} entries in one layer");
        _paths.Add(type == TarEntryType.Directory ? PathHash.OfFolder(path) : PathHash.OfFile(path));
        if (type != TarEntryType.Directory)
            _extractionLookup.Remove(text);
    }

    /// <summary>Takes a whiteout. False for every other name.</summary>
    public bool TakeWhiteout(ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (!name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
            return false;
        var folder = slash < 0 ? default : path[..slash];
        if (name.SequenceEqual(OpaqueMark))
            _opaque.Add(folder.ToString());
        else if (!name.StartsWith(".wh..wh.", StringComparison.Ordinal))
            _whiteouts.Add(slash < 0 ? name[WhiteoutPrefix.Length..].ToString() : $"{folder}/{name[WhiteoutPrefix.Length..]}");
        return true;
    }

    public void AddLink(string path, ReadOnlySpan<byte> target)
    {
        if (_links.Count < MaxLinks)
            _links[path] = Encoding.UTF8.GetString(target);
        else if (_links.Count == MaxLinks)
            _gaps.Add(new Gap(path, GapKind.LimitReached, $"{path}: more than {MaxLinks} links in one layer"));
    }

    public void AddHardLink(string path, string target) => _hardLinks[path] = target;

    public void AddExtractions(string path, IReadOnlyList<Extraction> found) => _extractions[path] = found;

    public LayerResult Build()
    {
        var paths = _paths.ToArray();
        Array.Sort(paths);
        return new LayerResult
        {
            Extractions = _extractions,
            Whiteouts = _whiteouts,
            OpaqueFolders = _opaque,
            Links = _links,
            HardLinks = _hardLinks,
            Paths = paths,
            Gaps = _gaps,
        };
    }
}
