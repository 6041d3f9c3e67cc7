using Pavior.Core;

namespace Pavior.Formats.Toml;

/// <summary>A table: its keys in the order they were written.</summary>
public sealed class TomlTable : TomlValue
{
    /// <summary>Above this many keys a dictionary is quicker than looking at each.</summary>
    private const int IndexFrom = 8;

    private readonly string _path;
    private List<TomlEntry>? _entries;
    private Dictionary<string, TomlValue>? _index;

    internal TomlTable(string path, TomlPosition position, TomlTableOrigin origin)
        : base(position)
    {
        _path = path;
        Origin = origin;
    }

    public IReadOnlyList<TomlEntry> Entries => _entries ?? [];

    public override string Kind => "a table";

    internal TomlTableOrigin Origin { get; set; }

    /// <summary>The value of a key, or null when there is none.</summary>
    public TomlValue? Find(string key)
    {
        if (_index is not null)
            return _index.GetValueOrDefault(key);
        foreach (var entry in _entries ?? [])
        {
            if (entry.Key == key)
                return entry.Value;
        }

        return null;
    }

    /// <summary>The string of a key, or null when there is none.</summary>
    /// <exception cref="ParseException">The key holds something else.</exception>
    public string? Text(string key) => As<TomlString>(key, "a string")?.Value;

    /// <summary>The string of a key that has to be there.</summary>
    /// <exception cref="ParseException">There is no such key, it is empty, or it holds something else.</exception>
    public string RequiredText(string key) =>
        Text(key) is { Length: > 0 } text
            ? text
            : throw ParseException.AtLine(_path, Position.Line, $"a string '{key}' in the table that begins here");

    /// <summary>The boolean of a key; false when there is none.</summary>
    /// <exception cref="ParseException">The key holds something else.</exception>
    public bool Flag(string key) => As<TomlBoolean>(key, "a boolean")?.Value ?? false;

    /// <summary>The table of a key, or null when there is none.</summary>
    /// <exception cref="ParseException">The key holds something else.</exception>
    public TomlTable? Table(string key) => As<TomlTable>(key, "a table");

    /// <summary>The items of an array of a key; empty when there is none.</summary>
    /// <exception cref="ParseException">The key holds something else.</exception>
    public IReadOnlyList<TomlValue> Array(string key) => As<TomlArray>(key, "an array")?.Items ?? [];

    /// <summary>The strings of an array of a key; empty when there is none.</summary>
    /// <exception cref="ParseException">The key holds something else, or the array does.</exception>
    public IEnumerable<string> Texts(string key)
    {
        foreach (var item in Array(key))
            yield return item is TomlString text ? text.Value : throw Unexpected(item, $"strings in '{key}'");
    }

    /// <summary>The tables of an array of a key; empty when there is none.</summary>
    /// <exception cref="ParseException">The key holds something else, or the array does.</exception>
    public IEnumerable<TomlTable> Tables(string key)
    {
        foreach (var item in Array(key))
            yield return item as TomlTable ?? throw Unexpected(item, $"tables in '{key}'");
    }

    internal void Add(string key, TomlPosition position, TomlValue value)
    {
        _entries ??= [];
        _entries.Add(new TomlEntry(key, position, value));
        if (_index is not null)
            _index.Add(key, value);
        else if (_entries.Count > IndexFrom)
            _index = _entries.ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
    }

    private T? As<T>(string key, string kind)
        where T : TomlValue
    {
        var value = Find(key);
        return value is null ? null : value as T ?? throw Unexpected(value, $"{kind} for '{key}'");
    }

    private ParseException Unexpected(TomlValue value, string expected) =>
        ParseException.AtLine(_path, value.Position.Line, $"{expected}, not {value.Kind}");
}
