using System.Security.Cryptography;
using System.Text;
using Pavior.Core;

namespace Pavior.Reports;

/// <summary>Identifiers that depend on content alone, where formats ask for something unique.</summary>
internal static class ContentHash
{
    /// <summary>Sixteen hexadecimal characters of the SHA-256 of a text.</summary>
    public static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8): 122 bits of the SHA-256 of the report in the JSON form.</summary>
    public static string Uuid(Report report)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            new Json.JsonReportWriter().Write(report, stream);
        var bytes = hash.Hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
