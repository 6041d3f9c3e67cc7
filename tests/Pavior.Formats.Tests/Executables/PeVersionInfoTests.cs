using Pavior.Core;
using Pavior.Formats.Pe;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Executables;

public sealed class PeVersionInfoTests
{
    [Fact]
    public void Version_resources_of_real_assemblies_are_read()
    {
        var path = typeof(PeFile).Assembly.Location;
        var pe = PeFile.TryRead(new MemoryFileContent("a.dll", File.ReadAllBytes(path)));

        Assert.NotNull(pe);
        Assert.True(pe.HasCliHeader);
        var info = PeVersionInfo.Read(pe);
        Assert.NotNull(info);
        Assert.Equal("Pavior.Formats.dll", info["OriginalFilename"]);
        Assert.Equal("Pavior", info["ProductName"]);
        Assert.NotNull(info.FileVersion);
    }

    [Fact]
    public void A_resource_tree_that_points_back_at_itself_ends()
    {
        // Type 16 leads to a directory that is the root again, and so on: the third level must be a leaf.
        byte[] tree = [.. new byte[14], 1, 0, 16, 0, 0, 0, 0, 0, 0, 0x80];
        var pe = PeFile.TryRead(new MemoryFileContent("a.dll", ExecutableBytes.Pe([new(".rsrc", tree)], (2, ".rsrc"))));

        Assert.NotNull(pe);
        Assert.Throws<ParseException>(() => PeVersionInfo.Read(pe));
    }

    [Fact]
    public void Damaged_assemblies_are_read_or_refused()
    {
        var seed = File.ReadAllBytes(typeof(ExecutableBytes).Assembly.Location);
        foreach (var bytes in SeededMutations.Of(seed[..Math.Min(seed.Length, 64 << 10)], 300))
        {
            try
            {
                if (PeFile.TryRead(new MemoryFileContent("a.dll", bytes)) is { } pe)
                    PeVersionInfo.Read(pe);
            }
            catch (ParseException)
            {
                // The refusal that the contract allows.
            }
        }
    }
}
