using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Scan.Assembly;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Trees;

/// <summary>Scans a folder of this machine: opens what extractors want, follows no link, and says what it may not read.</summary>
internal sealed class TreeScan(ExtractorIndex index, int parallelism, Action<string> progress)
{
    /// <summary>Files that are read side by side before what they said is put together.</summary>
    private const int Batch = 512;

    public Report Run(TreeContent tree, CancellationToken cancellation)
    {
        var walk = new TreeWalk(tree.Root, index, skipKernel: tree.Root == "/");
        var wanted = walk.WantedFiles(cancellation);
        progress($"{wanted.Count} files of interest");
        var assembler = new InventoryAssembler(walk.LinkAt);
        var gaps = new FileGaps(tree.Root);
        var budget = new ScanBudget();
        try
        {
            for (var start = 0; start < wanted.Count; start += Batch)
            {
                foreach (var file in ReadBatch(wanted, start, tree.Root, budget, cancellation))
                    Add(file, gaps, budget, assembler);
            }
        }
        catch (AggregateException many) when (many.InnerExceptions[0] is SourceException tooMuch)
        {
            throw new SourceException($"{tree.Root}: {tooMuch.Message}", many);
        }

        assembler.AddGaps(walk.Gaps, layer: null);
        if (gaps.Rest() is { } rest)
            assembler.AddGaps([rest], layer: null);
        return new Report(tree.Target, assembler.Assemble());
    }

    private VisibleFile?[] ReadBatch(IReadOnlyList<WantedFile> wanted, int start, string root, ScanBudget budget, CancellationToken cancellation)
    {
        var results = new VisibleFile?[Math.Min(Batch, wanted.Count - start)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        Parallel.For(0, results.Length, options, i => results[i] = Read(wanted[start + i], root, budget));
        return results;
    }

    private static void Add(VisibleFile? file, FileGaps gaps, ScanBudget budget, InventoryAssembler assembler)
    {
        if (file is null)
            return;
        var found = gaps.Keep(file.Path, file.Extractions);
        budget.TakeGaps(found);
        assembler.Add(file with { Extractions = found });
    }

    private static VisibleFile? Read(WantedFile wanted, string root, ScanBudget budget)
    {
        try
        {
            using var file = DiskFile.OpenRegular(Path.Combine(root, wanted.ReadFrom), wanted.Path);
            if (wanted.OnlyIfExecutable && !IsExecutable(file))
                return null;
            var found = ExtractorRunner.Run(wanted.Extractors, file);
            budget.Take(found);
            return new VisibleFile(wanted.Path, null, found);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var gap = new Extraction("tree", wanted.Path);
            gap.Add(new Gap(wanted.Path, GapKind.Unreadable, $"{wanted.Path}: {refused.Message}"));
            return new VisibleFile(wanted.Path, null, [gap]);
        }
    }

    private static bool IsExecutable(DiskFile file)
    {
        Span<byte> start = stackalloc byte[ExecutableMagic.Bytes];
        return ExecutableMagic.Matches(start[..file.ReadAt(0, start)]);
    }
}
