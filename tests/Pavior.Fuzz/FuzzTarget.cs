namespace Pavior.Fuzz;

/// <summary>One parser under attack.</summary>
/// <param name="Name">Kebab case; what the command line names.</param>
/// <param name="Seeds">Valid inputs to mutate.</param>
/// <param name="Run">Feeds one input. Only <see cref="Core.ParseException"/> may come out; the harness catches that and nothing else.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Run);
