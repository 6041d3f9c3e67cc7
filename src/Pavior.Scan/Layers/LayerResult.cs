using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>Everything that one layer says, independent of the layers around it: what a cache can keep.</summary>
internal sealed record LayerResult
{
    /// <summary>What extractors found, by the path of the file.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Extraction>> Extractions { get; init; }

    /// <summary>Paths that this layer removes from those below.</summary>
    public required IReadOnlySet<string> Whiteouts { get; init; }

    /// <summary>Folders whose content below this layer is gone.</summary>
    public required IReadOnlySet<string> OpaqueFolders { get; init; }

    /// <summary>Symbolic links by path, with their targets as written.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    /// <summary>Hard links at wanted paths, to files that nobody wanted under their own name.</summary>
    public required IReadOnlyDictionary<string, string> HardLinks { get; init; }

    /// <summary>Hard links to files in <see cref="Extractions"/>: names under which those live on.</summary>
    public IReadOnlyDictionary<string, string> OtherNames { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Hashes of every path in the layer (<see cref="PathHash"/>), sorted.</summary>
    public required UInt128[] Paths { get; init; }

    public required IReadOnlyList<Gap> Gaps { get; init; }

    /// <summary>Hashes of <see cref="Whiteouts"/>, made when first asked for. Not for several threads.</summary>
    public HashSet<UInt128> WhiteoutHashes => field ??= Hashes(Whiteouts);

    /// <summary>Hashes of <see cref="OpaqueFolders"/>, made when first asked for. Not for several threads.</summary>
    public HashSet<UInt128> OpaqueHashes => field ??= Hashes(OpaqueFolders);

    /// <summary>A result that holds nothing but what was found in some files.</summary>
    public static LayerResult Of(IReadOnlyDictionary<string, IReadOnlyList<Extraction>> found) => new()
    {
        Extractions = found,
        Whiteouts = new HashSet<string>(),
        OpaqueFolders = new HashSet<string>(),
        Links = new Dictionary<string, string>(),
        HardLinks = new Dictionary<string, string>(),
        Paths = [],
        Gaps = [],
    };

    /// <summary>The same layer with files that were read behind links.</summary>
    public LayerResult With(IReadOnlyDictionary<string, IReadOnlyList<Extraction>> found, IEnumerable<Gap> gaps)
    {
        var all = new Dictionary<string, IReadOnlyList<Extraction>>(Extractions, StringComparer.Ordinal);
        foreach (var (path, extractions) in found)
            all[path] = extractions;
        return this with { Extractions = all, Gaps = [.. Gaps, .. gaps] };
    }

    private static HashSet<UInt128> Hashes(IReadOnlySet<string> paths) => [.. paths.Select(p => PathHash.OfFile(System.Text.Encoding.UTF8.GetBytes(p)))];
}
