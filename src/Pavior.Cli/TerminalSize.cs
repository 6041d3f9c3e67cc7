using System.Runtime.InteropServices;

namespace Pavior.Cli;

/// <summary>
/// How wide the terminal behind standard output is. <see cref="Console.WindowWidth"/> would tell too, but it first writes the
/// terminal's keypad sequences into our output.
/// </summary>
internal static partial class TerminalSize
{
    public const int DefaultWidth = 100;

    private const int StandardOutput = 1;

    /// <summary>TIOCGWINSZ of asm-generic/ioctls.h, which x64 and arm64 share.</summary>
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Columns: of the terminal, else of the variable COLUMNS, else 100.</summary>
    public static int Width
    {
        get
        {
            if (ControlDevice(StandardOutput, GetWindowSize, out var size) == 0 && size.Columns > 0)
                return size.Columns;
            return int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0 ? columns : DefaultWidth;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int ControlDevice(int file, nuint request, out WindowSize size);

    /// <summary>struct winsize of asm-generic/termios.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct WindowSize
    {
        public readonly ushort Rows;
        public readonly ushort Columns;
        public readonly ushort PixelsX;
        public readonly ushort PixelsY;
    }
}
