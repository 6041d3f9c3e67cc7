using Pavior.Formats.Files;

namespace Pavior.Scan.Trees;

/// <summary>Finds the git work tree that a folder lies in: those who show findings beside the source want paths from there (gitrepository-layout(5)).</summary>
internal static class GitWorkTree
{
    /// <summary>The folder's path in the work tree, '/'-separated; empty for the work tree itself, null outside of any.</summary>
    /// <param name="folder">Absolute path.</param>
    public static string? PathOf(string folder)
    {
        var real = Real(Path.TrimEndingDirectorySeparator(folder));
        for (var root = new DirectoryInfo(real); root is not null; root = root.Parent)
        {
            if (IsWorkTree(root.FullName))
                return Path.GetRelativePath(root.FullName, real) is var path and not "." ? path : "";
        }

        return null;
    }

    /// <summary>A folder behind links lies where they lead, as git has it.</summary>
    private static string Real(string folder)
    {
        var real = "/";
        foreach (var name in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, name);
            try
            {
                real = Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // Then it is taken for what it is called.
            }
        }

        return real;
    }

    /// <summary>A repository, or the file by which submodules and further work trees name theirs.</summary>
    private static bool IsWorkTree(string folder)
    {
        var mark = Path.Combine(folder, ".git");
        return Directory.Exists(mark) ? File.Exists(Path.Combine(mark, "HEAD")) : File.Exists(mark) && IsPointer(mark);
    }

    private static bool IsPointer(string mark)
    {
        try
        {
            using var file = DiskFile.OpenRegular(mark);
            Span<byte> start = stackalloc byte[8];
            return start[..file.ReadAt(0, start)].SequenceEqual("gitdir: "u8);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
