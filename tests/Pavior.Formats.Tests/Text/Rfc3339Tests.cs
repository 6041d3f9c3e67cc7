using System.Globalization;
using Pavior.Formats.Text;
using Xunit;

namespace Pavior.Formats.Tests.Text;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-03-01T08:00:00Z", "2026-03-01T08:00:00.0000000+00:00")]
    [InlineData("2026-03-01t08:00:00z", "2026-03-01T08:00:00.0000000+00:00")]
    [InlineData("2023-01-08T18:02:03.647787998-06:00", "2023-01-08T18:02:03.6477879-06:00")]
    [InlineData("2023-01-08 18:02:03.5+05:30", "2023-01-08T18:02:03.5000000+05:30")]
    [InlineData("2024-02-29T23:59:60Z", "2024-02-29T23:59:59.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("2026-03-01T08:00:00", "2026-03-01T08:00:00.0000000+00:00")]
    public void Times_are_read(string text, string time)
    {
        Assert.True(Rfc3339.TryParse(text, out var read));
        Assert.Equal(time, read.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-03-01T24:00:00Z")]
    [InlineData("2026-03-01T08:60:00Z")]
    [InlineData("2026-03-01T08:00:61Z")]
    [InlineData("2026-03-01T08:00:00.Z")]
    [InlineData("2026-03-01T08:00:00+15:00")]
    [InlineData("2026-03-01T08:00:00+0100")]
    [InlineData("2026-03-01T08:00:00Z ")]
    [InlineData("2026-03-0١T08:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void Anything_else_is_no_time(string text) => Assert.False(Rfc3339.TryParse(text, out _));
}
