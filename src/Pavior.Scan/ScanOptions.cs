using Pavior.Core;
using Pavior.Scan.Cache;

namespace Pavior.Scan;

/// <summary>How a scan is done. None of it changes what is found, only how it is reached.</summary>
public sealed record ScanOptions
{
    public SourceOptions Source { get; init; } = new();

    /// <summary>Results of layers read before; null to read everything.</summary>
    public LayerCache? Cache { get; init; }

    /// <summary>Layers or files read at the same time.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
