using System.Buffers;
using System.Runtime.InteropServices;

namespace Pavior.Formats.Files;

/// <summary>
/// Bytes straight from the system: a page costs memory once it is written to, and all are given back at once when disposed. Large buffers
/// on the collector's heap stay until it comes round to large objects, and the C library keeps those that it gave. Memory that is used after
/// disposing throws.
/// </summary>
public sealed unsafe partial class MappedBuffer : MemoryManager<byte>
{
    private const int ReadWrite = 1 | 2;
    private const int PrivateAnonymous = 2 | 0x20;
    private static readonly nint Failed = -1;

    private readonly int _length;
    private void* _start;

    /// <param name="length">Bytes of address space; more than zero.</param>
    /// <exception cref="IOException">The system has none left.</exception>
    public MappedBuffer(int length)
    {
        _length = length;
        if (!OperatingSystem.IsLinux())
        {
            _start = NativeMemory.Alloc((nuint)length);
            return;
        }

        var start = Map(0, (nuint)length, ReadWrite, PrivateAnonymous, -1, 0);
        if (start == Failed)
            throw new IOException($"the system gives no {length} bytes of memory");
        _start = (void*)start;
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        return new Span<byte>(_start, _length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)GetSpan().Length);
        return new MemoryHandle((byte*)_start + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (_start is null)
            return;
        if (OperatingSystem.IsLinux())
            _ = Unmap((nint)_start, (nuint)_length);
        else
            NativeMemory.Free(_start);
        _start = null;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
