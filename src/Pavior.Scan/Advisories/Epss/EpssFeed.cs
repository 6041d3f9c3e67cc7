using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Advisories.Epss;

/// <summary>FIRST's exploit prediction scores, a line each (www.first.org/epss/data_stats); the first line may say of which model and day.</summary>
internal sealed class EpssFeed : AdvisoryFeed
{
    /// <summary>Bytes of a day's file; in 2025 it had 11 MB.</summary>
    private const int MaxFile = 512 * 1024 * 1024;

    /// <summary>Lines of a day's file; in 2025 it had 300,000.</summary>
    private const int MaxLines = 10_000_000;

    /// <summary>Columns of a line; the files have three.</summary>
    private const int MaxColumns = 16;

    public override string Id => "epss";

    public override string Title => "Exploit prediction scores (FIRST EPSS)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        var lines = new Utf8LineReader(head);
        if (!lines.Read() || (lines.Current.StartsWith("#"u8) && !lines.Read()))
            return false;
        return TryColumns(lines.Current, out _);
    }

    public override void Read(FileContent file, FeedSink sink)
    {
        var gaps = new RecordGaps(file.Path, sink);
        var lines = new Utf8LineReader(file.ReadAll(MaxFile).Span);
        (int Cve, int Epss, int Percentile)? columns = null;
        while (lines.Read())
        {
            if (lines.Line > MaxLines)
                throw ParseException.Limit(file.Path, $"more than {MaxLines} lines");
            var line = lines.Current;
            if (line.IsEmpty)
                continue;
            if (columns is null && line[0] == '#')
                sink.Published = Date(line);
            else if (columns is null)
                columns = TryColumns(line, out var found) ? found : throw ParseException.AtLine(file.Path, lines.Line, "the columns \"cve,epss,percentile\"");
            else if (Row(line, columns.Value) is { } prediction)
                sink.Add(prediction);
            else
                gaps.AtLine(lines.Line, "a CVE id, a probability and a percentile from 0 to 1");
        }

        if (columns is null)
            throw ParseException.AtLine(file.Path, 1, "the columns \"cve,epss,percentile\"");
    }

    private static DateTimeOffset? Date(ReadOnlySpan<byte> comment)
    {
        var at = comment.IndexOf("score_date:"u8);
        if (at < 0)
            return null;
        var date = comment[(at + "score_date:".Length)..];
        var end = date.IndexOf((byte)',');
        return FeedDates.Time(Encoding.UTF8.GetString(end < 0 ? date : date[..end]).Trim());
    }

    private static bool TryColumns(ReadOnlySpan<byte> line, out (int Cve, int Epss, int Percentile) columns)
    {
        columns = (-1, -1, -1);
        Span<Range> ranges = stackalloc Range[MaxColumns];
        var count = Split(line, ranges);
        for (var i = 0; i < count; i++)
        {
            var name = line[ranges[i]];
            if (name.SequenceEqual("cve"u8))
                columns.Cve = i;
            else if (name.SequenceEqual("epss"u8))
                columns.Epss = i;
            else if (name.SequenceEqual("percentile"u8))
                columns.Percentile = i;
        }

        return columns is { Cve: >= 0, Epss: >= 0, Percentile: >= 0 };
    }

    private static ExploitPrediction? Row(ReadOnlySpan<byte> line, (int Cve, int Epss, int Percentile) columns)
    {
        Span<Range> ranges = stackalloc Range[MaxColumns];
        var count = Split(line, ranges);
        if (columns.Cve >= count || columns.Epss >= count || columns.Percentile >= count)
            return null;
        var id = Encoding.UTF8.GetString(line[ranges[columns.Cve]]);
        return FeedWords.IsWord(id) && TryShare(line[ranges[columns.Epss]], out var probability) && TryShare(line[ranges[columns.Percentile]], out var percentile)
            ? new ExploitPrediction(id, probability, percentile)
            : null;
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> ranges)
    {
        var (count, start) = (0, 0);
        while (count < ranges.Length)
        {
            var comma = line[start..].IndexOf((byte)',');
            ranges[count++] = comma < 0 ? start..line.Length : start..(start + comma);
            if (comma < 0)
                break;
            start += comma + 1;
        }

        return count;
    }

    private static bool TryShare(ReadOnlySpan<byte> text, out float share) =>
        float.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out share) && share is >= 0 and <= 1;
}
