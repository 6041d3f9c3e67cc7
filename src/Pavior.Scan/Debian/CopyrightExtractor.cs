using Pavior.Core;

namespace Pavior.Scan.Debian;

/// <summary>Reads which licences the copyright file of a Debian package states: dpkg's database has no field for them (Debian policy, 12.5).</summary>
internal sealed class CopyrightExtractor : IExtractor
{
    /// <summary>The longest of Debian 12 has 2 MB.</summary>
    private const int MaxBytes = 16 << 20;

    private const string Folder = "usr/share/doc/";

    private const string Name = "/copyright";

    public ExtractorInfo Info { get; } = new(
        Id: "debian-copyright",
        Version: 1,
        Ecosystem: "Debian",
        Title: "Reads the licences of Debian packages.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Below(Folder, Name)]);

    /// <summary>The copyright file of a package by that name.</summary>
    public static string PathOf(string package) => $"{Folder}{package}{Name}";

    public void Extract(FileContent file, Extraction into)
    {
        // Deeper ones belong to what the package ships, not to the package.
        if (file.Path.AsSpan(Folder.Length, file.Path.Length - Folder.Length - Name.Length).Contains('/'))
            return;
        into.AddLicenses(DebianCopyright.Licenses(file.ReadAll(MaxBytes).Span, file.Path));
    }
}
