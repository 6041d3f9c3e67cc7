using System.Buffers;
using System.Runtime.InteropServices;

namespace Pavior.Formats.Files;

/// <summary>
/// Bytes outside of the collector's heap, given back at once when disposed: megabytes that grow with what is read into them would otherwise
/// stay, each size that they had, until the collector comes round to large objects. Memory of it that is used after that throws.
/// </summary>
public sealed unsafe class NativeBuffer : MemoryManager<byte>
{
    private byte* _start;
    private int _length;

    /// <summary>Makes room for so many bytes at least. What was in it stays, but spans over it must not be used any more.</summary>
    public void Reserve(int length)
    {
        ObjectDisposedException.ThrowIf(_length < 0, this);
        if (length <= _length)
            return;
        _start = (byte*)NativeMemory.Realloc(_start, (nuint)length);
        _length = length;
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_length < 0, this);
        return new Span<byte>(_start, _length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)GetSpan().Length);
        return new MemoryHandle(_start + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_start);
        _start = null;
        _length = -1;
    }
}
