using System.Text;

namespace Pavior.Scan.Debian;

/// <summary>The fields of one paragraph of a package database that say something about an installed package, as ranges of the file.</summary>
internal struct ControlRecord
{
    public Range Package;
    public Range Status;
    public Range Version;
    public Range Architecture;
    public Range Source;
    public Range Maintainer;
    public Range License;
    public Range Depends;
    public Range PreDepends;
    public Range Provides;

    /// <summary>One-based line of the paragraph's first field; zero for a paragraph without any.</summary>
    public int Line;

    /// <summary>Bytes of the longest field that is no list of relations.</summary>
    public readonly int LongestValue
    {
        get
        {
            var longest = 0;
            foreach (var value in (ReadOnlySpan<Range>)[Package, Status, Version, Architecture, Source, Maintainer, License])
                longest = Math.Max(longest, value.End.Value - value.Start.Value);
            return longest;
        }
    }

    public static bool IsSet(Range range) => range.End.Value > range.Start.Value;

    /// <summary>Field names are compared without regard to case (deb822(5)).</summary>
    public void Set(ReadOnlySpan<byte> name, Range value)
    {
        switch (name.Length)
        {
            case 6 when Is(name, "Status"u8):
                Status = value;
                break;
            case 6 when Is(name, "Source"u8):
                Source = value;
                break;
            case 7 when Is(name, "Package"u8):
                Package = value;
                break;
            case 7 when Is(name, "Version"u8):
                Version = value;
                break;
            case 7 when Is(name, "Depends"u8):
                Depends = value;
                break;
            case 7 when Is(name, "License"u8):
                License = value;
                break;
            case 8 when Is(name, "Provides"u8):
                Provides = value;
                break;
            case 10 when Is(name, "Maintainer"u8):
                Maintainer = value;
                break;
            case 11 when Is(name, "Pre-Depends"u8):
                PreDepends = value;
                break;
            case 12 when Is(name, "Architecture"u8):
                Architecture = value;
                break;
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);
}
