using System.Diagnostics;
using Pavior.Testing;
using Xunit;

namespace Pavior.Structure;

/// <summary>The page of limits is written from the source by a script, which also tells when it is not up to date.</summary>
public sealed class LimitsPageTests
{
    [Fact]
    public void The_page_of_limits_is_what_the_source_says()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", [Path.Combine(Repository.Root, "eng/limits-page.py"), "--check"])
        {
            RedirectStandardError = true,
        })!;
        var complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal("", complaint);
        Assert.Equal(0, process.ExitCode);
    }
}
