using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>Reads the databases of rpm in each of the three formats that distributions use.</summary>
internal sealed class RpmDatabaseExtractor : IExtractor
{
    /// <summary>A database with more damage than this has nothing more to say.</summary>
    private const int MaxDamages = 100;

    /// <summary>Bytes of a database; the largest have some 300 MB.</summary>
    private const long MaxBytes = 1L << 30;

    private const string LogName = "rpmdb.sqlite-wal";

    private static readonly string[] Folders = ["var/lib/rpm/", "usr/lib/sysimage/rpm/", "usr/share/rpm/"];

    private static readonly string[] Names = ["rpmdb.sqlite", LogName, "Packages", "Packages.db"];

    public ExtractorInfo Info { get; } = new(
        Id: "rpm-database",
        Version: 1,
        Ecosystem: "RPM",
        Title: "Reads the packages that rpm has installed, with the files they own, from SQLite, ndb and Berkeley DB.",
        Modes: ScanModes.Image,
        Patterns: [.. Folders.SelectMany(folder => Names.Select(name => new FilePattern.At(folder + name)))]);

    public void Extract(FileContent file, Extraction into)
    {
        if (file.Length == 0)
            return;
        if (file.Path.EndsWith(LogName, StringComparison.Ordinal))
        {
            // rpm empties the log when it closes the database; one with content was left by an interrupted transaction.
            throw ParseException.Unsupported(file.Path, $"a write-ahead log of {file.Length} bytes beside the package database; its changes are not seen");
        }

        if (file.Length > MaxBytes)
            throw ParseException.Limit(file.Path, $"a package database of {file.Length} bytes, more than the limit of {MaxBytes}");
        file.Hold(file.Length);
        var packages = new RpmPackages(into);
        try
        {
            ReadAll(Open(file), packages, into);
        }
        finally
        {
            packages.Finish();
        }
    }

    private static IHeaderBlobs Open(FileContent file)
    {
        Span<byte> magic = stackalloc byte[4];
        file.ReadAt(0, magic);
        if (magic.SequenceEqual("SQLi"u8))
            return new SqliteHeaderBlobs(file);
        return magic.SequenceEqual("RpmP"u8) ? new NdbHeaderBlobs(file) : new BerkeleyHeaderBlobs(file);
    }

    private static void ReadAll(IHeaderBlobs blobs, RpmPackages packages, Extraction into)
    {
        for (var damages = 0; damages < MaxDamages;)
        {
            try
            {
                if (!blobs.Read())
                    return;
                packages.Add(blobs.Blob.Span);
            }
            catch (ParseException bad)
            {
                damages++;
                into.Add(bad.AsGap());
            }
        }

        throw ParseException.Limit(into.Path, $"more than {MaxDamages} damaged places");
    }
}
