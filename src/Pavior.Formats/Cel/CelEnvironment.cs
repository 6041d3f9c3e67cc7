namespace Pavior.Formats.Cel;

/// <summary>What expressions are compiled against.</summary>
/// <param name="Variables">In the order in which their values are given.</param>
public sealed record CelEnvironment(params IReadOnlyList<CelVariable> Variables)
{
    /// <summary>The namespace in which names are looked up first, its outer ones after it: <c>com.example</c>.</summary>
    public string Container { get; init; } = "";
}
