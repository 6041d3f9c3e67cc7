namespace Pavior.Scan.Mcp;

/// <summary>One server of the Model Context Protocol as a client's configuration starts or reaches it. Environment and headers are never read: they hold secrets.</summary>
internal sealed record McpServer
{
    /// <summary>The key it has in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The program that is started; null for a server that is reached by address.</summary>
    public string? Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Address of a remote server.</summary>
    public string? Url { get; init; }

    /// <summary><c>stdio</c>, <c>http</c> or <c>sse</c>.</summary>
    public required string Transport { get; init; }

    public bool IsDisabled { get; init; }

    /// <summary>One-based line of its key.</summary>
    public required int Line { get; init; }
}
