using System.Text;
using Pavior.Core;
using Pavior.Formats.Tar;
using Pavior.Scan.Assembly;

namespace Pavior.Scan.Layers;

/// <summary>Collects what a layer's entries say while they stream past.</summary>
internal sealed class LayerBuilder(ScanBudget budget, string name)
{
    private const string WhiteoutPrefix = ".wh.";
    /// <summary>Names leading out that are reported one by one.</summary>
    private const int MaxClimbing = 100;

    private const string OpaqueMark = ".wh..wh..opq";

    private readonly KeptEntries _kept = new();
    private readonly HashSet<string> _whiteouts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private readonly List<UInt128> _paths = [];
    private readonly List<Gap> _gaps = [];
    private readonly FileGaps _fileGaps = new(name);
    private int _climbing;

    public void Add(Gap gap) => _gaps.Add(gap);

    /// <summary>Says that a name leads out of the layer; after some only that there were more.</summary>
    public void AddClimbing(string layer, string path)
    {
        if (_climbing < MaxClimbing)
            _gaps.Add(new Gap(path, GapKind.Malformed, $"{layer}: an entry whose name leads out of the layer, read as {path}"));
        else if (_climbing == MaxClimbing)
            _gaps.Add(new Gap(path, GapKind.LimitReached, $"{layer}: more than {MaxClimbing} entries whose names lead out of the layer"));
        _climbing++;
    }

    /// <summary>Notes that the path exists. An earlier entry of the same path in the same layer is overwritten by this one.</summary>
    public void AddPath(TarEntryType type, ReadOnlySpan<byte> path, ReadOnlySpan<char> text)
    {
        budget.TakeEntries(1);
        _paths.Add(type == TarEntryType.Directory ? PathHash.OfFolder(path) : PathHash.OfFile(path));
        _kept.Replace(text, isFolder: type == TarEntryType.Directory);
    }

    /// <summary>Takes a whiteout. False for every other name.</summary>
    public bool TakeWhiteout(ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (!name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
            return false;
        var folder = slash < 0 ? default : path[..slash];
        budget.TakeNames(1);
        budget.TakeText(path.Length);
        if (name.SequenceEqual(OpaqueMark))
            _opaque.Add(folder.ToString());
        else if (!name.StartsWith(".wh..wh.", StringComparison.Ordinal))
            _whiteouts.Add(slash < 0 ? name[WhiteoutPrefix.Length..].ToString() : $"{folder}/{name[WhiteoutPrefix.Length..]}");
        return true;
    }

    public void AddLink(string path, ReadOnlySpan<byte> target)
    {
        var text = Encoding.UTF8.GetString(target);
        budget.TakeNames(1);
        budget.TakeText(path.Length + text.Length);
        _kept.AddLink(path, text);
    }

    public void AddHardLink(string path, string target)
    {
        budget.TakeNames(1);
        budget.TakeText(path.Length + target.Length);
        _kept.AddHardLink(path, target);
    }

    /// <summary>Notes another name of a file in which something was found: the file lives on under it when an upper layer removes the first.</summary>
    public void AddOtherName(ReadOnlySpan<char> path, string target)
    {
        if (!_kept.HasFound(target))
            return;
        budget.TakeNames(1);
        budget.TakeText(path.Length + target.Length);
        _kept.AddOtherName(path.ToString(), target);
    }

    public void AddExtractions(string path, IReadOnlyList<Extraction> found)
    {
        found = _fileGaps.Keep(path, found);
        if (found.Count == 0)
            return;
        budget.TakeText(path.Length);
        budget.Take(found);
        budget.TakeGaps(found);
        _kept.AddFound(path, found);
    }

    public LayerResult Build()
    {
        var paths = _paths.ToArray();
        Array.Sort(paths);
        return new LayerResult
        {
            Extractions = _kept.Found,
            Whiteouts = _whiteouts,
            OpaqueFolders = _opaque,
            Links = _kept.Links,
            HardLinks = _kept.HardLinks,
            OtherNames = _kept.OtherNames,
            Paths = paths,
            Gaps = _fileGaps.Rest() is { } rest ? [.. _gaps, rest] : _gaps,
        };
    }
}
