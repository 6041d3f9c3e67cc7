using Pavior.Formats.Text;

namespace Pavior.Scan.OperatingSystems;

/// <summary>
/// Which installed package of a database answers to a name: the one that is called so, else one that says it provides it.
/// Of several providers the ordinally first counts, so that the order of the database does not matter.
/// </summary>
internal sealed class ProviderIndex
{
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _names =
        new Dictionary<byte[], string>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _provided =
        new Dictionary<byte[], string>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    public void AddName(ReadOnlySpan<byte> utf8Name, string name) => _names[utf8Name] = name;

    public void AddProvided(ReadOnlySpan<byte> what, string name)
    {
        if (!_provided.TryGetValue(what, out var other) || string.CompareOrdinal(name, other) < 0)
            _provided[what] = name;
    }

    /// <summary>Null when nothing installed answers to the name.</summary>
    public string? Find(ReadOnlySpan<byte> name) =>
        _names.TryGetValue(name, out var found) || _provided.TryGetValue(name, out found) ? found : null;
}
