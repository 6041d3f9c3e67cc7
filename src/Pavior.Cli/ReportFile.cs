using System.Runtime.InteropServices;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Cli;

/// <summary>
/// Writes a report where the user said. A regular file is written beside and renamed, so that nobody reads half a report;
/// a device, pipe or terminal is written to and stays what it is, and a link stays a link.
/// </summary>
internal static partial class ReportFile
{
    private const int BufferSize = 64 * 1024;

    // statx(2), whose structure is the same on every architecture.
    private const int CurrentFolder = -100;
    private const uint OnlyType = 1;
    private const int StatusLength = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <exception cref="SourceException">The path is a folder's.</exception>
    /// <exception cref="IOException">The system refuses (also <see cref="UnauthorizedAccessException"/>).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (Directory.Exists(path))
            throw new SourceException($"{path}: a folder, where a file to write was expected");
        if (Standard(path) is { } standard)
            WriteTo(standard, write);
        else if (IsSpecial(path))
            WriteThrough(path, write);
        else
            AtomicFile.Write(FinalPath(path), write, isDurable: false);
    }

    public static void WriteTo(Stream stream, Action<Stream> write)
    {
        var buffered = new BufferedStream(stream, BufferSize);
        write(buffered);
        buffered.Flush();
    }

    /// <summary>Our own output by its name in the file system: the shell opened it, perhaps to append.</summary>
    private static Stream? Standard(string path) => Path.GetFullPath(path) switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => StandardStreams.OutputBytes,
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => new DescriptorStream(2),
        _ => null,
    };

    /// <summary>Something is there, behind links if need be, and it is not a regular file: the framework does not tell devices from files.</summary>
    private static bool IsSpecial(string path)
    {
        Span<byte> status = stackalloc byte[StatusLength];
        return Status(CurrentFolder, path, 0, OnlyType, ref MemoryMarshal.GetReference(status)) == 0
            && (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeMask) != RegularType;
    }

    private static void WriteThrough(string path, Action<Stream> write)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        write(file);
    }

    /// <summary>The whole path first: the framework resolves a relative one against the root.</summary>
    private static string FinalPath(string path)
    {
        var whole = Path.GetFullPath(path);
        return new FileInfo(whole).LinkTarget is null ? whole : File.ResolveLinkTarget(whole, returnFinalTarget: true)!.FullName;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
