using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.OperatingSystems;

/// <summary>
/// Which installed package of a database answers to a name: the one that is called so, else one that says it provides it.
/// Of several providers the ordinally first counts, so that the order of the database does not matter.
/// </summary>
internal sealed class ProviderIndex(Extraction into)
{
    /// <summary>Names that packages of one database provide beside their own; a full RPM distribution has some 200,000.</summary>
    private const int MaxProvided = 500_000;

    /// <summary>Bytes of all those names.</summary>
    private const long MaxProvidedBytes = 24L * 1024 * 1024;

    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _names =
        new Dictionary<byte[], string>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _provided =
        new Dictionary<byte[], string>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    private long _bytes;
    private bool _isFull;

    public void AddName(ReadOnlySpan<byte> utf8Name, string name) => _names[utf8Name] = name;

    /// <summary>Notes what a package provides; once there is too much only that this is so, which hides no package but who needs whom.</summary>
    public void AddProvided(ReadOnlySpan<byte> what, string name)
    {
        if (_provided.TryGetValue(what, out var other))
        {
            if (string.CompareOrdinal(name, other) < 0)
                _provided[what] = name;
            return;
        }

        if (_provided.Dictionary.Count >= MaxProvided || _bytes + what.Length > MaxProvidedBytes)
        {
            Overflow();
            return;
        }

        _bytes += what.Length;
        _provided[what] = name;
    }

    /// <summary>Null when nothing installed answers to the name.</summary>
    public string? Find(ReadOnlySpan<byte> name) =>
        _names.TryGetValue(name, out var found) || _provided.TryGetValue(name, out found) ? found : null;

    private void Overflow()
    {
        if (_isFull)
            return;
        _isFull = true;
        into.Add(ParseException.Limit(
            into.Path, $"packages that provide more than {MaxProvided} names or {MaxProvidedBytes} bytes of them: what needs the others is not told").AsGap());
    }
}
