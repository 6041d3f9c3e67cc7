using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Pavior.Scan.Registry;

/// <summary>The parts of an image reference and what may stand in them; each check returns what is wrong, or null.</summary>
internal static class ReferenceGrammar
{
    private static readonly SearchValues<char> TagCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    public static string? ErrorInTag(string tag, int longest)
    {
        if (tag.Length == 0)
            return "the tag after the colon is empty";
        if (tag.Length > longest)
            return $"the tag is longer than {longest} characters";
        if (tag[0] is '.' or '-')
            return $"the tag \"{tag}\" starts with '{tag[0]}'";
        var bad = tag.AsSpan().IndexOfAnyExcept(TagCharacters);
        return bad < 0 ? null : $"the tag \"{tag}\" contains '{tag[bad]}'";
    }

    /// <summary>Host name, IPv4 address or IPv6 address in brackets, then an optional port.</summary>
    public static string? ErrorInRegistry(string registry)
    {
        if (registry.StartsWith('[') && !registry.Contains(']', StringComparison.Ordinal))
            return $"\"{registry}\" is not an IPv6 address in brackets";
        var host = registry;
        var colon = registry.LastIndexOf(':');
        if (colon > registry.LastIndexOf(']'))
        {
            var port = registry[(colon + 1)..];
            if (!ushort.TryParse(port, System.Globalization.NumberStyles.None, null, out var number) || number == 0)
                return $"\"{port}\" is not a port of the registry (1 to 65535)";
            host = registry[..colon];
        }

        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && !host.Contains('%', StringComparison.Ordinal)
                && IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? null
                : $"\"{host}\" is not an IPv6 address in brackets";
        }

        foreach (var label in host.Split('.'))
        {
            if (label.Length == 0)
                return $"the registry \"{registry}\" has an empty part";
            if (label[0] == '-' || label[^1] == '-' || !label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
                return $"\"{label}\" in the registry \"{registry}\" is not a host name (letters, digits and inner hyphens)";
        }

        return null;
    }

    public static string? ErrorInRepository(string repository)
    {
        if (repository.Length == 0)
            return "the repository is missing";
        foreach (var component in repository.Split('/'))
        {
            if (ErrorInComponent(component) is { } error)
                return error;
        }

        return null;
    }

    /// <summary>Lower-case letters and digits, joined by one dot, one or two underscores, or any number of hyphens.</summary>
    private static string? ErrorInComponent(string component)
    {
        if (component.Length == 0)
            return "the repository has an empty part";
        if (component.FirstOrDefault(char.IsAsciiLetterUpper) is var upper and not '\0')
            return $"the repository contains '{upper}', and repositories are lower case";
        for (var i = 0; i < component.Length;)
        {
            if (IsLowerOrDigit(component[i]))
            {
                i++;
                continue;
            }

            var end = i;
            while (end < component.Length && component[end] == component[i] && component[end] is '.' or '_' or '-')
                end++;
            if (end == i)
                return $"the repository contains '{component[i]}'";
            var length = end - i;
            if (i == 0 || end == component.Length || !IsLowerOrDigit(component[end]) || length > Longest(component[i]))
                return $"\"{component}\" in the repository has separators where a letter or digit belongs";
            i = end;
        }

        return null;
    }

    private static int Longest(char separator) => separator switch { '.' => 1, '_' => 2, _ => int.MaxValue };

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
