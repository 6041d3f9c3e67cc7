using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Pavior.Core;

/// <summary>A content digest as the OCI image specification writes it: <c>algorithm:hex</c>. Only sha256 and sha512 are known.</summary>
public readonly record struct Digest
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private Digest(string text) => _text = text;

    /// <summary><c>sha256</c> or <c>sha512</c>; empty for the default value.</summary>
    public ReadOnlySpan<char> Algorithm => _text is null ? default : _text.AsSpan(0, _text.IndexOf(':', StringComparison.Ordinal));

    /// <summary>Lower-case hexadecimal, 64 or 128 characters.</summary>
    public ReadOnlySpan<char> Hex => _text is null ? default : _text.AsSpan(_text.IndexOf(':', StringComparison.Ordinal) + 1);

    public bool IsEmpty => _text is null;

    public static Digest Sha256(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != 32)
            throw new ArgumentException("a SHA-256 value has 32 bytes", nameof(hash));
        return new Digest("sha256:" + Convert.ToHexStringLower(hash));
    }

    /// <summary>False for an unknown algorithm, a wrong length or anything but lower-case hexadecimal.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null)
            return false;
        var expected = text.StartsWith("sha256:", StringComparison.Ordinal) ? 64
            : text.StartsWith("sha512:", StringComparison.Ordinal) ? 128
            : -1;
        if (expected < 0 || text.Length != expected + 7 || text.AsSpan(7).ContainsAnyExcept(LowerHex))
            return false;
        digest = new Digest(text);
        return true;
    }

    /// <summary>The first twelve hexadecimal characters, for people.</summary>
    public string Short => _text is null ? "" : Hex[..12].ToString();

    public override string ToString() => _text ?? "";
}
