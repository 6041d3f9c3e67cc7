using Pavior.Core;
using Pavior.Scan.Advisories.Epss;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Epss;

public sealed class EpssFeedTests
{
    [Theory]
    [InlineData("#model_version:v2025.03.14,score_date:2025-12-26T12:55:00Z\n", "2025-12-26T12:55:00Z")]
    [InlineData("#model_version:v2023.03.01,score_date:2024-10-25T00:00:00+0000\r\n", "2024-10-25T00:00:00Z")]
    [InlineData("", null)]
    public void The_day_stands_in_the_first_line_in_two_ways_or_not_at_all(string first, string? date)
    {
        var sink = FeedCorpus.Read(new EpssFeed(), "epss.csv", first + "cve,epss,percentile\nCVE-1999-0001,0.01151,0.7802\nCVE-2025-9970,7e-05,0.00428\n");

        Assert.Equal(date is null ? null : DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture), sink.Published);
        Assert.Equal([new ExploitPrediction("CVE-1999-0001", 0.01151f, 0.7802f), new ExploitPrediction("CVE-2025-9970", 7e-05f, 0.00428f)], sink.Predictions);
    }

    [Theory]
    [InlineData("CVE-1,0.5")]
    [InlineData("CVE-1,1.5,0.5")]
    [InlineData("CVE-1,NaN,0.5")]
    [InlineData("CVE-1,-0.5,0.5")]
    [InlineData(",0.5,0.5")]
    public void A_line_that_is_no_prediction_is_a_gap(string line)
    {
        var sink = FeedCorpus.Read(new EpssFeed(), "epss.csv", $"cve,epss,percentile\n{line}\nCVE-2,0.5,0.5\n");

        Assert.Equal("CVE-2", Assert.Single(sink.Predictions).Id);
        Assert.Equal("epss.csv, line 2: expected a CVE id, a probability and a percentile from 0 to 1", Assert.Single(sink.Gaps).Reason);
    }

    [Fact]
    public void Columns_are_found_by_name() =>
        Assert.Equal(
            new ExploitPrediction("CVE-1", 0.25f, 0.5f),
            Assert.Single(FeedCorpus.Read(new EpssFeed(), "epss.csv", "percentile,cve,date,epss\n0.5,CVE-1,2025,0.25\n").Predictions));

    [Fact]
    public void A_text_without_columns_is_refused() =>
        Assert.Throws<ParseException>(() => FeedCorpus.Read(new EpssFeed(), "epss.csv", "#model_version:v1\n"));

    [Theory]
    [InlineData("epss-sample-2024-10-25.csv", 29)]
    [InlineData("epss-sample-2025-12-26.csv", 27)]
    public void Real_files_of_both_kinds_are_read(string file, int lines)
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<EpssFeed>($"feeds/{file}");

        Assert.Equal(1, files);
        Assert.Empty(sink.Gaps);
        Assert.Equal(lines, sink.Predictions.Count);
        Assert.NotNull(sink.Published);
    }
}
