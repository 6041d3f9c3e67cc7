using Pavior.Core;
using Pavior.Formats.Cvss;
using Xunit;

namespace Pavior.Formats.Tests.Cvss;

public sealed class CvssVectorTests
{
    private const string Worst31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H";
    private const string Worst40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H";

    [Theory]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 7.8, 6.4, 9.2)] // CVE-2002-0392 in the guide, 3.3.1
    [InlineData("AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L", 10.0, 8.3, 9.0)] // CVE-2003-0818, 3.3.2
    [InlineData("AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M", 6.2, 4.9, 7.5)] // CVE-2003-0062, 3.3.3
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5, 7.5, 7.5)] // Heartbleed
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, 6.1, 6.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:U/RL:O/RC:U", 10.0, 8.0, 8.0)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U/CR:L", 10.0, 9.1, 9.0)]
    public void Scores_are_those_of_the_specification(string text, double score, double threat, double environmental)
    {
        var vector = CvssVector.Parse(text);
        Assert.Equal(((decimal)score, (decimal)threat, (decimal)environmental), (vector.BaseScore, vector.ThreatScore, vector.EnvironmentalScore));
    }

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, CvssRating.Critical, Severity.Critical)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U", 9.0, CvssRating.Critical, Severity.Critical)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:X", 9.8, CvssRating.Critical, Severity.Critical)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MC:N/MI:N/MA:N", 0.0, CvssRating.None, Severity.Low)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5, CvssRating.High, Severity.High)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, CvssRating.Medium, Severity.Medium)]
    [InlineData("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", 1.6, CvssRating.Low, Severity.Low)]
    [InlineData("AV:N/AC:L/Au:N/C:C/I:C/A:C", 10.0, CvssRating.High, Severity.High)]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:N", 0.0, CvssRating.Low, Severity.Low)]
    [InlineData("AV:N/AC:L/Au:N/C:C/I:C/A:C/TD:N", 0.0, CvssRating.Low, Severity.Low)]
    public void The_most_specific_score_that_a_vector_defines_speaks(string text, double score, CvssRating rating, Severity severity)
    {
        var vector = CvssVector.Parse(text);
        Assert.Equal(((decimal)score, rating, severity), (vector.Score, vector.Rating, vector.Severity));
    }

    [Theory]
    [InlineData("(AV:N/AC:L/Au:N/C:N/I:N/A:C)", "AV:N/AC:L/Au:N/C:N/I:N/A:C")]
    [InlineData("A:C/I:N/C:N/Au:N/AC:L/AV:N/E:ND/CDP:LM", "AV:N/AC:L/Au:N/C:N/I:N/A:C/CDP:LM")]
    [InlineData("CVSS:3.1/S:C/AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H/RL:X", Worst31)]
    [InlineData(Worst40 + "/E:X/MSI:S/AU:Y/U:Amber", Worst40 + "/MSI:S/AU:Y/U:Amber")]
    public void Vectors_are_written_in_the_order_of_the_specification(string text, string canonical)
    {
        var vector = CvssVector.Parse(text);
        Assert.Equal(canonical, vector.ToString());
        Assert.Equal(vector, CvssVector.Parse(canonical));
    }

    [Theory]
    [InlineData("", "byte 0: expected a CVSS vector")]
    [InlineData("()", "byte 0: expected a CVSS vector")]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N", "byte 22: expected a value of A")]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:Q", "byte 23: expected A as one of N, P, C, not Q")]
    [InlineData("AV:ND/AC:L/Au:N/C:N/I:N/A:C", "byte 0: expected AV as one of L, A, N, not ND")]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:C/S:U", "byte 27: expected a metric of CVSS 2, not S")]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:X", "byte 27: expected E as one of U, POC, F, H, not X")]
    [InlineData("CVSS:3.3/AV:N", "byte 5: expected CVSS version 3.0, 3.1 or 4.0, not 3.3")]
    [InlineData("CVSS:3.1", "byte 8: expected a metric and its value")]
    [InlineData("CVSS:3.1/", "byte 9: expected a metric and its value")]
    [InlineData("CVSS:3.1/AV", "byte 9: expected a metric and its value, not AV")]
    [InlineData("CVSS:3.1/AV:N/AV:N", "byte 14: expected AV once")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/", "byte 44: expected a metric after /")]
    [InlineData("CVSS:3.1/AV:N//AC:L", "byte 14: expected a metric and its value")]
    [InlineData("(AV:N/AC:L/Au:Q)", "byte 11: expected Au as one of M, S, N, not Q")]
    [InlineData("CVSS:3.1/av:N", "byte 9: expected a metric of CVSS 3, not av")]
    [InlineData("CVSS:3.1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAA:N", "byte 9: expected a metric of CVSS 3, not AAAAAAAAAAAAAAAA...")]
    [InlineData("CVSS:3.1/AV:N/AC:L/UI:N/S:C/C:H/I:H/A:H", "byte 39: expected a value of PR")]
    [InlineData("CVSS:4.0/AC:L/AV:N", "byte 14: expected AV before AC")]
    [InlineData(Worst40 + "/MSC:S", "byte 64: expected MSC as one of H, L, N, not S")]
    public void What_is_no_vector_is_refused_with_the_metrics_name(string text, string message)
    {
        Assert.False(CvssVector.TryParse(text, out var vector));
        Assert.True(vector.IsEmpty);
        Assert.Equal("CVSS vector, " + message, Assert.Throws<ParseException>(() => CvssVector.Parse(text)).Message);
    }

    [Fact]
    public void A_vector_has_a_limit()
    {
        var endless = Worst31 + new string('/', 1000);
        Assert.Equal(GapKind.LimitReached, Assert.Throws<ParseException>(() => CvssVector.Parse(endless)).Kind);
    }

    [Fact]
    public void Values_are_named_as_vectors_write_them()
    {
        var vector = CvssVector.Parse("AV:N/AC:L/Au:S/C:N/I:N/A:C");
        Assert.Equal(("S", "ND", null), (vector.Value("Au"), vector.Value("RL"), vector.Value("PR")));
    }

    [Fact]
    public void A_default_value_is_no_vector()
    {
        CvssVector none = default;
        Assert.Equal((true, 0m, Severity.Unknown, ""), (none.IsEmpty, none.Score, none.Severity, none.ToString()));
    }

    /// <summary>A database holds hundreds of thousands of vectors.</summary>
    [Fact]
    public void Reading_and_scoring_allocates_nothing()
    {
        string[] texts = ["AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/CDP:H", Worst31 + "/E:U/MAV:P", Worst40 + "/E:P/CR:L/MSI:S"];
        var sum = Sum(texts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            sum += Sum(texts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    private static decimal Sum(string[] texts)
    {
        var sum = 0m;
        foreach (var text in texts)
        {
            if (CvssVector.TryParse(text, out var vector))
                sum += vector.BaseScore + vector.ThreatScore + vector.EnvironmentalScore + vector.Score;
        }

        return sum;
    }
}
