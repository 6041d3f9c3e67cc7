using System.Text;
using Pavior.Core;
using Pavior.Formats.Tar;
using Pavior.Formats.Text;
using Pavior.Scan.Assembly;

namespace Pavior.Scan.Layers;

/// <summary>Collects what a layer's entries say while they stream past.</summary>
internal sealed class LayerBuilder(ScanBudget budget, string name)
{
    /// <summary>Bytes of a path or link target: PATH_MAX of Linux without the NUL. Nothing longer can be unpacked.</summary>
    private const int MaxPath = 4095;

    /// <summary>Folders above an entry; the deepest public images have forty. What is remembered of a path grows with them.</summary>
    private const int MaxDepth = 128;

    /// <summary>Odd entries that are reported one by one, of each kind.</summary>
    private const int MaxOdd = 100;

    /// <summary>Characters of an odd entry's name that are shown.</summary>
    private const int MaxShown = 200;

    private const string InRing = "in a folder behind links in a ring";

    private static readonly string TooDeep = $"deeper than {MaxDepth} folders or longer than {MaxPath} bytes";

    private static readonly string LinkedTooDeep = $"that links lead deeper than {MaxDepth} folders or {MaxPath} bytes";

    private const string WhiteoutPrefix = ".wh.";

    private const string OpaqueMark = ".wh..wh..opq";

    private readonly KeptEntries _kept = new(budget);
    private readonly HashSet<string> _whiteouts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private readonly List<UInt128> _paths = [];
    private readonly List<Gap> _gaps = [];
    private readonly Dictionary<string, int> _odd = new(StringComparer.Ordinal);
    private readonly FileGaps _fileGaps = new(name);

    /// <summary>Adds what ends the reading of a layer; everything of which there may be more is counted by the others.</summary>
    public void AddLast(Gap gap) => _gaps.Add(gap);

    /// <summary>Says what is odd about an entry; after some of a kind only that there were more.</summary>
    /// <param name="layer">What the layer is called.</param>
    /// <param name="path">The entry's name.</param>
    /// <param name="what">What is odd, after "an entry".</param>
    /// <param name="kind">Why the entry cannot be taken as it is.</param>
    public void AddOdd(string layer, ReadOnlySpan<char> path, string what, GapKind kind = GapKind.Malformed)
    {
        var known = _odd.GetValueOrDefault(what);
        _odd[what] = known + 1;
        var shown = path.Length <= MaxShown ? path.ToString() : $"{path[..MaxShown]}…";
        if (known > MaxOdd)
            return;
        var gap = known < MaxOdd
            ? new Gap(shown, kind, $"{layer}: an entry {what}: {shown}")
            : new Gap(shown, GapKind.LimitReached, $"{layer}: more than {MaxOdd} times an entry {what}");
        if (!_fileGaps.Take(gap))
            return;
        budget.TakeGap(gap);
        _gaps.Add(gap);
    }

    /// <summary>Where the entry comes to lie by the links before it. False, and a gap, for what no system can unpack.</summary>
    public bool TryPlace(string layer, ReadOnlySpan<char> path, out ReadOnlySpan<char> place)
    {
        var odd = WhyNot(_kept, path, out place);
        if (odd is not null)
            AddOdd(layer, path, odd, odd == InRing ? GapKind.Malformed : GapKind.LimitReached);
        return odd is null;
    }

    /// <summary>The same for every reading of a layer, without a gap.</summary>
    public static bool TryPlace(KeptEntries kept, ReadOnlySpan<char> path, out ReadOnlySpan<char> place) => WhyNot(kept, path, out place) is null;

    private static string? WhyNot(KeptEntries kept, ReadOnlySpan<char> path, out ReadOnlySpan<char> place)
    {
        place = path;
        if (!IsWithinLimits(path))
            return TooDeep;
        if (!kept.TryPlace(path, out place))
            return InRing;
        return place.Length <= path.Length || IsWithinLimits(place) ? null : LinkedTooDeep;
    }

    public static bool IsLinkTarget(ReadOnlySpan<byte> target) => target.Length <= MaxPath;

    public static void AddLink(KeptEntries kept, ScanBudget budget, string path, string target)
    {
        budget.TakeNames(1);
        budget.TakePath(path);
        budget.TakeText(target.Length);
        kept.AddLink(path, target);
    }

    private static bool IsWithinLimits(ReadOnlySpan<char> path) =>
        path.Length <= MaxDepth || (path.Count('/') <= MaxDepth && (path.Length <= MaxPath / 3 || Encoding.UTF8.GetByteCount(path) <= MaxPath));

    /// <summary>Notes that the path exists. An earlier entry of the same path in the same layer is overwritten by this one.</summary>
    public void AddPath(TarEntryType type, ReadOnlySpan<byte> path, ReadOnlySpan<char> text)
    {
        budget.TakeEntries(1);
        var isFolder = type == TarEntryType.Directory;
        var hash = isFolder ? PathHash.OfFolder(path) : PathHash.OfFile(path);
        _paths.Add(hash);
        _kept.Replace(text, isFolder, hash);
    }

    /// <summary>Takes a whiteout. False for every other name.</summary>
    public bool TakeWhiteout(ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (!IsWhiteout(path))
            return false;
        var folder = slash < 0 ? default : path[..slash];
        budget.TakeNames(1);
        budget.TakePath(path);
        if (name.SequenceEqual(OpaqueMark))
            _opaque.Add(folder.ToString());
        else if (!name.StartsWith(".wh..wh.", StringComparison.Ordinal))
            _whiteouts.Add(slash < 0 ? name[WhiteoutPrefix.Length..].ToString() : $"{folder}/{name[WhiteoutPrefix.Length..]}");
        return true;
    }

    public static bool IsWhiteout(ReadOnlySpan<char> path) =>
        path[(path.LastIndexOf('/') + 1)..].StartsWith(WhiteoutPrefix, StringComparison.Ordinal);

    public void AddLink(string layer, string path, ReadOnlySpan<byte> target)
    {
        if (!IsLinkTarget(target))
        {
            AddOdd(layer, path, $"that links to a path longer than {MaxPath} bytes", GapKind.LimitReached);
            return;
        }

        AddLink(_kept, budget, path, PathText.Decode(target));
    }

    /// <summary>Where the file that a hard link names comes to lie.</summary>
    public string PlaceOf(ReadOnlySpan<byte> target) => _kept.PlaceOf(TarPaths.Normalize(PathText.Decode(target)));

    public void AddHardLink(string path, string target)
    {
        budget.TakeNames(1);
        budget.TakePath(path);
        budget.TakeText(target.Length);
        _kept.AddHardLink(path, target);
    }

    /// <summary>Notes another name of a file in which something was found: the file lives on under it when an upper layer removes the first.</summary>
    public void AddOtherName(ReadOnlySpan<char> path, string target)
    {
        if (_kept.FoundAt(target) is not { } found)
            return;
        budget.TakeNames(1);
        budget.TakePath(path);
        budget.TakeText(found.Length);
        _kept.AddOtherName(path.ToString(), found);
    }

    public void AddExtractions(string path, IReadOnlyList<Extraction> found)
    {
        found = _fileGaps.Keep(path, found);
        if (found.Count == 0)
            return;
        budget.TakePath(path);
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
            Extractions = _kept.Found(),
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
