using System.Text.Json;
using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>What is known of a file that was fetched: enough to ask the publisher only for what changed, and to judge what comes next.</summary>
internal sealed record PartState
{
    /// <summary>Records of one file, for sums that stay numbers.</summary>
    private const int MaxRecords = 20_000_000;

    /// <summary>Where it came from.</summary>
    public required string Address { get; init; }

    /// <summary>The publisher's mark of this version; null when it gives none.</summary>
    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public long Bytes { get; init; }

    public required Digest Digest { get; init; }

    /// <summary>When it was last fetched or found unchanged.</summary>
    public DateTimeOffset Checked { get; init; }

    /// <summary>Advisories and entries in it, when it became part of the database.</summary>
    public int Records { get; init; }

    /// <summary>The newest date in it that was not in the future then.</summary>
    public DateTimeOffset? Newest { get; init; }

    public static PartState? Read(JsonElement json)
    {
        if (Text(json, "address") is not { } address || !Digest.TryParse(Text(json, "digest") ?? "", out var digest))
            return null;
        return new PartState
        {
            Address = address,
            Digest = digest,
            ETag = Text(json, "etag"),
            LastModified = Time(json, "lastModified"),
            Bytes = Number(json, "bytes") ?? -1,
            Checked = Time(json, "checked") ?? DateTimeOffset.MinValue,
            Records = (int)Math.Clamp(Number(json, "records") ?? 0, 0, MaxRecords),
            Newest = Time(json, "newest"),
        };
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("address", Address);
        json.WriteString("digest", Digest.ToString());
        json.WriteNumber("bytes", Bytes);
        if (ETag is not null)
            json.WriteString("etag", ETag);
        if (LastModified is { } modified)
            json.WriteString("lastModified", modified);
        json.WriteString("checked", Checked);
        json.WriteNumber("records", Records);
        if (Newest is { } newest)
            json.WriteString("newest", newest);
        json.WriteEndObject();
    }

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;
}
