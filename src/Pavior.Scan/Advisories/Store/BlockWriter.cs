using System.Security.Cryptography;

namespace Pavior.Scan.Advisories.Store;

/// <summary>Writes the content of a database, and behind it what <see cref="BlockFile"/> checks it by.</summary>
internal sealed class BlockWriter(Stream output)
{
    private readonly byte[] _block = new byte[DatabaseFormat.BlockLength];
    private readonly List<byte> _hashes = [];
    private readonly byte[] _head = new byte[DatabaseFormat.HeaderLength];
    private int _filled;
    private bool _isBegun;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!_isBegun)
            bytes[.._head.Length].CopyTo(_head);
        _isBegun = true;
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, _block.Length - _filled)];
            part.CopyTo(_block.AsSpan(_filled));
            _filled += part.Length;
            bytes = bytes[part.Length..];
            if (_filled == _block.Length)
                EndBlock();
        }
    }

    public void Finish()
    {
        if (_filled > 0)
            EndBlock();
        var hashes = _hashes.ToArray();
        output.Write(hashes);
        output.Write(DatabaseFormat.Root(_head, hashes));
    }

    private void EndBlock()
    {
        output.Write(_block, 0, _filled);
        _hashes.AddRange(SHA256.HashData(_block.AsSpan(0, _filled)));
        _filled = 0;
    }
}
