using System.Diagnostics.CodeAnalysis;

namespace Pavior.Formats.Cel;

/// <summary>A map: keys are booleans, whole numbers and texts; 1, 1u and 1.0 find the same entry. Keeps the order in which it was made.</summary>
internal sealed class CelMap
{
    private readonly Dictionary<object, int> _index = [];
    private readonly List<KeyValuePair<CelValue, CelValue>> _entries = [];

    public IReadOnlyList<KeyValuePair<CelValue, CelValue>> Entries => _entries;

    public int Count => _entries.Count;

    public static bool IsKey(CelValue value) => value.Kind is CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.String;

    /// <summary>False for a key that is there already.</summary>
    public bool TryAdd(CelValue key, CelValue value)
    {
        if (!_index.TryAdd(Plain(key)!, _entries.Count))
            return false;
        _entries.Add(new(key, value));
        return true;
    }

    public bool TryGet(CelValue key, [NotNullWhen(true)] out CelValue? value)
    {
        value = Plain(key) is { } plain && _index.TryGetValue(plain, out var at) ? _entries[at].Value : null;
        return value is not null;
    }

    /// <summary>Equal for equal numbers of any kind; null for what no key can equal.</summary>
    private static object? Plain(CelValue key) => key.Kind switch
    {
        CelKind.Bool => key.IsTrue,
        CelKind.Int => key.Int,
        CelKind.Uint when key.Uint <= long.MaxValue => key.Int,
        CelKind.Uint => key.Uint,
        CelKind.Double when CelNumbers.TryInt(key.Double, out var number) => number,
        CelKind.Double when CelNumbers.TryUint(key.Double, out var number) => number,
        CelKind.String => key.String,
        _ => null,
    };
}
