using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Mcp;

/// <summary>Finds the servers in the configuration files of clients, whose shapes differ in the name of the table only.</summary>
internal static class McpConfiguration
{
    private const int MaxServers = 10_000;

    private const int MaxArguments = 1_000;

    private const int MaxNameLength = 256;

    /// <summary>
    /// <c>mcpServers</c> (Claude, Cursor, Windsurf, Gemini, Cline, Roo, Kiro, Amazon Q), <c>servers</c> of an mcp.json (Visual Studio Code),
    /// <c>mcp.servers</c> (its settings.json), <c>context_servers</c> (Zed), <c>mcp</c> (OpenCode); in .claude.json once more for each project.
    /// </summary>
    public static List<McpServer> ReadJson(JsonFile json, bool isMcpFile, Action<Gap> gaps)
    {
        var servers = new List<McpServer>();
        ReadTable(json, json.Root, "mcpServers"u8, servers, gaps);
        ReadTable(json, json.Root, "context_servers"u8, servers, gaps);
        if (isMcpFile)
            ReadTable(json, json.Root, "servers"u8, servers, gaps);
        if (json.Root.TryGetMember("mcp"u8, out var mcp) && mcp.TryGetMember("servers"u8, out _))
            ReadTable(json, mcp, "servers"u8, servers, gaps);
        else if (json.Path.EndsWith("opencode.json", StringComparison.Ordinal) || json.Path.EndsWith("opencode.jsonc", StringComparison.Ordinal))
            ReadTable(json, json.Root, "mcp"u8, servers, gaps);
        foreach (var project in json.Root.MembersOf("projects"u8))
            ReadTable(json, project.Value, "mcpServers"u8, servers, gaps);
        return servers;
    }

    /// <summary><c>[mcp_servers.name]</c> of Codex.</summary>
    public static List<McpServer> ReadToml(TomlTable root, string path, Action<Gap> gaps)
    {
        var servers = new List<McpServer>();
        foreach (var entry in root.Table("mcp_servers")?.Entries ?? [])
        {
            var line = entry.KeyPosition.Line;
            if (entry.Value is not TomlTable table)
            {
                gaps(ParseException.AtLine(path, line, $"a table for the server {Shortened(entry.Key)}").AsGap());
                continue;
            }

            Add(servers, path, gaps, new McpServer
            {
                Name = entry.Key,
                Command = table.Text("command"),
                Arguments = table.Texts("args").Take(MaxArguments).ToList(),
                Url = table.Text("url"),
                Transport = table.Find("url") is null ? "stdio" : "http",
                IsDisabled = table.Find("enabled") is TomlBoolean { Value: false },
                Line = line,
            });
        }

        return servers;
    }

    private static void ReadTable(JsonFile json, JsonElement parent, ReadOnlySpan<byte> name, List<McpServer> servers, Action<Gap> gaps)
    {
        foreach (var member in parent.MembersOf(name))
        {
            var entry = member.Value;
            if (entry.ValueKind != JsonValueKind.Object)
            {
                gaps(json.Expected(entry, $"an object for the server {Shortened(member.Name)}").AsGap());
                continue;
            }

            var (command, arguments) = Command(entry);
            var url = entry.TextOf("url"u8) ?? entry.TextOf("serverUrl"u8) ?? entry.TextOf("httpUrl"u8);
            Add(servers, json.Path, gaps, new McpServer
            {
                Name = member.Name,
                Command = command,
                Arguments = arguments,
                Url = command is null ? url : null,
                Transport = Transport(entry, command, url),
                IsDisabled = entry.IsTrue("disabled"u8) || (entry.TryGetMember("enabled"u8, out var enabled) && enabled.ValueKind == JsonValueKind.False),
                Line = json.LineOf(member),
            });
        }
    }

    private static void Add(List<McpServer> servers, string path, Action<Gap> gaps, McpServer server)
    {
        if (servers.Count >= MaxServers)
            throw ParseException.Limit(path, $"more than {MaxServers} servers");
        if (server.Name.Length is 0 or > MaxNameLength)
            gaps(ParseException.AtLine(path, server.Line, $"a name of at most {MaxNameLength} characters for a server").AsGap());
        else if (string.IsNullOrWhiteSpace(server.Command) && string.IsNullOrWhiteSpace(server.Url))
            gaps(ParseException.AtLine(path, server.Line, $"a command or an address for the server {Shortened(server.Name)}").AsGap());
        else
            servers.Add(server);
    }

    /// <summary>Zed once nested the command (<c>command.path</c>), OpenCode writes command and arguments as one list.</summary>
    private static (string? Command, List<string> Arguments) Command(JsonElement entry)
    {
        if (!entry.TryGetMember("command"u8, out var command))
            return (null, []);
        if (command.ValueKind == JsonValueKind.Object)
            return (command.TextOf("path"u8), Texts(command.ItemsOf("args"u8)));
        if (command.ValueKind == JsonValueKind.Array)
        {
            var all = Texts(command.EnumerateArray());
            return all.Count == 0 ? (null, []) : (all[0], all[1..]);
        }

        return (command.AsText(), Texts(entry.ItemsOf("args"u8)));
    }

    private static string Transport(JsonElement entry, string? command, string? url)
    {
        if (command is not null || url is null)
            return "stdio";
        var type = entry.TextOf("type"u8) ?? entry.TextOf("transport"u8);
        return type == "sse" || (type is null && url.EndsWith("/sse", StringComparison.Ordinal)) ? "sse" : "http";
    }

    private static List<string> Texts(JsonElement.ArrayEnumerator items)
    {
        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item.AsText() is { } text && texts.Count < MaxArguments)
                texts.Add(text);
        }

        return texts;
    }

    private static string Shortened(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
