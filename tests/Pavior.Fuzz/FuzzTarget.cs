using Pavior.Core;

namespace Pavior.Fuzz;

/// <summary>One parser under attack.</summary>
/// <param name="Name">Kebab case; what the command line names.</param>
/// <param name="Seeds">Valid inputs to mutate.</param>
/// <param name="Run">Feeds one input. Only <see cref="ParseException"/> may come out; the harness catches that and nothing else.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Run)
{
    /// <summary>The extractor that is attacked; null for what lies below or beside extractors.</summary>
    public IExtractor? Extractor { get; private init; }

    /// <summary>What the extractor is told that the file is called.</summary>
    public string Path { get; private init; } = "";

    /// <summary>Straight to an extractor: what it throws is what the harness judges.</summary>
    public static FuzzTarget Over(IExtractor extractor, string path, params IReadOnlyList<byte[]> seeds) => Over(extractor.Info.Id, extractor, path, seeds);

    public static FuzzTarget Over(string name, IExtractor extractor, string path, params IReadOnlyList<byte[]> seeds) =>
        new(name, seeds, bytes => extractor.Extract(new MemoryFileContent(path, bytes), new Extraction(extractor.Info.Id, path)))
        {
            Extractor = extractor,
            Path = path,
        };
}
