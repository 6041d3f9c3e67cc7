using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Images;

/// <summary>An image stored as a folder.</summary>
internal sealed class FolderFiles(string folder) : FileSet
{
    private readonly List<DiskFile> _open = [];

    /// <summary>Paths come from the image: none may lead out of the folder.</summary>
    public override FileContent? TryOpen(string path)
    {
        if (Path.IsPathRooted(path) || path.Split('/').Contains(".."))
            return null;
        var full = Path.Combine(folder, path);
        if (!File.Exists(full))
            return null;
        var file = DiskFile.OpenRegular(full, path);
        lock (_open)
            _open.Add(file);
        return file;
    }

    public override void Dispose()
    {
        foreach (var file in _open)
            file.Dispose();
        base.Dispose();
    }
}
