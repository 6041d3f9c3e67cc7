using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.LocalStores;

/// <summary>Opens files below a folder whose content is a stranger's: links are followed as if the folder were the root.</summary>
internal sealed class UnpackedFiles(string root)
{
    /// <summary>Links followed for one path, as Linux does.</summary>
    private const int MaxLinks = 40;

    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal) { [""] = "" };

    /// <summary>The file at a path of the tar, which must have the length that the tar says.</summary>
    /// <exception cref="SourceException">It is not there, is no regular file, or has another length.</exception>
    public DiskFile Open(string path, long length)
    {
        var links = 0;
        var (folder, name) = SplitLast(path.Trim('/'));
        var full = Path.Combine(root, Resolve(folder, ref links), name);
        try
        {
            var info = new FileInfo(full);
            // Checked before opening: opening a fifo would wait for ever, and it has the length zero.
            if (!info.Exists || info.LinkTarget is not null || info.Length != length)
                throw new SourceException($"{full}: expected a file of {length} bytes, as the layer's tar says");
            return DiskFile.Open(full, path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{full}: cannot be read ({unreadable.Message})", unreadable);
        }
    }

    /// <summary>A relative folder without links and dots in it.</summary>
    private string Resolve(string folder, ref int links)
    {
        if (_folders.TryGetValue(folder, out var known))
            return known;
        var (above, name) = SplitLast(folder);
        var parent = Resolve(above, ref links);
        var resolved = name switch
        {
            "" or "." => parent,
            ".." => SplitLast(parent).Folder,
            _ => Follow(parent, name, ref links),
        };
        return _folders[folder] = resolved;
    }

    private string Follow(string parent, string name, ref int links)
    {
        var here = parent.Length == 0 ? name : $"{parent}/{name}";
        var target = new FileInfo(Path.Combine(root, here)).LinkTarget;
        if (target is null)
            return here;
        if (++links > MaxLinks)
            throw new SourceException($"{Path.Combine(root, here)}: more than {MaxLinks} links on the way to a file");
        return Resolve(target.StartsWith('/') ? target.Trim('/') : parent.Length == 0 ? target.TrimEnd('/') : $"{parent}/{target.TrimEnd('/')}", ref links);
    }

    private static (string Folder, string Name) SplitLast(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash].TrimEnd('/'), path[(slash + 1)..]);
    }
}
