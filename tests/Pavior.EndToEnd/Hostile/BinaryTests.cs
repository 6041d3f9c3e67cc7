using System.Buffers.Binary;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Programs whose headers point anywhere. What is no program proves no package, so most of it may pass in silence: it must end.</summary>
public sealed class BinaryTests : HostileInput
{
    [Fact]
    public void An_elf_file_with_offsets_beyond_its_end_ends_well() => EndsWell("usr/bin/a", Elf(h =>
    {
        BinaryPrimitives.WriteInt64LittleEndian(h[32..], long.MaxValue - 8);
        BinaryPrimitives.WriteInt64LittleEndian(h[40..], -1);
        BinaryPrimitives.WriteUInt16LittleEndian(h[56..], 0xffff);
        BinaryPrimitives.WriteUInt16LittleEndian(h[60..], 0xffff);
        BinaryPrimitives.WriteUInt16LittleEndian(h[62..], 0xfffe);
    }));

    [Fact]
    public void An_elf_file_of_sections_that_all_cover_it_ends_well() => EndsWell("usr/bin/a", Elf(h =>
    {
        BinaryPrimitives.WriteInt64LittleEndian(h[40..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(h[58..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(h[60..], 60_000);
        for (var i = 0; i < 60_000; i++)
        {
            var section = h.Slice(64 + i * 64, 64);
            BinaryPrimitives.WriteInt32LittleEndian(section[4..], 1);
            BinaryPrimitives.WriteInt64LittleEndian(section[32..], h.Length);
        }
    }, 64 + 60_000 * 64));

    [Fact]
    public void A_pe_file_with_resources_in_a_ring_ends_well()
    {
        var pe = new byte[4096];
        "MZ"u8.CopyTo(pe);
        BinaryPrimitives.WriteInt32LittleEndian(pe.AsSpan(0x3c), 0x80);
        "PE\0\0"u8.CopyTo(pe.AsSpan(0x80));
        BinaryPrimitives.WriteUInt16LittleEndian(pe.AsSpan(0x84), 0x8664);
        BinaryPrimitives.WriteUInt16LittleEndian(pe.AsSpan(0x86), 0xffff);
        BinaryPrimitives.WriteUInt16LittleEndian(pe.AsSpan(0x94), 0xf0);
        BinaryPrimitives.WriteUInt16LittleEndian(pe.AsSpan(0x98), 0x20b);
        BinaryPrimitives.WriteInt32LittleEndian(pe.AsSpan(0x98 + 112 + 16), 0x400);
        BinaryPrimitives.WriteInt32LittleEndian(pe.AsSpan(0x98 + 112 + 20), int.MaxValue);
        for (var at = 0x400; at < 0x800; at += 8)
            BinaryPrimitives.WriteInt64LittleEndian(pe.AsSpan(at), unchecked((long)0x80000000_00000010));
        EndsWell("app/a.dll", pe);
    }

    [Fact]
    public void A_mach_o_file_of_endless_commands_ends_well()
    {
        var bytes = new byte[4096];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0xfeedfacf);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), int.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), int.MaxValue);
        EndsWell("app/a", bytes);
    }

    [Fact]
    public void A_fat_mach_o_file_that_holds_itself_ends_well()
    {
        var bytes = new byte[4096];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, 0xcafebabe);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), 30);
        for (var i = 0; i < 30; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8 + i * 20 + 12), 4096);
        EndsWell("app/a", bytes);
    }

    [Fact]
    public void A_model_file_that_promises_endless_keys_is_a_gap() =>
        Incomplete(Image("m/a.gguf", [.. "GGUF"u8, 3, 0, 0, 0, .. Enumerable.Repeat((byte)0x7f, 16), .. new byte[100]]), "m/a.gguf");

    [Fact]
    public void A_model_file_that_promises_an_endless_header_is_a_gap() =>
        Incomplete(Image("m/a.safetensors", [.. Enumerable.Repeat((byte)0x7f, 8), .. "{}"u8]), "m/a.safetensors");

    private static byte[] Elf(Action<Span<byte>> change, int length = 4096)
    {
        var elf = new byte[length];
        byte[] start = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        start.CopyTo(elf, 0);
        elf[16] = 2;
        elf[18] = 62;
        elf[20] = 1;
        elf[52] = 64;
        elf[54] = 56;
        change(elf);
        return elf;
    }

    private void EndsWell(string path, byte[] bytes)
    {
        var run = Scan(Image(path, bytes));
        Assert.True(run.ExitCode is 0 or 3, run.ToString());
        Assert.Empty(run.Purls);
        Harmless(run);
    }
}
