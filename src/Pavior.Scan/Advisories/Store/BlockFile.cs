using System.Buffers.Binary;
using System.Security.Cryptography;
using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>
/// A database file as blocks (<see cref="DatabaseFormat"/>), each checked when it is first touched: nobody sees a byte that is not as
/// it was written. What was read stays in memory, so that nothing changes under a reader's hands. Safe for several threads.
/// </summary>
internal sealed class BlockFile : IDisposable
{
    private readonly FileContent _file;
    private readonly byte[] _hashes;
    private readonly byte[]?[] _blocks;

    private BlockFile(FileContent file)
    {
        _file = file;
        (Length, Digest, _hashes) = ReadHashes();
        _blocks = new byte[]?[DatabaseFormat.BlocksOf(Length)];
    }

    public string Name => _file.Path;

    /// <summary>Bytes before the table of hashes.</summary>
    public int Length { get; }

    /// <summary>Of the head and the hashes of all blocks: who reads a block knows that it belongs to this digest.</summary>
    public Digest Digest { get; }

    /// <exception cref="ParseException">The file is no database of this version.</exception>
    public static BlockFile Open(FileContent file) => new(file);

    public void Dispose() => (_file as IDisposable)?.Dispose();

    /// <exception cref="ParseException">The block is damaged.</exception>
    public ReadOnlySpan<byte> Block(int number) => Bytes(number);

    /// <summary>A number that does not cross the border of a block: those of tables are aligned.</summary>
    public int Int32(int offset) =>
        BinaryPrimitives.ReadInt32LittleEndian(Bytes((int)((uint)offset / DatabaseFormat.BlockLength)).AsSpan((int)((uint)offset % DatabaseFormat.BlockLength)));

    /// <summary>Bytes of the content: in place, or copied where they cross the border of a block.</summary>
    public ReadOnlySpan<byte> Slice(int offset, int length)
    {
        if (length == 0)
            return default;
        var first = Bytes((int)((uint)offset / DatabaseFormat.BlockLength));
        var start = (int)((uint)offset % DatabaseFormat.BlockLength);
        return length <= first.Length - start ? first.AsSpan(start, length) : Copy(offset, length);
    }

    private byte[] Copy(int offset, int length)
    {
        var bytes = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var part = Block((offset + filled) / DatabaseFormat.BlockLength)[((offset + filled) % DatabaseFormat.BlockLength)..];
            part = part[..Math.Min(part.Length, length - filled)];
            part.CopyTo(bytes.AsSpan(filled));
            filled += part.Length;
        }

        return bytes;
    }

    /// <summary>Reads every block, and keeps none.</summary>
    /// <exception cref="ParseException">One is damaged.</exception>
    public void Verify() => Read(static (_, _) => { });

    /// <summary>Copies the file; what is damaged is not copied.</summary>
    /// <exception cref="ParseException">A block is damaged; what stands before it was written.</exception>
    public void CopyTo(Stream output)
    {
        Read((block, length) => output.Write(block, 0, length));
        output.Write(_hashes);
        output.Write(Convert.FromHexString(Digest.Hex));
    }

    private void Read(Action<byte[], int> take)
    {
        var buffer = new byte[DatabaseFormat.BlockLength];
        for (var number = 0; number < _blocks.Length; number++)
        {
            var length = LengthOf(number);
            Fill(number, buffer.AsSpan(0, length));
            take(buffer, length);
        }
    }

    private byte[] Bytes(int number) => Volatile.Read(ref _blocks[number]) ?? Load(number);

    private byte[] Load(int number)
    {
        // Pinned arrays are never moved: a collection costs the same however many there are.
        var block = GC.AllocateUninitializedArray<byte>(LengthOf(number), pinned: true);
        Fill(number, block);
        return Interlocked.CompareExchange(ref _blocks[number], block, null) ?? block;
    }

    private void Fill(int number, Span<byte> block)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var start = (long)number * DatabaseFormat.BlockLength;
        var read = _file.ReadAt(start, block);
        SHA256.HashData(block, hash);
        if (read < block.Length || !hash.SequenceEqual(_hashes.AsSpan(number * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes)))
            throw new ParseException(Name, start, $"{block.Length} bytes of the SHA-256 that the end of the file states: the database is damaged; run: pavior db update");
    }

    private int LengthOf(int number) => (int)Math.Min(DatabaseFormat.BlockLength, Length - ((long)number * DatabaseFormat.BlockLength));

    private (int Length, Digest Digest, byte[] Hashes) ReadHashes()
    {
        var head = new byte[DatabaseFormat.HeaderLength];
        var read = _file.ReadAt(0, head);
        if (read < DatabaseFormat.HeaderLength || !head.AsSpan().StartsWith(DatabaseFormat.Magic))
            throw new ParseException(Name, 0, "a vulnerability database");
        if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)) is var version && version != DatabaseFormat.Version)
            throw ParseException.Unsupported(Name, $"a database of format {version}, and this program reads format {DatabaseFormat.Version}; run: pavior db update");
        var length = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(16));
        if (length is < DatabaseFormat.HeaderLength or > DatabaseFormat.MaxLength || _file.Length != length + DatabaseFormat.TableLength(length))
            throw new ParseException(Name, 16, $"a length that fits the {_file.Length} bytes of the file: it is damaged or cut off; run: pavior db update");
        var table = new byte[DatabaseFormat.TableLength(length)];
        var filled = _file.ReadAt(length, table);
        var hashes = table[..^SHA256.HashSizeInBytes];
        var root = DatabaseFormat.Root(head, hashes);
        if (filled < table.Length || !root.AsSpan().SequenceEqual(table.AsSpan(hashes.Length)))
            throw new ParseException(Name, length, "the hashes of the blocks, and the SHA-256 of them: the database is damaged; run: pavior db update");
        return ((int)length, Digest.Sha256(root), hashes);
    }
}
