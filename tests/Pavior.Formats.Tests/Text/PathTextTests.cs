using System.Text;
using Pavior.Formats.Text;
using Xunit;

namespace Pavior.Formats.Tests.Text;

public sealed class PathTextTests
{
    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_what_they_are() =>
        Assert.Equal(@"opt/\xFE\xFF/é", PathText.Decode([.. "opt/"u8, 0xfe, 0xff, .. "/é"u8]));

    [Theory]
    [InlineData(@"dev-disk-by\x2dlabel.swap")]
    [InlineData(@"a\b\xg")]
    [InlineData("é/日本")]
    public void Usual_names_are_themselves(string name) => Assert.Equal(name, PathText.Decode(Encoding.UTF8.GetBytes(name)));

    [Fact]
    public void Names_of_different_bytes_are_different_texts()
    {
        byte[][] parts = [[0xff], [0xfe], [0xc3], "\\xFF"u8.ToArray(), "\\x5C"u8.ToArray(), "\\"u8.ToArray(), "x"u8.ToArray(), "F"u8.ToArray(), "5C"u8.ToArray(), "xFF"u8.ToArray()];
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in parts)
        {
            foreach (var two in parts)
            {
                foreach (var three in parts)
                {
                    byte[] name = [.. one, .. two, .. three];
                    var hex = Convert.ToHexString(name);
                    Assert.Equal(hex, seen.GetValueOrDefault(PathText.Decode(name), hex));
                    seen[PathText.Decode(name)] = hex;
                }
            }
        }
    }
}
