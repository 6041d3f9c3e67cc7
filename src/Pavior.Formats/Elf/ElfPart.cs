using Pavior.Formats.Executables;

namespace Pavior.Formats.Elf;

/// <summary>A section or program header: its type, where it lies, its alignment and (sections only) its flags.</summary>
internal sealed record ElfPart(uint Type, ExecutableRange Range, long Alignment, ulong Flags);
