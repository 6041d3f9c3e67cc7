using Pavior.Core;

namespace Pavior.Scan.Assembly;

/// <summary>A file whose bytes are taken into memory only when the others that are being read leave room; it leaves when it is disposed.</summary>
internal sealed class GatedFile(FileContent file, MemoryGate gate) : FileContent(file.Path), IDisposable
{
    private long _held;

    public override long Length => file.Length;

    public override int ReadAt(long offset, Span<byte> buffer) => file.ReadAt(offset, buffer);

    public override ReadOnlyMemory<byte> ReadAll(int limit)
    {
        ThrowIfLonger(limit);
        Hold(Length);
        return file.ReadAll(limit);
    }

    public override void Hold(long bytes)
    {
        if (_held > 0 || bytes <= 0)
            return;
        gate.Enter(bytes);
        _held = bytes;
    }

    public void Dispose()
    {
        if (_held > 0)
            gate.Leave(_held);
        _held = 0;
    }
}
