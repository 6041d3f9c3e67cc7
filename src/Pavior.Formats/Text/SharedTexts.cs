using System.Text;

namespace Pavior.Formats.Text;

/// <summary>
/// Gives the same string for a text that came shortly before: documents repeat their keys and names thousands of times. It holds a fixed
/// number of texts, so that a document that repeats nothing costs no more. Not for several threads.
/// </summary>
public sealed class SharedTexts
{
    private const int Slots = 4_096;

    /// <summary>Bytes of a text that may be shared.</summary>
    private const int MaxShared = 64;

    private readonly string?[] _texts = new string?[Slots];

    /// <param name="utf8">Valid UTF-8.</param>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxShared || !Ascii.IsValid(utf8))
            return Encoding.UTF8.GetString(utf8);
        var hash = default(HashCode);
        hash.AddBytes(utf8);
        ref var slot = ref _texts[hash.ToHashCode() & (Slots - 1)];
        if (slot is null || !Ascii.Equals(utf8, slot))
            slot = Encoding.ASCII.GetString(utf8);
        return slot;
    }

    public string Get(string text)
    {
        if (text.Length is 0 or > MaxShared)
            return text;
        ref var slot = ref _texts[text.GetHashCode(StringComparison.Ordinal) & (Slots - 1)];
        if (slot != text)
            slot = text;
        return slot!;
    }
}
