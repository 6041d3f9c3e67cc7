using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// Names in the folder of an update. Below it no link is followed, wherever it leads: else who may write there, or unpacked a folder from
/// elsewhere, could have an update write anywhere.
/// </summary>
internal static class UpdateFolder
{
    /// <summary>A place below the folder, of which no part is a link.</summary>
    /// <exception cref="SourceException">A part is a link.</exception>
    public static string Below(string folder, string name)
    {
        var path = folder;
        foreach (var part in name.Split('/'))
        {
            path = Path.Combine(path, part);
            RefuseLink(path);
        }

        return path;
    }

    /// <exception cref="SourceException">It is a link.</exception>
    public static void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
            throw new SourceException($"{path}: a link, and nothing is read or written through one");
    }

    /// <summary>Opens a file for writing that is not there: nothing that somebody puts there meanwhile is opened.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }
}
