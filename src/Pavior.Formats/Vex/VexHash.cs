namespace Pavior.Formats.Vex;

/// <summary>A hash by which a file or package is known.</summary>
/// <param name="Algorithm">As IANA names it, in lower case: <c>sha-256</c>, <c>sha3-512</c>, <c>blake2b-256</c>; <c>md5</c> and <c>sha1</c>.</param>
/// <param name="Value">Hexadecimal, in lower case.</param>
public sealed record VexHash(string Algorithm, string Value)
{
    /// <summary>Takes the spellings of all formats: <c>SHA-256</c>, <c>sha256</c>, <c>sha-256</c>.</summary>
    internal static VexHash Of(string algorithm, string value)
    {
        var name = algorithm.ToLowerInvariant();
        return new VexHash(name switch
        {
            "sha-1" => "sha1",
            "sha224" => "sha-224",
            "sha256" => "sha-256",
            "sha384" => "sha-384",
            "sha512" => "sha-512",
            "blake2b256" => "blake2b-256",
            "blake2b384" => "blake2b-384",
            "blake2b512" => "blake2b-512",
            _ => name,
        }, value.ToLowerInvariant());
    }
}
