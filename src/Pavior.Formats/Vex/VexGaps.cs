using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Formats.Vex;

/// <summary>Notes what a document should not say, up to a limit: a document of a million faults is told by its first ones.</summary>
internal sealed class VexGaps
{
    /// <summary>Breaches of the format that are listed one by one.</summary>
    private const int MaxListed = 50;

    /// <summary>Characters of a foreign text that a message repeats.</summary>
    private const int MaxShown = 80;

    private readonly List<Gap> _listed = [];

    public IReadOnlyList<Gap> Listed => _listed;

    public void Add(string path, int line, string expected)
    {
        if (_listed.Count < MaxListed)
            _listed.Add(ParseException.AtLine(path, line, expected).AsGap());
    }

    /// <summary>The time that a value is; null for what is none, which is noted.</summary>
    public DateTimeOffset? Time(ref JsonScan scan)
    {
        if (scan.Text() is not { Length: > 0 } text)
            return null;
        if (Rfc3339.TryParse(text, out var time))
            return time;
        Add(scan.Path, scan.Line, $"a time by RFC 3339, not {Shorten(text)}");
        return null;
    }

    public static string Shorten(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "...";
}
