using System.Diagnostics.CodeAnalysis;

namespace Pavior.Formats.Yaml;

/// <summary>Keys with values. Merge keys (<c>&lt;&lt;</c>) are keys like any other: what they mean is for the reader of the document to say.</summary>
public sealed class YamlMapping : YamlNode
{
    /// <summary>Below this a walk is faster than a table.</summary>
    private const int SmallMapping = 8;

    private readonly Dictionary<string, int>? _index;

    internal YamlMapping(
        IReadOnlyList<YamlEntry> entries, Dictionary<string, int>? index, bool isFlow, YamlSpan span, string? anchor, YamlNode? definition = null)
        : base(span, anchor, definition)
    {
        Entries = entries;
        IsFlow = isFlow;
        _index = index;
    }

    /// <summary>In the order of the text, duplicates included.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; }

    /// <summary>True for <c>{a: b}</c>.</summary>
    public bool IsFlow { get; }

    /// <summary>The value of a key, or null when it is not there. Of duplicates the last one counts, as for most loaders that take them.</summary>
    public YamlNode? this[string name] => TryGetEntry(name, out var entry) ? entry.Value : null;

    public bool TryGet(string name, [NotNullWhen(true)] out YamlNode? value)
    {
        value = this[name];
        return value is not null;
    }

    /// <summary>The key's own node comes with it, for its place.</summary>
    public bool TryGetEntry(string name, out YamlEntry entry)
    {
        if (_index is not null)
        {
            var found = _index.TryGetValue(name, out var at);
            entry = found ? Entries[at] : default;
            return found;
        }

        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            entry = Entries[i];
            if (entry.Name == name)
                return true;
        }

        entry = default;
        return false;
    }

    /// <summary>The text of a scalar value; null when the key is not there or holds a collection.</summary>
    public string? TextOf(string name) => this[name]?.Text;

    internal override YamlNode AliasAt(YamlSpan span) => new YamlMapping(Entries, _index, IsFlow, span, anchor: null, definition: this);

    /// <summary>Reports each key that stands twice, and builds the table of a mapping worth one.</summary>
    internal static Dictionary<string, int>? Index(List<YamlEntry> entries, List<YamlDuplicateKey> duplicates)
    {
        if (entries.Count <= SmallMapping)
        {
            FindDuplicates(entries, duplicates);
            return null;
        }

        var index = new Dictionary<string, int>(entries.Count, StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Name is not { } name)
                continue;
            if (!index.TryAdd(name, i))
            {
                duplicates.Add(new YamlDuplicateKey(name, entries[index[name]].Key, entries[i].Key));
                index[name] = i;
            }
        }

        return index;
    }

    private static void FindDuplicates(List<YamlEntry> entries, List<YamlDuplicateKey> duplicates)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (entries[i].Name is not { } name)
                continue;
            for (var j = i - 1; j >= 0; j--)
            {
                if (entries[j].Name != name)
                    continue;
                duplicates.Add(new YamlDuplicateKey(name, entries[j].Key, entries[i].Key));
                break;
            }
        }
    }
}
