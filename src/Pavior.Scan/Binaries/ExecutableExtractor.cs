using Pavior.Core;
using Pavior.Formats.Elf;
using Pavior.Formats.Executables;
using Pavior.Formats.Pe;
using Pavior.Scan.DotNet;
using Pavior.Scan.Go;
using Pavior.Scan.Rust;

namespace Pavior.Scan.Binaries;

/// <summary>
/// Opens each program and library once and asks, cheapest first, what it carries: Go build information, a cargo-auditable list,
/// a .NET bundle, .NET version resources, and, for well-known names, a version in its data.
/// </summary>
internal sealed class ExecutableExtractor : IExtractor
{
    private const int Relocatable = 1;

    public ExtractorInfo Info { get; } = new(
        "executable",
        2,
        "Programs",
        "Programs and libraries (ELF, PE, Mach-O): the modules that Go, Rust, and .NET linked into them, and versions of well-known software",
        ScanModes.Image,
        [new FilePattern.Executable([.. Classifiers.All.SelectMany(c => c.Files).Distinct(StringComparer.Ordinal)])]);

    public void Extract(FileContent file, Extraction into)
    {
        foreach (var image in ExecutableImages.Read(file))
        {
            // Object files and kernel modules are parts, not programs.
            if (image is ElfFile { Type: Relocatable })
                continue;
            if (image.IsTruncated)
                into.Add(new Gap(file.Path, GapKind.Malformed, $"{file.Path}: expected all the bytes that its headers describe"));
            ExtractFrom(image, into);
        }
    }

    private static void ExtractFrom(ExecutableImage image, Extraction into)
    {
        if (GoBuildInfoReader.TryRead(image) is { } build)
        {
            GoPackages.Add(build, into);
            return;
        }

        if (AuditableReader.TryRead(image, into) || BundleExtractor.TryExtract(image, into))
            return;
        if (image is PeFile { HasCliHeader: true } assembly)
        {
            AssemblyPackages.Add(assembly, into);
            return;
        }

        if (UpxMark.IsPresent(image))
        {
            into.Add(new Gap(image.File.Path, GapKind.Unsupported, $"{image.File.Path}: packed by UPX, what is inside cannot be read"));
            return;
        }

        ClassifierScan.Run(image, Classifiers.All, into);
    }
}
