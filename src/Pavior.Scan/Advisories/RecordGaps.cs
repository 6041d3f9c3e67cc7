using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>Notes the records of one file that cannot be used, up to a number at which the file is no file of the feed.</summary>
internal sealed class RecordGaps(string path, FeedSink sink)
{
    /// <summary>Records of one file that may be unusable.</summary>
    public const int MaxGaps = 1_000;

    private int _count;

    /// <param name="line">One-based.</param>
    /// <param name="expected">A noun phrase, as for <see cref="ParseException"/>.</param>
    public void AtLine(int line, string expected) => Add(ParseException.AtLine(path, line, expected).AsGap());

    /// <param name="record">Which one: an id, and the package.</param>
    /// <param name="expected">A noun phrase.</param>
    public void At(string record, string expected) => Add(new Gap(path, GapKind.Malformed, $"{path}, {record}: expected {expected}"));

    /// <exception cref="ParseException">There are too many.</exception>
    public void Add(Gap gap)
    {
        if (++_count > MaxGaps)
            throw ParseException.Limit(path, $"more than {MaxGaps} records that cannot be used");
        sink.Add(gap);
    }
}
