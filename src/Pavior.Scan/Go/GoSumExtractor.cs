using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Go;

/// <summary>
/// The modules whose content go.sum knows. It keeps versions that are no longer used, so that it only serves to complete
/// a go.mod file from before Go 1.17: see <see cref="GoSums"/>.
/// </summary>
internal sealed class GoSumExtractor : IExtractor
{
    public const string Id = "go-sum";

    private const int MaxBytes = 32 << 20;

    private const int MaxLines = 500_000;

    public ExtractorInfo Info { get; } = new(
        Id,
        1,
        "Go",
        "Reads go.sum, to complete go.mod files from before Go 1.17 with the modules that those leave out",
        ScanModes.Source,
        [new FilePattern.Named("go.sum")]);

    public void Extract(FileContent file, Extraction into)
    {
        var text = file.ReadAll(MaxBytes).Span;
        var newest = new SortedDictionary<string, (string Version, int Line)>(StringComparer.Ordinal);
        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            if (++number > MaxLines)
                throw ParseException.Limit(file.Path, $"more than {MaxLines} lines");
            if (text[range].Length > GoModFile.MaxLine)
                throw ParseException.Limit(file.Path, $"line {number}: longer than {GoModFile.MaxLine} bytes");
            var words = Encoding.UTF8.GetString(text[range]).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0)
                continue;
            if (words.Length != 3 || !GoPackages.IsNameable(words[0]))
                throw ParseException.AtLine(file.Path, number, "module, version and hash");

            // Hashes of the go.mod file alone are those of versions that were looked at and not taken.
            if (words[1].EndsWith("/go.mod", StringComparison.Ordinal))
                continue;
            if (!newest.TryGetValue(words[0], out var known) || GoVersionText.Compare(words[1], known.Version) > 0)
                newest[words[0]] = (words[1], number);
        }

        foreach (var (path, (version, line)) in newest)
        {
            into.Add(new Package
            {
                Purl = GoPackages.Purl(path, version),
                Relation = Relation.Declared,
                Confidence = Confidence.Low,
                Evidence = [new Evidence(file.Path, into.Extractor, Line: line)],
            });
        }
    }
}
