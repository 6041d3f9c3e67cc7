namespace Pavior.Scan.Npm;

/// <summary>One block of a yarn.lock of version 1: the requirements it answers, and what it answers.</summary>
internal sealed class YarnClassicEntry(IReadOnlyList<string> requirements, int line)
{
    /// <summary><c>name@range</c>, at least one.</summary>
    public IReadOnlyList<string> Requirements { get; } = requirements;

    /// <summary>One-based line of the block's head.</summary>
    public int Line { get; } = line;

    public string? Version { get; set; }

    public string? Resolved { get; set; }

    /// <summary>Name and range of each dependency, optional ones included.</summary>
    public List<(string Name, string Range)> Dependencies { get; } = [];
}
