using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Scan.Assembly;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Trees;

/// <summary>Scans a folder of this machine: opens what extractors want, follows no link, and says what it may not read.</summary>
internal sealed class TreeScan(ExtractorIndex index, int parallelism, Action<string> progress)
{
    public Report Run(TreeContent tree, CancellationToken cancellation)
    {
        var walk = new TreeWalk(tree.Root, index, skipKernel: tree.Root == "/");
        var wanted = walk.WantedFiles(cancellation);
        progress($"{wanted.Count} files of interest");
        var results = new VisibleFile?[wanted.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        var budget = new ScanBudget();
        try
        {
            Parallel.For(0, wanted.Count, options, i => results[i] = Read(wanted[i], tree.Root, budget));
        }
        catch (AggregateException many) when (many.InnerExceptions[0] is SourceException tooMuch)
        {
            throw new SourceException($"{tree.Root}: {tooMuch.Message}", many);
        }


        var assembler = new InventoryAssembler(walk.LinkAt);
        foreach (var file in results)
        {
            if (file is not null)
                assembler.Add(file);
        }

        assembler.AddGaps(walk.Gaps, layer: null);
        return new Report(tree.Target, assembler.Assemble());
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
