using System.Text;
using Pavior.Formats.Text;

namespace Pavior.Scan.Python;

/// <summary>
/// The header fields of a METADATA or PKG-INFO file
/// (https://packaging.python.org/en/latest/specifications/core-metadata/), which ends at the first line that is none, as Python's reader does.
/// </summary>
internal sealed class MetadataHeaders
{
    /// <summary>The largest real files have some thousand classifiers and requirements.</summary>
    private const int MaxFields = 50_000;

    private readonly List<KeyValuePair<string, string>> _fields = [];

    private MetadataHeaders(int endLine) => EndLine = endLine;

    /// <summary>One-based line at which the fields ended.</summary>
    public int EndLine { get; private set; }

    public static MetadataHeaders Parse(ReadOnlySpan<byte> bytes)
    {
        var headers = new MetadataHeaders(1);
        var text = TextFile.Decode(HeaderPart(bytes));
        var lines = new TextLines(text);
        var folded = new StringBuilder();
        string? name = null;
        while (lines.MoveNext())
        {
            headers.EndLine = lines.Number;
            var line = lines.Current;
            if (line.IsEmpty)
                break;
            if (line[0] is ' ' or '\t' && name is not null)
            {
                folded.Append('\n').Append(line.Trim());
                continue;
            }

            headers.Add(name, folded);
            name = null;
            var colon = line.IndexOf(':');
            if (colon <= 0 || line[..colon].ContainsAny(" \t") || headers._fields.Count >= MaxFields)
                break;
            name = line[..colon].ToString();
            folded.Clear().Append(line[(colon + 1)..].Trim());
        }

        headers.Add(name, folded);
        return headers;
    }

    /// <summary>The first value of a field; null when it is not there, is empty, or says that it is not known.</summary>
    public string? First(string name) => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) => _fields
        .Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase) && f.Value is not ("" or "UNKNOWN"))
        .Select(f => f.Value);

    private void Add(string? name, StringBuilder value)
    {
        if (name is not null)
            _fields.Add(new(name, value.ToString()));
    }

    /// <summary>The description that follows can be long, and nobody reads it here.</summary>
    private static ReadOnlySpan<byte> HeaderPart(ReadOnlySpan<byte> bytes)
    {
        var lf = bytes.IndexOf("\n\n"u8);
        if (lf >= 0)
            bytes = bytes[..lf];
        var crlf = bytes.IndexOf("\r\n\r\n"u8);
        return crlf >= 0 ? bytes[..crlf] : bytes;
    }
}
