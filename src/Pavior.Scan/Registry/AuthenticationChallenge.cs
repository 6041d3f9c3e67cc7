namespace Pavior.Scan.Registry;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1).</summary>
/// <param name="Scheme">Lower case: <c>bearer</c>, <c>basic</c>.</param>
/// <param name="Parameters">By lower-case name.</param>
internal sealed record AuthenticationChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Characters of a header; servers send some hundred.</summary>
    private const int MaxHeader = 16 * 1024;

    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <summary>Every challenge in the headers, in order. What does not follow the grammar ends the header it stands in.</summary>
    public static IReadOnlyList<AuthenticationChallenge> ParseAll(IEnumerable<string> headers)
    {
        var challenges = new List<AuthenticationChallenge>();
        foreach (var header in headers)
        {
            if (header.Length <= MaxHeader)
                Parse(header, challenges);
        }

        return challenges;
    }

    private static void Parse(ReadOnlySpan<char> rest, List<AuthenticationChallenge> into)
    {
        Dictionary<string, string>? parameters = null;
        while (true)
        {
            rest = rest.TrimStart(" \t,");
            var name = TakeToken(ref rest);
            if (name.Length == 0)
                return;
            var after = rest.TrimStart(" \t");
            if (after.StartsWith("=") && parameters is not null)
            {
                rest = after[1..].TrimStart(" \t");
                if (!TryTakeValue(ref rest, out var value))
                    return;
                parameters.TryAdd(name.ToLowerInvariant(), value);
                continue;
            }

            parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            into.Add(new AuthenticationChallenge(name.ToLowerInvariant(), parameters));
        }
    }

    private static bool TryTakeValue(ref ReadOnlySpan<char> rest, out string value)
    {
        if (!rest.StartsWith("\""))
        {
            value = TakeToken(ref rest);
            return value.Length > 0;
        }

        var text = new System.Text.StringBuilder();
        value = "";
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                value = text.ToString();
                return true;
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
                i++;
            text.Append(rest[i]);
        }

        return false;
    }

    private static string TakeToken(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(" \t,=\"");
        var token = end < 0 ? rest : rest[..end];
        rest = rest[token.Length..];
        return token.ToString();
    }
}
