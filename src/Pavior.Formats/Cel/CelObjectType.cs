using System.Diagnostics.CodeAnalysis;

namespace Pavior.Formats.Cel;

/// <summary>A type of the host's: its name and its fields.</summary>
public sealed class CelObjectType
{
    private readonly Dictionary<string, CelField> _byName;

    public CelObjectType(string name, params IReadOnlyList<CelField> fields)
    {
        Name = name;
        Fields = fields;
        _byName = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        Type = CelType.Of(this);
    }

    public string Name { get; }

    /// <summary>In the order in which they were declared.</summary>
    public IReadOnlyList<CelField> Fields { get; }

    /// <summary>The type of a variable that holds one.</summary>
    public CelType Type { get; }

    internal bool TryGet(string name, [NotNullWhen(true)] out CelField? field) => _byName.TryGetValue(name, out field);
}
