using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>
/// Records of the OSV schema as JSON: one in a file, as osv.dev and most publishers ship them, several behind each other, or
/// an array. Each is read by itself, so that a bad one costs no other.
/// </summary>
internal sealed class OsvFeed : AdvisoryFeed
{
    /// <summary>Bytes of one file, which is held in memory; archives hold a record in each file.</summary>
    private const int MaxFile = 256 * 1024 * 1024;

    /// <summary>Bytes of one record; the longest seen has 10 MB.</summary>
    private const int MaxRecord = 64 * 1024 * 1024;

    private const int MaxDepth = 64;

    public override string Id => OsvFeedIds.Other;

    public override string Title => "Advisories in the OSV schema (JSON)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) => OsvHead.IsJson(head);

    public override void Read(FileContent file, FeedSink sink)
    {
        var bytes = file.ReadAll(MaxFile);
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var records = new OsvRecordReader(file.Path, sink);
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
        for (var count = 1; NextRecord(ref reader, file.Path, out var start, out var end); count++)
            ReadRecord(count == 1 ? file.Path : $"{file.Path}, record {count}", bytes[start..end], records);
    }

    private static void ReadRecord(string place, ReadOnlyMemory<byte> bytes, OsvRecordReader records)
    {
        try
        {
            if (bytes.Length > MaxRecord)
                throw ParseException.Limit(place, $"a record of {bytes.Length} bytes, more than the limit of {MaxRecord}");
            using var json = JsonFile.Parse(place, bytes);
            records.Read(new RecordNode(json.Root));
        }
        catch (ParseException bad)
        {
            records.Refuse(bad);
        }
    }

    /// <summary>Finds the next value, at the top or in an array at the top.</summary>
    private static bool NextRecord(ref Utf8JsonReader reader, string path, out int start, out int end)
    {
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndArray || (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 0))
                    continue;
                start = (int)reader.TokenStartIndex;
                reader.Skip();
                end = (int)reader.BytesConsumed;
                return true;
            }
        }
        catch (JsonException bad)
        {
            throw ParseException.AtLine(path, (int)Math.Min((bad.LineNumber ?? 0) + 1, int.MaxValue), "JSON");
        }

        start = end = 0;
        return false;
    }
}
