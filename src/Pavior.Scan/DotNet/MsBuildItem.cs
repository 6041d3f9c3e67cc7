using System.Text;

namespace Pavior.Scan.DotNet;

/// <summary>A package item as the file states it.</summary>
internal sealed record MsBuildItem(string Name, string Version, bool IsPrivate, int Line)
{
    private const int MaxReferences = 16;

    /// <summary>Characters of a name or version after that; a longer one stays as it is written.</summary>
    private const int MaxLength = 1_024;

    /// <summary>Puts properties of the same file in place of <c>$(Name)</c>; others stay as they are.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> properties)
    {
        for (var round = 0; round < MaxReferences && text.Contains("$(", StringComparison.Ordinal); round++)
        {
            var expanded = new StringBuilder();
            var rest = text.AsSpan();
            var changed = false;
            while (rest.IndexOf("$(") is var start and >= 0 && rest[start..].IndexOf(')') is var length and > 0)
            {
                var name = rest.Slice(start + 2, length - 2).ToString();
                changed |= properties.TryGetValue(name, out var value);
                if (expanded.Length + start + (value?.Length ?? length) > MaxLength)
                    return text;
                expanded.Append(rest[..start]).Append(value ?? $"$({name})");
                rest = rest[(start + length + 1)..];
            }

            if (!changed)
                break;
            text = expanded.Append(rest).ToString();
        }

        return text;
    }

    /// <summary>The version when exactly one is meant: <c>1.2.3</c> or <c>[1.2.3]</c>; null for ranges, wildcards and unknown properties.</summary>
    public static string? Exact(string requested)
    {
        var text = requested is ['[', .. var inner, ']'] ? inner.Trim() : requested;
        return text.Length > 0 && char.IsAsciiDigit(text[0]) && text.IndexOfAny(['*', ',', '$', '(', ')', '[', ']', ' ']) < 0 ? text : null;
    }
}
