using System.Net.Sockets;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Folders of this machine that lead elsewhere, wait for ever or may not be read.</summary>
public sealed class TreeTests : HostileInput
{
    private const string Lock = """{"lockfileVersion":3,"packages":{"node_modules/left-pad":{"version":"1.3.0"}}}""";
    private const string Purl = "pkg:npm/left-pad@1.3.0";

    private string Tree => Box.InputPath("tree");

    [Fact]
    public void Links_out_of_the_tree_are_not_followed()
    {
        Box.InputFile("outside/package-lock.json", Lock.Replace("left-pad", "outside", StringComparison.Ordinal));
        Box.InputFile("tree/package-lock.json", Lock);
        Directory.CreateSymbolicLink(Path.Combine(Tree, "sub"), Box.InputPath("outside"));
        File.CreateSymbolicLink(Path.Combine(Tree, "yarn.lock"), Box.InputPath("outside/package-lock.json"));
        Read(Tree, Purl);
    }

    [Fact]
    public void Folders_that_are_links_to_folders_above_are_not_entered()
    {
        Box.InputFile("tree/package-lock.json", Lock);
        Directory.CreateSymbolicLink(Path.Combine(Tree, "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(Tree, "self"), "self");
        Directory.CreateSymbolicLink(Path.Combine(Tree, "here"), ".");
        Read(Tree, Purl);
    }

    [Fact]
    public void A_root_file_systems_database_linked_to_the_machines_own_is_not_read()
    {
        Box.InputFile("outside/status", "Package: outside\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n");
        Box.InputFile("tree/etc/os-release", "ID=debian\nVERSION_ID=12\n");
        Directory.CreateDirectory(Path.Combine(Tree, "var/lib/dpkg"));
        File.CreateSymbolicLink(Path.Combine(Tree, "var/lib/dpkg/status"), "../../../../outside/status");
        Read(Tree);
    }

    [Fact]
    public void Pipes_sockets_and_devices_are_not_opened()
    {
        Box.InputFile("tree/package-lock.json", Lock);
        Machine.MakeFifo(Path.Combine(Tree, "yarn.lock"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Tree, "Cargo.lock")));
        Machine.TryMakeDevice(Path.Combine(Tree, "poetry.lock"), 1, 5);
        Read(Tree, Purl);
    }

    [Fact]
    public void A_fixed_place_behind_a_link_to_a_pipe_is_not_opened()
    {
        Box.InputFile("tree/etc/os-release", "ID=debian\nVERSION_ID=12\n");
        Directory.CreateDirectory(Path.Combine(Tree, "var/lib/dpkg"));
        Machine.MakeFifo(Path.Combine(Tree, "pipe"));
        File.CreateSymbolicLink(Path.Combine(Tree, "var/lib/dpkg/status"), "../../../pipe");
        Read(Tree);
    }

    [Fact]
    public void Folders_as_deep_as_a_path_can_name_are_walked()
    {
        Box.InputFile($"tree/{string.Concat(Enumerable.Repeat("d/", 1000))}package-lock.json", Lock);
        Read(Tree, Purl);
    }

    [Fact]
    public void An_unreadable_folder_and_file_are_gaps()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        Box.InputFile("tree/package-lock.json", Lock);
        Box.InputFile("tree/closed/yarn.lock", "x");
        File.SetUnixFileMode(Path.Combine(Tree, "closed"), UnixFileMode.None);
        Incomplete(Tree, "closed");
        File.SetUnixFileMode(Path.Combine(Tree, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("big.jar", "PK", 42)]
    [InlineData("near.jar", "PK", 35)]
    [InlineData("prog", "\u007fELF", 42)]
    [InlineData("near", "\u007fELF", 35)]
    [InlineData("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0", 43)]
    [InlineData("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0", 35)]
    [InlineData("var/lib/rpm/Packages", "\0\0\0\0\0\0\0\0\0\0\0\0\u0061\u0015\u0006\0", 43)]
    [InlineData("var/lib/rpm/Packages", "\0\0\0\0\0\0\0\0\0\0\0\0\u0061\u0015\u0006\0", 35)]
    public void A_sparse_file_larger_than_all_memory_ends_well(string path, string start, int bits)
    {
        var file = Box.InputFile("tree/" + path, start);
        Box.InputFile("tree/etc/os-release", "ID=debian\nVERSION_ID=12\n");
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write))
            RandomAccess.SetLength(handle, 1L << bits);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = Scan("rootfs:" + Tree);
        Assert.True(run.ExitCode is 0 or 3, run.ToString());
        Harmless(run);
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_is_a_gap_and_its_neighbours_are_read()
    {
        Box.InputFile("tree/package-lock.json", Lock);
        Machine.Run("sh", "-c", $"cd '{Tree}' && touch \"$(printf 'a\\377')\" \"$(printf 'z\\377.lock')\" && mkdir \"$(printf 'f\\377')\" && echo x > \"$(printf 'yarn\\377.lock')\"");
        var run = Scan(Tree);
        Assert.True(run.ExitCode is 0 or 3, run.ToString());
        // .NET cannot delete what it cannot name.
        Machine.Run("rm", "-rf", Tree);
        Assert.Equal([Purl], run.Purls);
        Harmless(run);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() => Refused("dir:" + Box.InputPath("nothing"), "nothing", "no such folder");

    [Fact]
    public void A_target_that_is_nothing_is_refused() => Refused("./NOT/../a//thing", "./NOT/../a//thing");
}
