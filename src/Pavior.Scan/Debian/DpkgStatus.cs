using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Debian;

/// <summary>Reads records of installed packages in the format of dpkg's status file (deb-status in dpkg(1), deb-control(5)).</summary>
internal static class DpkgStatus
{
    /// <summary>Bytes of one field that is taken as it is; lists of relations may be longer.</summary>
    private const int MaxValue = 32 * 1024;

    /// <param name="text">The file.</param>
    /// <param name="purlType"><c>deb</c> or <c>opkg</c>.</param>
    /// <param name="wholeDatabase">True when the file holds every package, so that relations can be resolved in it.</param>
    /// <param name="into">Takes the packages, and a gap for each record that should have been one.</param>
    public static void Read(ReadOnlySpan<byte> text, string purlType, bool wholeDatabase, Extraction into)
    {
        var pool = new Utf8Pool();
        var relations = new DebianRelations(into);
        var records = ReadRecords(text, pool, relations, into);
        foreach (var record in records)
        {
            var name = pool.Get(text[record.Package]);
            var requires = new DistinctNames();
            foreach (var field in (ReadOnlySpan<Range>)[record.PreDepends, record.Depends])
            {
                if (wholeDatabase)
                    relations.Resolve(text[field], name, requires);
                else
                    DebianRelations.AddAllNames(text[field], name, pool, requires, into.Path);
            }

            into.Add(ToPackage(text, record, name, purlType, requires, pool, into));
        }
    }

    private static List<ControlRecord> ReadRecords(ReadOnlySpan<byte> text, Utf8Pool pool, DebianRelations relations, Extraction into)
    {
        var records = new List<ControlRecord>();
        var reader = new ControlReader(text);
        while (!reader.AtEnd)
        {
            var record = ReadRecord(ref reader, into);
            if (!IsPresent(text, record, into))
                continue;
            if (records.Count >= Extraction.MaxPackages)
                throw ParseException.Limit(into.Path, $"more than {Extraction.MaxPackages} packages in one file");
            records.Add(record);
            relations.AddInstalled(text[record.Package], pool.Get(text[record.Package]), text[record.Provides]);
        }

        return records;
    }

    private static ControlRecord ReadRecord(ref ControlReader reader, Extraction into)
    {
        var record = default(ControlRecord);
        while (reader.ReadField())
        {
            if (record.Line == 0)
                record.Line = reader.Line;
            if (reader.Name.IsEmpty)
                into.Expect(reader.Line, "a field: Name: value");
            else
                record.Set(reader.Name, reader.ValueRange);
        }

        return record;
    }

    /// <summary>
    /// The state is the last word of Status. Files are on the disk in every state but <c>not-installed</c> and <c>config-files</c>;
    /// a record without Status (distroless images, bare control files) is one of an installed package.
    /// </summary>
    private static bool IsPresent(ReadOnlySpan<byte> text, in ControlRecord record, Extraction into)
    {
        if (record.Line == 0)
            return false;
        if (State(text, record) is var state && (state.SequenceEqual("not-installed"u8) || state.SequenceEqual("config-files"u8)))
            return false;
        if (record.LongestValue > MaxValue)
            into.Add(ParseException.Limit(into.Path, $"line {record.Line}: a field of {record.LongestValue} bytes in a record, more than {MaxValue}").AsGap());
        else if (!ControlRecord.IsSet(record.Package))
            into.Expect(record.Line, "a Package field in this record");
        else if (!ControlRecord.IsSet(record.Version))
            into.Expect(record.Line, $"a Version field in the record of {Encoding.UTF8.GetString(text[record.Package])}");
        else
            return true;
        return false;
    }

    private static ReadOnlySpan<byte> State(ReadOnlySpan<byte> text, in ControlRecord record)
    {
        var status = text[record.Status];
        return status[(status.LastIndexOf((byte)' ') + 1)..];
    }

    private static Package ToPackage(
        ReadOnlySpan<byte> text, in ControlRecord record, string name, string purlType, DistinctNames requires, Utf8Pool pool, Extraction into)
    {
        var version = pool.Get(text[record.Version]);
        var architecture = pool.Get(text[record.Architecture]);
        var package = new Package
        {
            Purl = new PackageUrl(purlType, null, name, version, architecture.Length == 0 ? null : [new("arch", architecture)]),
            Source = Source(text[record.Source], name, version, pool),
            Supplier = ControlRecord.IsSet(record.Maintainer) ? pool.Get(text[record.Maintainer]) : null,
            Licenses = ControlRecord.IsSet(record.License) ? [pool.Get(text[record.License])] : [],
            Requires = requires.Count == 0 ? [] : requires.Sorted(),
            Evidence = [new Evidence(into.Path, into.Extractor, Line: record.Line)],
        };
        var state = State(text, record);
        if (state.IsEmpty || state.SequenceEqual("installed"u8))
            return package;

        // Unpacked and half-configured packages can run; of a half-installed one nobody knows which files are there.
        return package with
        {
            Confidence = state.SequenceEqual("half-installed"u8) ? Confidence.Medium : Confidence.High,
            Properties = new Dictionary<string, string>(1) { ["deb:state"] = pool.Get(state) },
        };
    }

    /// <summary><c>Source: glibc (2.36-9)</c>; without version it has the binary's, without the field also its name.</summary>
    private static SourcePackage Source(ReadOnlySpan<byte> field, string name, string version, Utf8Pool pool)
    {
        if (field.IsEmpty)
            return new SourcePackage(name, version);
        var open = field.IndexOf((byte)'(');
        if (open < 0)
            return new SourcePackage(pool.Get(field), version);
        var inside = field[(open + 1)..];
        var close = inside.IndexOf((byte)')');
        var own = (close < 0 ? inside : inside[..close]).Trim(" \t"u8);
        var source = field[..open].TrimEnd(" \t"u8);
        return new SourcePackage(source.IsEmpty ? name : pool.Get(source), own.IsEmpty ? version : pool.Get(own));
    }
}
