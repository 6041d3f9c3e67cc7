using System.Buffers;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Scan.OperatingSystems;

namespace Pavior.Scan.Alpine;

/// <summary>
/// One installed database of apk (apk-tools, src/database.c): records of lines <c>X:value</c>, ended by an empty line.
/// <c>F:</c> names a folder, the <c>R:</c> lines after it the files in it.
/// </summary>
internal sealed class ApkDatabase(ReadOnlyMemory<byte> bytes, Extraction into)
{
    /// <summary>Joined file names are longer than the database itself, which names each folder once; more than this is an attack.</summary>
    private const int MaxFileListBytes = 48 << 20;

    /// <summary>Bytes of one field that is taken as it is; lists of relations may be longer.</summary>
    private const int MaxValue = 32 * 1024;

    private static readonly SearchValues<byte> Condition = SearchValues.Create("<>=~@"u8);

    private readonly Utf8Pool _pool = new();
    private readonly ProviderIndex _providers = new(into);
    private readonly List<Record> _records = [];
    private long _fileListBytes;

    public void Read()
    {
        ReadRecords();
        foreach (var record in _records)
            AddProvides(record);
        foreach (var record in _records)
            into.Add(ToPackage(record));
    }

    private void ReadRecords()
    {
        var text = bytes.Span;
        var files = new ArrayBufferWriter<byte>();
        var record = default(Record);
        ReadOnlySpan<byte> folder = default;
        var at = 0;
        for (var line = 1; at < text.Length; line++)
        {
            var length = text[at..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : at + length;
            var start = at;
            at = end + 1;
            if (end > start && text[end - 1] == '\r')
                end--;
            if (end == start)
            {
                Finish(ref record, files);
                folder = default;
                continue;
            }

            if (end - start < 2 || text[start + 1] != ':')
            {
                into.Expect(line, "a letter and a colon");
                continue;
            }

            if (record.Line == 0)
                record.Line = line;
            var value = (start + 2)..end;
            if (text[start] == 'F')
                folder = text[value];
            else if (text[start] == 'R')
                AddFile(files, folder, text[value]);
            else
                record.Set(text[start], value);
        }

        Finish(ref record, files);
    }

    private void AddFile(ArrayBufferWriter<byte> files, ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name)
    {
        var length = folder.Length + name.Length + 2;
        _fileListBytes += length;
        if (_fileListBytes > MaxFileListBytes)
            throw ParseException.Limit(into.Path, $"file names of more than {MaxFileListBytes} bytes");
        var line = files.GetSpan(length);
        folder.CopyTo(line);
        var at = folder.Length;
        if (at > 0)
            line[at++] = (byte)'/';
        name.CopyTo(line[at..]);
        at += name.Length;
        line[at++] = (byte)'\n';
        files.Advance(at);
    }

    private void Finish(ref Record record, ArrayBufferWriter<byte> files)
    {
        if (record.Line > 0)
        {
            if (record.LongestValue > MaxValue)
                into.Add(ParseException.Limit(into.Path, $"line {record.Line}: a field of {record.LongestValue} bytes in a record, more than {MaxValue}").AsGap());
            else if (!Record.IsSet(record.Name))
                into.Expect(record.Line, "a name (P:) in this record");
            else if (!Record.IsSet(record.Version))
                into.Expect(record.Line, $"a version (V:) in the record of {Encoding.UTF8.GetString(bytes.Span[record.Name])}");
            else if (_records.Count >= Extraction.MaxPackages)
                throw ParseException.Limit(into.Path, $"more than {Extraction.MaxPackages} packages in one file");
            else
                _records.Add(record with { Files = files.WrittenSpan.ToArray() });
        }

        record = default;
        files.ResetWrittenCount();
    }

    private void AddProvides(in Record record)
    {
        var name = _pool.Get(bytes.Span[record.Name]);
        _providers.AddName(bytes.Span[record.Name], name);
        var rest = bytes.Span[record.Provides];
        while (TakeToken(ref rest, out var token))
            _providers.AddProvided(token, name);
    }

    private Package ToPackage(in Record record)
    {
        var text = bytes.Span;
        var name = _pool.Get(text[record.Name]);
        var version = _pool.Get(text[record.Version]);
        var architecture = _pool.Get(text[record.Architecture]);
        var origin = Record.IsSet(record.Origin) ? _pool.Get(text[record.Origin]) : name;
        return new Package
        {
            Purl = new PackageUrl("apk", null, name, version, architecture.Length == 0 ? null : [new("arch", architecture)]),
            Source = new SourcePackage(origin, version),
            Licenses = Record.IsSet(record.License) ? [_pool.Get(text[record.License])] : [],
            Supplier = Record.IsSet(record.Maintainer) ? _pool.Get(text[record.Maintainer]) : null,
            Requires = Requires(text[record.Depends], name),
            Files = FileList.FromUtf8Lines(record.Files),
            Evidence = [new Evidence(into.Path, into.Extractor, Line: record.Line)],
        };
    }

    private IReadOnlyList<string> Requires(ReadOnlySpan<byte> depends, string self)
    {
        SortedSet<string>? names = null;
        while (TakeToken(ref depends, out var token))
        {
            if (token[0] != '!' && _providers.Find(token) is { } provider && provider != self)
                (names ??= new SortedSet<string>(StringComparer.Ordinal)).Add(provider);
        }

        return names is null ? [] : [.. names];
    }

    /// <summary><c>so:libcrypto.so.3=3.1.4-r0</c>, <c>busybox>=1.36</c>, <c>mypkg@edge~1.2</c>: the name without version condition and repository tag.</summary>
    private static bool TakeToken(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name)
    {
        rest = rest.TrimStart((byte)' ');
        var end = rest.IndexOf((byte)' ');
        var token = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        var condition = token.IndexOfAny(Condition);
        name = condition > 0 ? token[..condition] : token;
        return !name.IsEmpty;
    }

    private record struct Record
    {
        public Range Name { get; private set; }

        public Range Version { get; private set; }

        public Range Architecture { get; private set; }

        public Range Origin { get; private set; }

        public Range License { get; private set; }

        public Range Maintainer { get; private set; }

        public Range Depends { get; private set; }

        public Range Provides { get; private set; }

        public int Line { get; set; }

        public ReadOnlyMemory<byte> Files { get; init; }

        /// <summary>Bytes of the longest field that is no list of relations.</summary>
        public readonly int LongestValue
        {
            get
            {
                var longest = 0;
                foreach (var value in (ReadOnlySpan<Range>)[Name, Version, Architecture, Origin, License, Maintainer])
                    longest = Math.Max(longest, value.End.Value - value.Start.Value);
                return longest;
            }
        }

        public static bool IsSet(Range range) => range.End.Value > range.Start.Value;

        public void Set(byte letter, Range value)
        {
            switch (letter)
            {
                case (byte)'P':
                    Name = value;
                    break;
                case (byte)'V':
                    Version = value;
                    break;
                case (byte)'A':
                    Architecture = value;
                    break;
                case (byte)'o':
                    Origin = value;
                    break;
                case (byte)'L':
                    License = value;
                    break;
                case (byte)'m':
                    Maintainer = value;
                    break;
                case (byte)'D':
                    Depends = value;
                    break;
                case (byte)'p':
                    Provides = value;
                    break;
            }
        }
    }
}
