using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Scan.Assembly;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Trees;

/// <summary>
/// Scans a folder of this machine: opens what extractors want, follows no link, and says what it may not read. Files are read side by side but
/// counted in the order of their names, so that what is left out when there is too much is the same each time.
/// </summary>
internal sealed class TreeScan(ExtractorIndex index, int parallelism, SourceOptions options)
{
    /// <summary>Bytes of one file, as of one in a layer; holes of sparse files count.</summary>
    private const long MaxFile = 64L * 1024 * 1024 * 1024;

    /// <summary>Files read before what they say is counted.</summary>
    private const int Batch = 256;

    /// <summary>The part of what a whole target may leave in memory that the files of one batch may leave at once; those beyond it are read again one by one.</summary>
    private const int BatchShare = 4;

    /// <summary>Folders of the kernel that are named.</summary>
    private const int MaxNamed = 10;

    public Report Run(TreeContent tree, CancellationToken cancellation)
    {
        var excluded = options.Exclude.Select(PathGlob.Parse).ToArray();
        var walk = new TreeWalk(tree.Root, index, excluded, KernelMounts.Find());
        var assembler = new InventoryAssembler(walk.LinkAt);
        var budget = new ScanBudget();
        var gaps = new FileGaps(tree.Root);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        var (read, leftOut) = (0, 0);
        (string Path, string Why)? first = null;
        foreach (var batch in walk.WantedFiles(cancellation).Chunk(Batch))
        {
            if (first is not null)
            {
                leftOut += batch.Length;
                continue;
            }

            var found = ReadAll(batch, tree.Root, parallel);
            for (var i = 0; i < batch.Length; i++)
            {
                if (first is null && TryAdd(found[i] ?? Read(batch[i], tree.Root), assembler, budget, gaps) is { } why)
                    first = (batch[i].Path, why);
                if (first is not null)
                    leftOut++;
            }

            options.Progress($"{read += batch.Length} files of interest");
        }

        if (first is var (path, reason))
            assembler.AddGaps([new Gap(path, GapKind.LimitReached, $"{reason}; {leftOut} files of interest were not read, of which {path} is the first; --exclude leaves folders out")], layer: null);
        assembler.AddGaps(walk.Gaps, layer: null);
        if (gaps.Rest() is { } rest)
            assembler.AddGaps([rest], layer: null);
        Note(tree.Root, walk.PassedOver);
        return new Report(tree.Target, assembler.Assemble());
    }

    /// <summary>What each file of a batch says; null where the batch says too much at once.</summary>
    private static VisibleFile?[] ReadAll(WantedFile[] batch, string root, ParallelOptions options)
    {
        var found = new VisibleFile?[batch.Length];
        var share = new ScanBudget(BatchShare);
        Parallel.For(0, batch.Length, options, i =>
        {
            var file = Read(batch[i], root);
            try
            {
                share.Take(file.Extractions);
                found[i] = file;
            }
            catch (SourceException)
            {
                // Read again when its turn comes.
            }
        });
        return found;
    }

    /// <summary>Why the file does not go into the report any more; null when it does.</summary>
    private static string? TryAdd(VisibleFile file, InventoryAssembler assembler, ScanBudget budget, FileGaps gaps)
    {
        if (!assembler.HasRoomFor(file))
            return $"the folder holds {InventoryAssembler.TooMany}";
        try
        {
            budget.Take(file.Extractions);
            var kept = gaps.Keep(file.Path, file.Extractions);
            budget.TakeGaps(kept);
            assembler.Add(file with { Extractions = kept });
            return null;
        }
        catch (SourceException tooMuch)
        {
            return tooMuch.Message;
        }
    }

    private void Note(string root, IReadOnlyList<string> passedOver)
    {
        if (passedOver.Count == 0)
            return;
        var more = passedOver.Count > MaxNamed ? $" and {passedOver.Count - MaxNamed} more" : "";
        options.Note($"{root}: passed over, as the kernel fills them: {string.Join(", ", passedOver.Take(MaxNamed))}{more}");
    }

    private static VisibleFile Read(WantedFile wanted, string root)
    {
        try
        {
            using var file = DiskFile.OpenRegular(Path.Combine(root, wanted.ReadFrom), wanted.Path);
            if (wanted.OnlyIfExecutable && !IsExecutable(file))
                return new VisibleFile(wanted.Path, null, []);
            return file.Length > MaxFile
                ? Unread(wanted, GapKind.LimitReached, $"{file.Length} bytes, more than the limit of {MaxFile}")
                : new VisibleFile(wanted.Path, null, ExtractorRunner.Run(wanted.Extractors, file));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unread(wanted, GapKind.Unreadable, refused.Message);
        }
    }

    private static VisibleFile Unread(WantedFile wanted, GapKind kind, string why)
    {
        var gap = new Extraction("tree", wanted.Path);
        gap.Add(new Gap(wanted.Path, kind, $"{wanted.Path}: {why}"));
        return new VisibleFile(wanted.Path, null, [gap]);
    }

    private static bool IsExecutable(DiskFile file)
    {
        Span<byte> start = stackalloc byte[ExecutableMagic.Bytes];
        return ExecutableMagic.Matches(start[..file.ReadAt(0, start)]);
    }
}
