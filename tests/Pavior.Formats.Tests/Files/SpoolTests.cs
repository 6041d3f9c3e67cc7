using Pavior.Formats.Files;
using Xunit;

namespace Pavior.Formats.Tests.Files;

public sealed class SpoolTests
{
    private const int Page = 4096;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void One_byte_takes_one_page_of_the_disk(int at)
    {
        var bytes = new byte[128 * Page];
        bytes[70 * Page] = 1;
        using var file = Spool.Create();
        Assert.Equal(Page, Spool.Write(file, bytes, at - (at % Page)));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var bytes = new byte[20 * Page + 17];
        foreach (var at in new[] { 0, Page - 1, Page, 5 * Page + 3, 19 * Page, bytes.Length - 1 })
            bytes[at] = (byte)(at % 251 + 1);
        using var file = Spool.Create();
        var taken = Spool.Write(file, bytes, 3) + Spool.Write(file, bytes, 3 + bytes.Length);
        RandomAccess.SetLength(file, 3 + 2 * bytes.Length);
        var read = new byte[3 + 2 * bytes.Length];
        RandomAccess.Read(file, read, 0);
        Assert.Equal([0, 0, 0, .. bytes, .. bytes], read);
        Assert.InRange(taken, 1, 16 * Page);
    }
}
