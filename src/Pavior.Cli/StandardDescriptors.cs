using System.Runtime.InteropServices;

namespace Pavior.Cli;

/// <summary>
/// Makes sure that the first three descriptors are open. A caller may have closed one (<c>2>&amp;-</c>); the next file that the program opened
/// would get its number, and messages would be written into it.
/// </summary>
internal static partial class StandardDescriptors
{
    private const int GetFlags = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    public static void Fill()
    {
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            // Open takes the lowest free number, which is this one. An output that nobody can get stays one that cannot be written to.
            if (Control(descriptor, GetFlags) < 0)
                _ = Open("/dev/null", descriptor == 1 ? ReadOnly : WriteOnly);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
