using Pavior.Core;

namespace Pavior.Scan.Trees;

/// <summary>
/// A pattern for paths below a folder: <c>*</c> and <c>?</c> stand for letters of one name, <c>**</c> for any number of folders. Without a slash it is
/// asked of names at any depth, with one it counts from the top.
/// </summary>
internal sealed class PathGlob
{
    /// <summary>Letters of a pattern; longer than any path.</summary>
    private const int MaxLength = 4096;

    private const string AnyFolders = "**";

    private readonly string[] _segments;

    private PathGlob(string[] segments) => _segments = segments;

    /// <exception cref="SourceException">It is empty or too long.</exception>
    public static PathGlob Parse(string pattern)
    {
        if (pattern.Length > MaxLength)
            throw new SourceException($"--exclude: a pattern longer than {MaxLength} letters");
        var segments = pattern.Split('/').Where(s => s is not ("" or ".")).ToList();
        while (segments.Count > 1 && segments[^1] == AnyFolders)
            segments.RemoveAt(segments.Count - 1);
        if (segments.Count == 0)
            throw new SourceException($"--exclude {pattern}: expected a name, a path or a pattern");
        if (!pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal))
            segments.Insert(0, AnyFolders);
        return new PathGlob([.. segments]);
    }

    /// <param name="path">Relative, '/'-separated.</param>
    public bool Matches(string path)
    {
        // The last ** takes one folder more whenever what follows it does not fit: earlier ones never need to.
        var names = path.Split('/');
        var (name, segment, any, taken) = (0, 0, -1, 0);
        while (name < names.Length)
        {
            if (segment < _segments.Length && _segments[segment] == AnyFolders)
                (any, taken) = (segment++, name);
            else if (segment < _segments.Length && NameMatches(names[name], _segments[segment]))
                (name, segment) = (name + 1, segment + 1);
            else if (any >= 0)
                (name, segment) = (++taken, any + 1);
            else
                return false;
        }

        return segment == _segments.Length;
    }

    private static bool NameMatches(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        var (at, next, any, taken) = (0, 0, -1, 0);
        while (at < name.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
                (any, taken) = (next++, at);
            else if (next < pattern.Length && (pattern[next] == '?' || pattern[next] == name[at]))
                (at, next) = (at + 1, next + 1);
            else if (any >= 0)
                (at, next) = (++taken, any + 1);
            else
                return false;
        }

        return pattern[next..].TrimStart('*').IsEmpty;
    }
}
