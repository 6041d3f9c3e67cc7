using Pavior.Core;
using Pavior.Formats.Sqlite;

namespace Pavior.Scan.Rpm;

/// <summary>rpmdb.sqlite: table <c>Packages(hnum INTEGER PRIMARY KEY, blob BLOB)</c> (rpm, lib/backend/sqlite.c).</summary>
internal sealed class SqliteHeaderBlobs : IHeaderBlobs
{
    private const int BlobColumn = 1;

    private readonly FileContent _file;
    private readonly SqliteTableReader _rows;

    public SqliteHeaderBlobs(FileContent file)
    {
        _file = file;
        _rows = SqliteDatabase.Open(file).TryOpenTable("Packages")
            ?? throw new ParseException(file.Path, 0, "a table named Packages");
    }

    public ReadOnlyMemory<byte> Blob { get; private set; }

    public bool Read()
    {
        if (!_rows.Read())
            return false;
        if (!_rows.TryGetBytes(BlobColumn, out var blob))
            throw new ParseException(_file.Path, 0, $"a blob in row {_rows.RowId} of table Packages");
        Blob = blob;
        return true;
    }
}
