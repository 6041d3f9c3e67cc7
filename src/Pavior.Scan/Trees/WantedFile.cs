using Pavior.Core;

namespace Pavior.Scan.Trees;

/// <summary>A file of a folder that some extractor wants.</summary>
/// <param name="Path">What reports call it.</param>
/// <param name="ReadFrom">Where it is read: the same, or where links on the way lead.</param>
/// <param name="Extractors">Who wants it.</param>
/// <param name="OnlyIfExecutable">True when it is wanted for its first bytes only, which are still to be looked at.</param>
internal sealed record WantedFile(string Path, string ReadFrom, IReadOnlyList<IExtractor> Extractors, bool OnlyIfExecutable);
