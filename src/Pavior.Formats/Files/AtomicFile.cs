namespace Pavior.Formats.Files;

/// <summary>Writes a file so that a reader, or the machine after a power cut, finds the old content or the new, never a part.</summary>
public static class AtomicFile
{
    /// <summary>What the name of an unfinished file ends with; before it stand a dot, the name of the file to be, and letters that nobody can guess.</summary>
    public const string UnfinishedEnding = ".tmp";

    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Writes beside, in the same folder, and renames. Nobody can put a link at the name of the unfinished file beforehand, and it is never
    /// opened when something is there.
    /// </summary>
    /// <param name="path">Where the file is to be; its folder has to be there.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="mode">Who may read it; by default as the file that it replaces, or as the umask says.</param>
    /// <param name="isDurable">True when it must be on the disk before it takes the other's place.</param>
    /// <exception cref="IOException">The system refuses (also <see cref="UnauthorizedAccessException"/>); nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write, UnixFileMode? mode = null, bool isDurable = true)
    {
        var whole = Path.GetFullPath(path);
        var beside = Path.Combine(Path.GetDirectoryName(whole)!, $".{Path.GetFileName(whole)}.{Path.GetRandomFileName()}{UnfinishedEnding}");
        mode ??= File.Exists(whole) ? File.GetUnixFileMode(whole) : null;
        using var file = new FileStream(beside, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = BufferSize,
            UnixCreateMode = mode,
        });
        try
        {
            // The umask may have taken from the mode.
            if (mode is { } known)
                File.SetUnixFileMode(file.SafeFileHandle, known);
            write(file);
            file.Flush(flushToDisk: isDurable);
            File.Move(beside, whole, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
