using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Pavior.Core;
using Pavior.Testing;
using Xunit;
using TarEntryType = Pavior.Formats.Tar.TarEntryType;
using TarReader = Pavior.Formats.Tar.TarReader;

namespace Pavior.Formats.Tests.Tar;

public sealed class TarReaderTests
{
    private static readonly string LongName = string.Join('/', Enumerable.Range(0, 40).Select(i => $"folder-{i}")) + "/file";

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Every_format_that_another_writer_makes_is_read(TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            Write(writer, format, "a/b", "hello");
            Write(writer, format, "empty", "");
            if (format is TarEntryFormat.Pax or TarEntryFormat.Gnu)
                Write(writer, format, LongName, "deep");
        }

        var expected = new List<string> { "File a/b 5 hello", "File empty 0 " };
        if (format is TarEntryFormat.Pax or TarEntryFormat.Gnu)
            expected.Add($"File {LongName} 4 deep");
        Assert.Equal(expected, Entries(bytes.ToArray(), seek: false));
        Assert.Equal(expected, Entries(bytes.ToArray(), seek: true));
        Assert.Equal(expected, Entries(new TarReader("t", new LendingBytes(bytes.ToArray()))));
    }

    [Theory]
    [InlineData("gnu", "--format=gnu")]
    [InlineData("pax 0.0", "--format=pax --sparse-version=0.0")]
    [InlineData("pax 0.1", "--format=pax --sparse-version=0.1")]
    [InlineData("pax 1.0", "--format=pax --sparse-version=1.0")]
    public void Sparse_files_of_gnu_tar_read_with_their_holes_as_zeros(string name, string options)
    {
        using var folder = new TemporaryFolder();
        var content = new byte[3_000_000];
        "start"u8.CopyTo(content);
        "middle"u8.CopyTo(content.AsSpan(1_500_000));
        "end"u8.CopyTo(content.AsSpan(2_999_997));
        using (var file = File.Create(folder["sparse"]))
        {
            foreach (var (at, text) in new[] { (0, "start"), (1_500_000, "middle"), (2_999_997, "end") })
            {
                file.Position = at;
                file.Write(Encoding.ASCII.GetBytes(text));
            }
        }

        using var tar = Process.Start("tar", $"--sparse {options} -C {folder.Path} -cf {folder["x.tar"]} sparse");
        tar.WaitForExit();
        var reader = new TarReader(name, new MemoryStream(File.ReadAllBytes(folder["x.tar"])));
        Assert.True(reader.MoveNext());
        Assert.Equal("sparse", Encoding.UTF8.GetString(reader.Path));
        Assert.True(new FileInfo(folder["x.tar"]).Length < 100_000, "the archive itself is sparse");
        Assert.True(content.AsSpan().SequenceEqual(ReadAll(reader)));
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Links_carry_their_targets_also_long_ones()
    {
        var tar = new TarBytes().Link("l", "../t").HardLink("h", "a/b").GnuLong('K', LongName).Link("long", "short").Pax(("linkpath", "é/x")).Link("p", "short");
        Assert.Equal(["SymbolicLink l 0 -> ../t", "HardLink h 0 -> a/b", $"SymbolicLink long 0 -> {LongName}", "SymbolicLink p 0 -> é/x"], Entries(tar.ToArray(), seek: false));
    }

    [Fact]
    public void A_path_that_climbs_out_is_clamped_and_said()
    {
        var reader = new TarReader("t", new MemoryStream(new TarBytes().File("a/../../etc/./passwd", "x").File("//abs//path/", "").ToArray()));
        Assert.True(reader.MoveNext());
        Assert.Equal(("etc/passwd", true), (Encoding.UTF8.GetString(reader.Path), reader.PathEscapes));
        Assert.True(reader.MoveNext());
        Assert.Equal(("abs/path", false, TarEntryType.File), (Encoding.UTF8.GetString(reader.Path), reader.PathEscapes, reader.Type));
    }

    [Fact]
    public void Sizes_beyond_eight_gigabytes_are_read_in_base_256_and_pax()
    {
        var base256 = TarBytes.Header("big", '0', 0, change: h => new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0 }.CopyTo(h, 124));
        foreach (var bytes in new[] { base256, new TarBytes().Pax(("size", "137438953472")).Raw(TarBytes.Header("big", '0', 0)).ToArrayWithoutEnd() })
        {
            var reader = new TarReader("t", new MemoryStream(bytes));
            Assert.True(reader.MoveNext());
            Assert.Equal(0x20_0000_0000, reader.Length);
            Assert.Throws<ParseException>(() => reader.MoveNext());
        }
    }

    [Fact]
    public void A_body_is_not_read_when_the_archive_is_a_file()
    {
        var counting = new CountingFile(new TarBytes().File("big", new byte[10_000_000]).File("small", "x").ToArray());
        var reader = new TarReader("t", counting);
        while (reader.MoveNext())
        {
        }

        Assert.InRange(counting.Read, 1024, 64 * 1024);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damage_is_named_with_its_place(string what, byte[] tar, string expected)
    {
        var bad = Assert.Throws<ParseException>(() => Entries(tar, seek: false));
        Assert.StartsWith("t", bad.Message, StringComparison.Ordinal);
        Assert.Contains(expected, bad.Message, StringComparison.Ordinal);
        Assert.Throws<ParseException>(() => Entries(tar, seek: true));
        Assert.Equal(bad.Message, Assert.Throws<ParseException>(() => Entries(new TarReader("t", new LendingBytes(tar)))).Message);
        Assert.NotEmpty(what);
    }

    public static TheoryData<string, byte[], string> Damaged() => new()
    {
        { "checksum", [.. TarBytes.Header("a", '0', 0)[..511], 7], "byte 0: expected a tar header with a matching checksum" },
        { "cut header", TarBytes.Header("a", '0', 0)[..300], "a 512-byte header: the archive ends early" },
        { "cut body", [.. TarBytes.Header("a", '0', 5000), 1, 2, 3], "the archive ends inside a file" },
        { "negative size", TarBytes.Header("a", '0', 0, change: h => h.AsSpan(124, 12).Fill(0xff)), "a size in octal or base 256" },
        { "pax length", new TarBytes().Raw(TarBytes.Header("p", 'x', 20)).Padded("99 path=x\n"u8).ToArray(), "a pax record" },
        { "huge pax", TarBytes.Header("p", 'x', 1L << 40), "more than the limit of 1048576" },
        { "huge name", TarBytes.Header("p", 'L', 1L << 30), "more than the limit of 16384" },
        { "only extensions", Enumerable.Repeat(new TarBytes().Pax(("a", "b")).ToArrayWithoutEnd(), 40).SelectMany(b => b).ToArray(), "an entry after 16 extension headers" },
        { "sparse overlap", new TarBytes().Pax(("GNU.sparse.size", "100"), ("GNU.sparse.map", "0,50,10,50")).File("s", new byte[100]).ToArray(), "sparse map" },
        { "sparse beyond", new TarBytes().Pax(("GNU.sparse.size", "10"), ("GNU.sparse.map", "0,50")).File("s", new byte[50]).ToArray(), "a sparse map that fits the file" },
    };

    private static List<string> Entries(byte[] tar, bool seek) =>
        Entries(seek ? new TarReader("t", new MemoryFileContent("t", tar)) : new TarReader("t", new MemoryStream(tar)));

    private static List<string> Entries(TarReader reader)
    {
        var entries = new List<string>();
        while (reader.MoveNext())
        {
            var path = Encoding.UTF8.GetString(reader.Path);
            entries.Add(reader.Type is TarEntryType.SymbolicLink or TarEntryType.HardLink
                ? $"{reader.Type} {path} {reader.Length} -> {Encoding.UTF8.GetString(reader.LinkTarget)}"
                : $"{reader.Type} {path} {reader.Length} {Encoding.UTF8.GetString(ReadAll(reader))}");
        }

        return entries;
    }

    private static byte[] ReadAll(TarReader reader)
    {
        using var content = new MemoryStream();
        var buffer = new byte[777];
        int read;
        while ((read = reader.Read(buffer)) > 0)
            content.Write(buffer, 0, read);
        return content.ToArray();
    }

    private static void Write(TarWriter writer, TarEntryFormat format, string name, string content)
    {
        var type = format == TarEntryFormat.V7 ? System.Formats.Tar.TarEntryType.V7RegularFile : System.Formats.Tar.TarEntryType.RegularFile;
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            _ => new GnuTarEntry(type, name),
        };
        entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        writer.WriteEntry(entry);
    }

    private sealed class CountingFile(byte[] bytes) : FileContent("t")
    {
        public long Read { get; private set; }

        public override long Length => bytes.Length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var count = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            bytes.AsSpan((int)offset, count).CopyTo(buffer);
            Read += count;
            return count;
        }
    }
}
