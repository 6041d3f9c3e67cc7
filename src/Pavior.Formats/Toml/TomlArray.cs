namespace Pavior.Formats.Toml;

/// <summary>An array, or the tables collected under a double-bracket header.</summary>
public sealed class TomlArray : TomlValue
{
    private readonly List<TomlValue> _items = [];

    internal TomlArray(TomlPosition position, bool ofTables)
        : base(position) => IsOfTables = ofTables;

    public IReadOnlyList<TomlValue> Items => _items;

    public override string Kind => IsOfTables ? "an array of tables" : "an array";

    /// <summary>True when double-bracket headers made it: only such an array may grow after it was first written.</summary>
    internal bool IsOfTables { get; }

    internal void Add(TomlValue item) => _items.Add(item);
}
