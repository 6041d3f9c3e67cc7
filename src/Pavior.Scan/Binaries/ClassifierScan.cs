using System.Buffers;
using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Scan.Binaries;

/// <summary>
/// Looks for the versions of the products that a file may be, in one pass over its data, through a window:
/// a program of hundreds of megabytes is never in memory.
/// </summary>
internal static class ClassifierScan
{
    private const int Window = 256 << 10;

    /// <summary>Constant data of the largest programs known (browsers, machine-learning libraries) is a few hundred megabytes.</summary>
    private const long MaxBytes = 1L << 30;

    private static readonly string[] DataSections = [".rodata", ".data", ".rdata", ".lrodata", "__cstring", "__const", "__data"];

    /// <summary>Adds what is recognised; reads nothing but the headers of a file whose name no classifier knows.</summary>
    public static void Run(ExecutableImage image, IReadOnlyList<Classifier> table, Extraction into)
    {
        var searches = Candidates(table, image.File.Path);
        if (searches.Count == 0)
            return;
        var budget = MaxBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            foreach (var range in DataRanges(image))
            {
                Search(image.File, WithByteBefore(range), buffer.AsSpan(0, Window), searches, ref budget);
                if (budget <= 0 || searches.TrueForAll(s => s.IsDone))
                    break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (budget <= 0)
            into.Add(new Gap(image.File.Path, GapKind.LimitReached, $"{image.File.Path}: only the first {MaxBytes} bytes of data were searched for versions"));
        foreach (var search in searches)
        {
            if (search.Version is { } version)
                into.Add(ToPackage(search.Product, version));
        }
    }

    public static Package ToPackage(string product, string version) => new()
    {
        Purl = new PackageUrl("generic", null, product, product == JavaVersion.Product ? JavaVersion.Normalize(version) : version),
        Confidence = Confidence.Medium,
    };

    private static List<ClassifierSearch> Candidates(IReadOnlyList<Classifier> table, string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            name = name[..^4];
        var found = new List<ClassifierSearch>();
        foreach (var classifier in table)
        {
            if (classifier.Wants(name))
                found.Add(new ClassifierSearch(classifier, name));
        }

        return found;
    }

    /// <summary>Constant data by section name; every loaded part of a file whose section table was stripped.</summary>
    private static List<ExecutableRange> DataRanges(ExecutableImage image)
    {
        var ranges = image.Sections
            .Where(s => s.Size > 0 && Array.Exists(DataSections, d => s.Name.StartsWith(d, StringComparison.Ordinal)))
            .ToList();
        return ranges.Count > 0 ? ranges : [.. image.Segments.Where(s => s.Size > 0)];
    }

    /// <summary>The padding before a section ends the string that its first one would otherwise seem to continue.</summary>
    private static ExecutableRange WithByteBefore(ExecutableRange range) =>
        range.Offset > 0 ? range with { Offset = range.Offset - 1, Size = range.Size + 1 } : range;

    private static void Search(FileContent file, ExecutableRange range, Span<byte> window, List<ClassifierSearch> searches, ref long budget)
    {
        // Literals are tried where a full reach of bytes lies to both sides, or the range ends: windows overlap by two reaches.
        const int Step = Window - (2 * VersionPattern.MaxReach);
        for (long at = 0; at < range.Size && budget > 0; at += Step)
        {
            var wanted = (int)Math.Min(window.Length, range.Size - at);
            var read = file.ReadAt(range.Offset + at, window[..wanted]);
            budget -= Math.Min(read, Step);
            var isLast = at + wanted >= range.Size || read < wanted;
            var from = at == 0 ? 0 : VersionPattern.MaxReach;
            var to = isLast ? read : read - VersionPattern.MaxReach;
            var open = false;
            foreach (var search in searches)
            {
                search.Look(window[..read], from, to);
                open |= !search.IsDone;
            }

            if (!open || isLast)
                return;
        }
    }
}
