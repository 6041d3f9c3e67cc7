using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Mcp;

/// <summary>
/// Reads which servers of the Model Context Protocol an assistant is configured to start or to reach, and names the packages and images
/// behind them. Of a command line only the package is kept, of an address only the host: the rest, environment and headers hold secrets.
/// </summary>
internal sealed class McpServerExtractor : IExtractor
{
    /// <summary>.claude.json grows with its owner's history.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "mcp-servers",
        Version: 1,
        Ecosystem: "MCP servers",
        Title: "Configuration files of AI assistants and editors declare the MCP servers they start or reach.",
        Modes: ScanModes.Both,
        Patterns:
        [
            new FilePattern.Named(".mcp.json"),
            new FilePattern.Named("mcp.json"),
            new FilePattern.Named("mcp_config.json"),
            new FilePattern.Named("mcp-config.json"),
            new FilePattern.Named("claude_desktop_config.json"),
            new FilePattern.Named("cline_mcp_settings.json"),
            new FilePattern.Named("mcp_settings.json"),
            new FilePattern.Named(".claude.json"),
            new FilePattern.Named("opencode.json"),
            new FilePattern.Named("opencode.jsonc"),
            new FilePattern.Within(".gemini", "settings.json"),
            new FilePattern.Within(".vscode", "settings.json"),
            new FilePattern.Within(".zed", "settings.json"),
            new FilePattern.Within("zed", "settings.json"),
            new FilePattern.Within(".codex", "config.toml"),
        ]);

    public void Extract(FileContent file, Extraction into)
    {
        foreach (var server in Read(file, into))
            into.Add(ToPackage(server, into));
    }

    private static List<McpServer> Read(FileContent file, Extraction into)
    {
        var bytes = file.ReadAll(MaxBytes);
        if (file.Path.EndsWith(".toml", StringComparison.Ordinal))
            return McpConfiguration.ReadToml(TomlDocument.Parse(file.Path, bytes.Span), file.Path, into.Add);
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
            return [];
        using var json = JsonFile.Parse(file.Path, bytes, comments: true);
        return McpConfiguration.ReadJson(json, file.Path.EndsWith("mcp.json", StringComparison.Ordinal), into.Add);
    }

    private static Package ToPackage(McpServer server, Extraction into)
    {
        var launch = server.Command is null ? null : McpCommandLine.Parse(server.Command, server.Arguments);
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["mcp:pinned"] = launch?.IsPinned == true ? "true" : "false",
            ["mcp:server"] = server.Name,
            ["mcp:transport"] = server.Transport,
        };
        if (server.IsDisabled)
            properties["mcp:disabled"] = "true";
        if (Host(server) is { } host)
            properties["mcp:host"] = host;
        if (launch is null && server.Command is not null && IsProgram(McpCommandLine.Program(server.Command)))
            properties["mcp:program"] = McpCommandLine.Program(server.Command);
        return new Package
        {
            Purl = launch?.Purl ?? new PackageUrl("generic", "mcp-server", server.Name),
            Relation = Relation.Declared,
            Confidence = Confidence.Medium,
            Evidence = [new Evidence(into.Path, into.Extractor, Line: server.Line)],
            Properties = properties,
        };
    }

    /// <summary>Host of a remote server, or of the one that a local bridge (mcp-remote, supergateway) is told to reach. Paths and queries hold keys.</summary>
    private static string? Host(McpServer server)
    {
        var address = server.Url ?? server.Arguments.FirstOrDefault(a => a.StartsWith("https://", StringComparison.Ordinal) || a.StartsWith("http://", StringComparison.Ordinal));
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return null;
        return uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port}";
    }

    /// <summary>A command that is more than a program's name may hold anything, and is not shown.</summary>
    private static bool IsProgram(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
