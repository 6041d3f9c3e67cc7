using Pavior.Core;
using Pavior.Formats.BerkeleyDb;

namespace Pavior.Scan.Rpm;

/// <summary>Packages: header numbers of four bytes to headers; number zero holds the next free number instead (rpm, lib/backend/db3.c).</summary>
internal sealed class BerkeleyHeaderBlobs(FileContent file) : IHeaderBlobs
{
    private readonly BerkeleyReader _entries = BerkeleyDatabase.Open(file).Read();

    public ReadOnlyMemory<byte> Blob => _entries.Value;

    public bool Read()
    {
        while (_entries.Read())
        {
            if (!_entries.Key.Span.SequenceEqual("\0\0\0\0"u8))
                return true;
        }

        return false;
    }
}
