using System.Text;

namespace Pavior.Scan.Binaries;

/// <summary>
/// A version between literal bytes. Notation, beside plain text:
/// <c>{v}</c> numbers and dots, <c>{v3}</c> exactly three numbers, <c>{p}</c> numbers with a patch letter (<c>9.2p1</c>),
/// <c>{w}</c> numbers with any suffix (<c>1.1.1w</c>, <c>15beta2</c>, <c>17.0.1+12</c>); <c>{v=3.}</c> and so on: the version starts with this text;
/// <c>{v=$name.}</c>: with the numbers in the file's own name. <c>{0}</c> one or more NUL bytes, <c>{s}</c> one or more blanks,
/// <c>{d}</c> digits, <c>{~99}</c> at most that many bytes of anything.
/// </summary>
/// <remarks>The longest literal is searched for with the vectorised search of the base library; only where it stands are the other parts tried.</remarks>
internal sealed class VersionPattern
{
    public const string NamePlaceholder = "$name";

    /// <summary>No pattern looks further than this to either side of its literal.</summary>
    public const int MaxReach = 2048;

    private const int MaxVersionLength = 64;

    private readonly PatternPart[] _parts;
    private readonly int _anchor;

    private VersionPattern(PatternPart[] parts, int anchor)
    {
        _parts = parts;
        _anchor = anchor;
    }

    public ReadOnlySpan<byte> Anchor => _parts[_anchor].Literal;

    /// <exception cref="FormatException">The notation is wrong: a mistake in the table, which a test finds.</exception>
    public static VersionPattern Compile(string text)
    {
        var parts = new List<PatternPart>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('{');
            if (open != 0)
            {
                var literal = open < 0 ? rest : rest[..open];
                parts.Add(new PatternPart(PartKind.Literal, Encoding.Latin1.GetBytes(literal.ToString())));
                rest = open < 0 ? default : rest[open..];
                continue;
            }

            var close = rest.IndexOf('}');
            if (close < 0)
                throw new FormatException($"no closing brace in {text}");
            AddToken(rest[1..close].ToString(), parts);
            rest = rest[(close + 1)..];
        }

        if (parts.Count(p => p.IsVersion) != 1)
            throw new FormatException($"not exactly one version in {text}");
        var anchor = parts.FindIndex(p => p.Kind == PartKind.Literal && Rarity(p) == parts.Max(Rarity));
        return anchor < 0 ? throw new FormatException($"no literal in {text}") : new VersionPattern([.. parts], anchor);
    }

    /// <summary>NUL bytes are everywhere: a literal is worth searching for by its others.</summary>
    private static int Rarity(PatternPart part) => (part.Literal.Count(b => b != 0) * VersionPattern.MaxReach) + part.Literal.Length;

    /// <summary>The version when the pattern stands around the anchor found at <paramref name="at"/>.</summary>
    public string? MatchAt(ReadOnlySpan<byte> window, int at)
    {
        var version = default(Range?);
        if (!Backward(window, at, _anchor - 1, ref version)
            || !Forward(window, at + Anchor.Length, _anchor + 1, ref version)
            || version is not { } range)
        {
            return null;
        }

        var prefix = _parts.First(p => p.IsVersion).Prefix;
        return prefix + Encoding.Latin1.GetString(window[range]);
    }

    private static void AddToken(string token, List<PatternPart> parts)
    {
        var equals = token.IndexOf('=');
        var prefix = equals < 0 ? "" : token[(equals + 1)..];
        if (prefix.Length > 0)
        {
            // The known start of the version joins the literal before it, which makes the rarer thing to search for.
            var literal = Encoding.Latin1.GetBytes(prefix);
            if (parts.Count > 0 && parts[^1].Kind == PartKind.Literal)
                parts[^1] = parts[^1] with { LiteralBytes = [.. parts[^1].Literal, .. literal] };
            else
                parts.Add(new PatternPart(PartKind.Literal, literal));
        }

        parts.Add((equals < 0 ? token : token[..equals]) switch
        {
            "v" => new PatternPart(PartKind.Numbers, Prefix: prefix),
            "v3" => new PatternPart(PartKind.ThreeNumbers, Prefix: prefix),
            "p" => new PatternPart(PartKind.Patched, Prefix: prefix),
            "w" => new PatternPart(PartKind.Suffixed, Prefix: prefix),
            "0" => new PatternPart(PartKind.Nuls),
            "s" => new PatternPart(PartKind.Blanks),
            "d" => new PatternPart(PartKind.Digits),
            ['~', .. var reach] when int.TryParse(reach, out var limit) && limit < MaxReach / 2 => new PatternPart(PartKind.Any, Limit: limit),
            _ => throw new FormatException($"unknown token {{{token}}}"),
        });
    }

    private bool Forward(ReadOnlySpan<byte> window, int at, int index, ref Range? version)
    {
        if (index == _parts.Length)
            return true;
        var part = _parts[index];
        if (part.Kind == PartKind.Any)
        {
            for (var skip = 0; skip <= part.Limit && at + skip <= window.Length; skip++)
            {
                var found = version;
                if (Forward(window, at + skip, index + 1, ref found))
                {
                    version = found;
                    return true;
                }
            }

            return false;
        }

        var length = part.LengthAtStart(window[at..]);
        if (length < 0)
            return false;
        if (!part.IsVersion)
            return Forward(window, at + length, index + 1, ref version);
        version = at..(at + length);
        return length <= MaxVersionLength && Forward(window, at + length, index + 1, ref version);
    }

    private bool Backward(ReadOnlySpan<byte> window, int end, int index, ref Range? version)
    {
        if (index < 0)
            return true;
        var part = _parts[index];
        if (part.Kind == PartKind.Any)
        {
            for (var skip = 0; skip <= part.Limit && skip <= end; skip++)
            {
                var found = version;
                if (Backward(window, end - skip, index - 1, ref found))
                {
                    version = found;
                    return true;
                }
            }

            return false;
        }

        var length = part.LengthAtEnd(window[..end]);
        if (length < 0)
            return false;
        if (!part.IsVersion)
            return Backward(window, end - length, index - 1, ref version);
        version = (end - length)..end;
        return length <= MaxVersionLength && Backward(window, end - length, index - 1, ref version);
    }
}
