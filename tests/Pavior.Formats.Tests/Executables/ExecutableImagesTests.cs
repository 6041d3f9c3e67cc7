using Pavior.Core;
using Pavior.Formats.Elf;
using Pavior.Formats.Executables;
using Pavior.Formats.Pe;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Executables;

public sealed class ExecutableImagesTests
{
    private static readonly ExecutableBytes.Part[] Parts = [new(".rodata", [1, 2, 3, 4, 5]), new(".data", [6, 7, 8], Writable: true)];

    public static TheoryData<string, byte[]> Containers => new()
    {
        { "ELF 64 little", ExecutableBytes.Elf(Parts) },
        { "ELF 64 big", ExecutableBytes.Elf(Parts, big: true) },
        { "ELF 32 little", ExecutableBytes.Elf(Parts, is64: false) },
        { "ELF 32 big", ExecutableBytes.Elf(Parts, is64: false, big: true) },
        { "PE32+", ExecutableBytes.Pe(Parts) },
        { "Mach-O 64", ExecutableBytes.MachO(Parts) },
        { "Mach-O 32 big", ExecutableBytes.MachO(Parts, is64: false, big: true) },
        { "fat", ExecutableBytes.Fat(ExecutableBytes.MachO(Parts)) },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public void Sections_are_found_by_name_and_by_address(string container, byte[] bytes)
    {
        var image = Assert.Single(Read(bytes));
        var section = image.Section(".rodata");

        Assert.NotNull(section);
        Assert.Equal(container.Length > 0 ? 5 : 0, section.Size);
        var content = new byte[5];
        Assert.Equal(5, image.File.ReadAt(section.Offset, content));
        Assert.Equal<byte>([1, 2, 3, 4, 5], content);
        Assert.Equal(2, image.ReadVirtual(section.Address + 1, content.AsSpan(0, 2)));
        Assert.Equal<byte>([2, 3], content[..2]);
        Assert.False(image.IsTruncated);
    }

    [Fact]
    public void What_was_appended_lies_behind_the_end_of_the_image()
    {
        var program = ExecutableBytes.Elf(Parts);

        Assert.Equal(program.Length, Read([.. program, 1, 2, 3])[0].EndOfImage);
    }

    [Fact]
    public void A_file_that_ends_before_its_sections_do_is_truncated()
    {
        var program = ExecutableBytes.Pe(Parts);

        Assert.True(Read(program[..^2])[0].IsTruncated);
    }

    [Fact]
    public void The_boot_stub_of_a_kernel_without_the_code_behind_it_lacks_nothing()
    {
        ExecutableBytes.Part[] kernel =
            [new(".setup", [1, 2, 3], PeFlags: 0x60500020), new(".reloc", [4, 5], PeFlags: 0x42100040), new(".text", [6, 7, 8], PeFlags: 0x60500020)];
        var program = ExecutableBytes.Pe(kernel);

        Assert.False(Read(program[..ExecutableBytes.PeFirstPartAt(kernel.Length)])[0].IsTruncated);
    }

    [Theory]
    [InlineData(72, false)]
    [InlineData(71, true)]
    public void An_assembly_whose_code_ends_before_its_metadata_header_is_truncated(int present, bool isTruncated)
    {
        var program = ExecutableBytes.Pe([new(".text", [72, .. new byte[99]], PeFlags: 0x60000020)], (14, ".text"));

        Assert.Equal(isTruncated, Read(program[..(ExecutableBytes.PeFirstPartAt(1) + present)])[0].IsTruncated);
    }

    [Fact]
    public void The_segments_of_separate_debug_files_describe_what_the_program_has_elsewhere()
    {
        var program = ExecutableBytes.Elf(Parts);
        program[64 + 32] = 0xFF; // p_filesz of the first segment: beyond the end
        program[64 + 33] = 0xFF;

        Assert.False(Read(program)[0].IsTruncated);
    }

    [Fact]
    public void The_build_id_is_the_note_of_GNU()
    {
        byte[] note = [4, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, (byte)'G', (byte)'N', (byte)'U', 0, 0xAB, 0xCD, 0xEF, 0];

        var elf = ElfFile.Read(Content(ExecutableBytes.Elf(Parts, notes: note)));

        Assert.Equal("abcdef", ElfNotes.BuildId(elf));
    }

    [Fact]
    public void Programs_of_this_machine_name_the_libraries_that_they_need()
    {
        const string Shell = "/bin/sh";
        Assert.SkipUnless(File.Exists(Shell) && OperatingSystem.IsLinux(), "no shell");

        var dynamic = ElfDynamic.Read(ElfFile.Read(Content(File.ReadAllBytes(Shell))));

        Assert.SkipWhen(dynamic is null, "a static shell");
        Assert.Contains(dynamic.Needed, n => n.StartsWith("libc.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CAFEBABE000000410102030405060708")] // a class of Java 21
    [InlineData("4D5A9000030000000400")] // a DOS program
    [InlineData("7F454C")]
    [InlineData("")]
    public void Other_files_with_the_same_first_bytes_are_none(string hex) => Assert.Empty(Read(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("7F454C4603010100")]
    [InlineData("CFFAEDFE07000001")]
    [InlineData("CAFEBABE00000002")]
    public void Cut_headers_are_refused(string hex) =>
        Assert.Throws<ParseException>(() => Read([.. Convert.FromHexString(hex), .. new byte[hex.Length == 16 ? 2 : 0]]));

    [Fact]
    public void Damaged_programs_are_read_or_refused()
    {
        foreach (var seed in Containers.Select(row => row.Data.Item2))
        {
            foreach (var bytes in SeededMutations.Of(seed, 2000))
                Attack(bytes);
        }
    }

    private static void Attack(byte[] bytes)
    {
        try
        {
            foreach (var image in Read(bytes))
            {
                if (image is ElfFile elf)
                {
                    ElfNotes.Read(elf);
                    ElfDynamic.Read(elf);
                }

                if (image is PeFile { HasCliHeader: var _ } pe)
                    PeVersionInfo.Read(pe);
                image.ReadVirtual(image.Segments.Count > 0 ? image.Segments[0].Address : 0, new byte[16]);
            }
        }
        catch (ParseException)
        {
            // The refusal that the contract allows.
        }
    }

    private static IReadOnlyList<ExecutableImage> Read(byte[] bytes) => ExecutableImages.Read(Content(bytes));

    private static MemoryFileContent Content(byte[] bytes) => new("bin/a", bytes);
}
