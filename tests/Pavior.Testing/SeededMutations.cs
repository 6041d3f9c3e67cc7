namespace Pavior.Testing;

/// <summary>Broken variants of a valid input, the same in every run: bits flipped, bytes replaced, ranges cut, doubled or swapped, the end lost.</summary>
public static class SeededMutations
{
    private static readonly byte[] Telling = [.. "{}[]\",:\n\r\t #&*!|>-@/\\'?%0\0\x7f"u8, 0xC3, 0xFF, 0xED, 0xA0];

    public static IEnumerable<byte[]> Of(byte[] seed, int count)
    {
#pragma warning disable CA5394 // Not for secrets: the sequence has to repeat.
        var random = new Random(seed.Length);
        for (var i = 0; i < count; i++)
        {
            var bytes = seed.ToList();
            for (var change = random.Next(1, 5); change > 0; change--)
                Change(bytes, random);
            yield return [.. bytes];
        }
    }

    private static void Change(List<byte> bytes, Random random)
    {
        if (bytes.Count == 0)
            return;
        var at = random.Next(bytes.Count);
        var length = random.Next(Math.Min(64, bytes.Count - at) + 1);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = Telling[random.Next(Telling.Length)];
                break;
            case 2:
                bytes.Insert(at, Telling[random.Next(Telling.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            default:
                if (random.Next(8) == 0)
                    bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
#pragma warning restore CA5394
    }
}
