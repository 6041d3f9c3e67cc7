using System.Text.Json;
using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>What is known of a file that was fetched: enough to ask its server only for what changed, and to judge what comes next.</summary>
internal sealed record PartState
{
    /// <summary>Records of one file, for sums that stay numbers.</summary>
    private const int MaxRecords = 20_000_000;

    /// <summary>Versions that were replaced and are remembered.</summary>
    public const int MaxEarlier = 16;

    /// <summary>Where it was asked for, at its publisher or at a mirror: the marks are those of this server alone.</summary>
    public required string Place { get; init; }

    /// <summary>The server's mark of this version; null when it gives none.</summary>
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

    /// <summary>True when not all of it could be read: it is asked for anew, whatever its mark.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Digests of the versions before it, the last one first: when one of them comes again, a server went back in time.</summary>
    public IReadOnlyList<Digest> Earlier { get; init; } = [];

    public static PartState? Read(JsonElement json)
    {
        if (Text(json, "place") is not { } place || !Digest.TryParse(Text(json, "digest") ?? "", out var digest))
            return null;
        return new PartState
        {
            Place = place,
            Digest = digest,
            ETag = Text(json, "etag"),
            LastModified = Time(json, "lastModified"),
            Bytes = Number(json, "bytes") ?? -1,
            Checked = Time(json, "checked") ?? DateTimeOffset.MinValue,
            Records = (int)Math.Clamp(Number(json, "records") ?? 0, 0, MaxRecords),
            Newest = Time(json, "newest"),
            IsIncomplete = json.TryGetProperty("incomplete", out var incomplete) && incomplete.ValueKind == JsonValueKind.True,
            Earlier = Digests(json),
        };
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("place", Place);
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
        if (IsIncomplete)
            json.WriteBoolean("incomplete", true);
        if (Earlier.Count > 0)
        {
            json.WriteStartArray("earlier");
            foreach (var digest in Earlier)
                json.WriteStringValue(digest.ToString());
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static Digest[] Digests(JsonElement json)
    {
        if (!json.TryGetProperty("earlier", out var array) || array.ValueKind != JsonValueKind.Array)
            return [];
        var digests = new List<Digest>();
        foreach (var item in array.EnumerateArray())
        {
            if (digests.Count < MaxEarlier && item.ValueKind == JsonValueKind.String && Digest.TryParse(item.GetString(), out var digest))
                digests.Add(digest);
        }

        return [.. digests];
    }

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;
}
