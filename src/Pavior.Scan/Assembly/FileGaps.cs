using Pavior.Core;

namespace Pavior.Scan.Assembly;

/// <summary>Counts the gaps of one file after the other. So many are kept; of the others the number is told.</summary>
/// <param name="where">What the files are in, for people: a layer, a folder.</param>
internal sealed class FileGaps(string where)
{
    /// <summary>Gaps of files of one layer or folder that are listed one by one.</summary>
    public const int MaxListed = 1_000;

    /// <summary>Characters of paths and reasons of those.</summary>
    private const long MaxText = 2L * 1024 * 1024;

    private int _listed;
    private long _text;
    private int _more;
    private string? _first;

    /// <summary>What a file said, without gaps once there are too many.</summary>
    public IReadOnlyList<Extraction> Keep(string path, IReadOnlyList<Extraction> found)
    {
        var (gaps, text) = (0, 0L);
        foreach (var gap in found.SelectMany(e => e.Gaps))
        {
            gaps++;
            text += gap.Path.Length + gap.Reason.Length;
        }

        if (gaps == 0)
            return found;
        return Take(path, gaps, text) ? found : [.. found.Select(e => e.Gaps.Count == 0 ? e : e.WithoutGaps()).Where(e => !e.IsEmpty)];
    }

    /// <summary>Counts one gap. False when it is not to be kept any more.</summary>
    public bool Take(Gap gap) => Take(gap.Path, 1, gap.Path.Length + gap.Reason.Length);

    /// <summary>The gap that stands for those that were not kept; null when all were.</summary>
    public Gap? Rest() => _first is null
        ? null
        : new Gap(_first, GapKind.LimitReached, $"{where}: {_more} more gaps, the first of them in {_first}; {MaxListed} at most are listed").Shortened();

    private bool Take(string path, int gaps, long text)
    {
        if (_listed + gaps <= MaxListed && _text + text <= MaxText)
        {
            _listed += gaps;
            _text += text;
            return true;
        }

        _more += gaps;
        _first ??= path;
        return false;
    }
}
