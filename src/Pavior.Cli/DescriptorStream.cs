using System.Runtime.InteropServices;

namespace Pavior.Cli;

/// <summary>Writes to an open file descriptor and to nothing else: the framework's console streams put terminal sequences before the first byte.</summary>
/// <param name="descriptor">1 for standard output, 2 for standard error.</param>
/// <param name="mustArrive">False when bytes that the system refuses are lost without a word.</param>
internal sealed partial class DescriptorStream(int descriptor, bool mustArrive = true) : Stream
{
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int BrokenPipe = 32;
    private const short Writable = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A reader that went away is no error: nobody is left to tell.</summary>
    /// <exception cref="IOException">The system refuses the bytes.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = WriteSome(descriptor, in MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case WouldBlock:
                    // Another program that shares the terminal made it non-blocking.
                    var wait = new PollEntry { Descriptor = descriptor, Events = Writable };
                    _ = Poll(ref wait, 1, -1);
                    break;
                case BrokenPipe:
                case var _ when !mustArrive:
                    return;
                case var error:
                    throw new IOException($"standard {(descriptor == 1 ? "output" : "error")}: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, in byte bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entry, nuint count, int milliseconds);

    /// <summary>struct pollfd of poll.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
