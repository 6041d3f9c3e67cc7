namespace Pavior.Core;

/// <summary>What the user said about how to reach a target.</summary>
public sealed record SourceOptions
{
    /// <summary><c>os/architecture[/variant]</c> to choose from an index; null for linux and this machine's architecture.</summary>
    public string? Platform { get; init; }

    /// <summary>Registries, as host or host:port, that may be asked over plain HTTP.</summary>
    public IReadOnlyList<string> PlainHttp { get; init; } = [];

    /// <summary>Mirrors to ask first: registry host to mirror host, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Mirrors { get; init; } = [];

    /// <summary>True when nothing outside this machine may be asked.</summary>
    public bool Offline { get; init; }

    /// <summary>Patterns of what is left out of a folder, as <c>--exclude</c> takes them; other targets have none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Hears what the user should know though nothing is wrong, one line each.</summary>
    public Action<string> Note { get; init; } = static _ => { };

    /// <summary>Hears what goes on, for people: one line a step.</summary>
    public Action<string> Progress { get; init; } = static _ => { };
}
