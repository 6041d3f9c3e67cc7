using Pavior.Core;

namespace Pavior.Scan.Tests;

/// <summary>Small damage of every kind, the same in every run: a parser may refuse it with <see cref="ParseException"/> and with nothing else.</summary>
internal static class Mutations
{
    public static void Run(byte[] seed, int count, Action<byte[]> parse)
    {
        var random = new Random(20_240_117);
        for (var i = 0; i < count; i++)
        {
            var bytes = Mutate(seed, random);
            try
            {
                parse(bytes);
            }
            catch (ParseException)
            {
                // The refusal that the contract allows.
            }
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = random.Next(8) == 0 ? seed[..random.Next(seed.Length + 1)] : (byte[])seed.Clone();
        for (var edits = random.Next(1, 12); edits > 0 && bytes.Length > 0; edits--)
        {
            // Half of the damage goes to the front, where counts and offsets stand.
            var at = random.Next(2) == 0 ? random.Next(Math.Min(bytes.Length, 256)) : random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    break;
                case 2:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    var length = Math.Min(random.Next(1, 64), bytes.Length - at);
                    bytes.AsSpan(random.Next(bytes.Length - length + 1), length).CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return bytes;
    }
}
