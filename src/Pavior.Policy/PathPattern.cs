using System.Text;
using Pavior.Formats.Patterns;

namespace Pavior.Policy;

/// <summary>A path with <c>*</c> and <c>?</c> for characters of one name and <c>**</c> for any folders.</summary>
public sealed class PathPattern
{
    private readonly LinearPattern _pattern;

    /// <exception cref="Core.ParseException">It is too long.</exception>
    public PathPattern(string text)
    {
        Text = text;
        var pattern = new StringBuilder("(?s)^");
        var path = text.TrimStart('/');
        for (var i = 0; i < path.Length; i++)
        {
            if (path.AsSpan(i).StartsWith("**/", StringComparison.Ordinal))
            {
                pattern.Append("(.*/)?");
                i += 2;
            }
            else if (path.AsSpan(i).StartsWith("**", StringComparison.Ordinal))
            {
                pattern.Append(".*");
                i++;
            }
            else
            {
                pattern.Append(path[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var c => PurlPattern.Escaped(c),
                });
            }
        }

        _pattern = LinearPattern.Parse(pattern.Append('$').ToString());
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public bool Matches(string path) => _pattern.IsMatch(path);
}
