using System.Buffers.Binary;
using System.Text;
using Pavior.Core;

namespace Pavior.Formats.Sqlite;

/// <summary>
/// A read-only view of the tables of an SQLite 3 database file (sqlite.org/fileformat2.html). It reads what the file itself holds:
/// changes that still lie in a write-ahead log beside it are not seen.
/// </summary>
public sealed class SqliteDatabase
{
    internal const int HeaderLength = 100;

    private const int MinPageSize = 512;

    private const int MaxPageSize = 65536;

    private const int MinUsable = 480;

    private const int MaxSchemaRows = 10_000;

    private readonly Encoding _encoding;

    private SqliteDatabase(FileContent file, int pageSize, int usable, long statedPages, Encoding encoding)
    {
        File = file;
        StatedPages = statedPages;
        PageSize = pageSize;
        Usable = usable;
        _encoding = encoding;
    }

    internal FileContent File { get; }

    internal int PageSize { get; }

    /// <summary>Bytes of a page that the format uses; extensions reserve the rest.</summary>
    internal int Usable { get; }

    /// <summary>Pages of the file, the last one perhaps cut short.</summary>
    internal long PageCount => (File.Length + PageSize - 1) / PageSize;

    /// <summary>Pages that the header says there are; zero when it says nothing that holds (section 1.3.7).</summary>
    internal long StatedPages { get; }

    /// <exception cref="ParseException">Not an SQLite 3 database.</exception>
    public static SqliteDatabase Open(FileContent file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAt(0, header) < HeaderLength || !header.StartsWith("SQLite format 3\0"u8))
            throw new ParseException(file.Path, 0, "the header of an SQLite 3 database");
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        var pageSize = size == 1 ? MaxPageSize : size;
        if (pageSize < MinPageSize || !int.IsPow2(pageSize))
            throw new ParseException(file.Path, 16, "a page size that is a power of two from 512 to 65536");
        var usable = pageSize - header[20];
        if (usable < MinUsable)
            throw new ParseException(file.Path, 20, "no more reserved bytes than leave 480 usable ones in a page");
        var encoding = BinaryPrimitives.ReadUInt32BigEndian(header[56..]) switch
        {
            2 => Encoding.Unicode,
            3 => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        var countHolds = header[24..28].SequenceEqual(header[92..96]);
        var pages = countHolds ? BinaryPrimitives.ReadUInt32BigEndian(header[28..]) : 0;
        return new SqliteDatabase(file, pageSize, usable, pages, encoding);
    }

    /// <summary>Null when there is no table of this name (names are compared without regard to case).</summary>
    /// <exception cref="ParseException">The schema cannot be read.</exception>
    public SqliteTableReader? TryOpenTable(string name)
    {
        var schema = new SqliteTableReader(this, rootPage: 1);
        for (var rows = 0; schema.Read(); rows++)
        {
            if (rows >= MaxSchemaRows)
                throw ParseException.Limit(File.Path, $"more than {MaxSchemaRows} entries in the schema");
            if (Text(schema, 0) != "table" || !string.Equals(Text(schema, 1), name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (!schema.TryGetInteger(3, out var root) || root < 1 || root > PageCount)
                throw new ParseException(File.Path, 0, $"a root page within the file for table {name}");
            return new SqliteTableReader(this, root);
        }

        return null;
    }

    private string? Text(SqliteTableReader row, int column) =>
        row.TryGetBytes(column, out var bytes) ? _encoding.GetString(bytes.Span) : null;
}
