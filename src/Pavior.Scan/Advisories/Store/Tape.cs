namespace Pavior.Scan.Advisories.Store;

/// <summary>
/// One record on its way into the database: numbers, and references to text whose final number is known only when all text
/// is. A number is kept as itself, a reference as its complement, so that one pass can rewrite either without a schema.
/// </summary>
internal sealed class Tape(TextPool texts)
{
    private readonly List<int> _values = [];

    public void Number(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        _values.Add(value);
    }

    /// <summary>Null and the empty text are one: zero.</summary>
    public void Text(string? text) => _values.Add(string.IsNullOrEmpty(text) ? 0 : ~texts.Add(text));

    public void Texts(IReadOnlyCollection<string> all)
    {
        Number(all.Count);
        foreach (var text in all)
            Text(text);
    }

    /// <summary>The record, and an empty tape for the next one.</summary>
    public int[] Take()
    {
        var values = _values.ToArray();
        _values.Clear();
        return values;
    }

    /// <summary>The form on disk: LEB128, a reference to text as its rank and one.</summary>
    public static void Write(ReadOnlySpan<int> values, ReadOnlySpan<int> ranks, List<byte> into)
    {
        foreach (var value in values)
            WriteNumber(value < 0 ? (uint)ranks[~value] + 1 : (uint)value, into);
    }

    public static void WriteNumber(uint value, List<byte> into)
    {
        while (value >= 0x80)
        {
            into.Add((byte)(value | 0x80));
            value >>= 7;
        }

        into.Add((byte)value);
    }

    /// <summary>An order of records that depends on nothing but what they say.</summary>
    public static int Compare(int[] left, int[] right, int[] ranks)
    {
        var common = Math.Min(left.Length, right.Length);
        for (var i = 0; i < common; i++)
        {
            if (left[i] == right[i])
                continue;
            return Final(left[i], ranks).CompareTo(Final(right[i], ranks));
        }

        return left.Length.CompareTo(right.Length);
    }

    private static long Final(int value, int[] ranks) => value < 0 ? ranks[~value] + 1L : value;
}
