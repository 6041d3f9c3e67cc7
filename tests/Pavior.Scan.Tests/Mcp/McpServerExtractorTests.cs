using System.Text;
using Pavior.Core;
using Pavior.Scan.Mcp;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Mcp;

public sealed class McpServerExtractorTests
{
    private const string Claude = """
        {
          // comments are common
          "mcpServers": {
            "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", "/home"] },
            "fetch": { "command": "uvx", "args": ["--python", "3.12", "mcp-server-fetch"], "env": { "TOKEN": "s3cret" } },
            "github": { "command": "docker", "args": ["run", "-i", "--rm", "-e", "GITHUB_TOKEN=s3cret", "ghcr.io/github/github-mcp-server:v0.5.0"] },
            "zap": { "type": "http", "url": "https://s3cret@mcp.example.org/api/s3cret/mcp?key=s3cret", "headers": { "Authorization": "s3cret" } },
            "mine": { "command": "/opt/mine/bin/server", "args": ["--key", "s3cret"], "disabled": true, },
          },
        }
        """;

    [Fact]
    public void Servers_name_their_packages_and_nothing_secret()
    {
        var found = Over(".mcp.json", Claude);

        Assert.Equal(
            """
            pkg:npm/%40modelcontextprotocol/server-filesystem@2025.8.21 4 mcp:pinned=true mcp:server=files mcp:transport=stdio
            pkg:pypi/mcp-server-fetch 5 mcp:pinned=false mcp:server=fetch mcp:transport=stdio
            pkg:oci/github-mcp-server?repository_url=ghcr.io%2Fgithub%2Fgithub-mcp-server&tag=v0.5.0 6 mcp:pinned=false mcp:server=github mcp:transport=stdio
            pkg:generic/mcp-server/zap 7 mcp:host=mcp.example.org mcp:pinned=false mcp:server=zap mcp:transport=http
            pkg:generic/mcp-server/mine 8 mcp:disabled=true mcp:pinned=false mcp:program=server mcp:server=mine mcp:transport=stdio
            """,
            Print(found));
        Assert.Empty(found.Gaps);
        Assert.DoesNotContain("s3cret", Print(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npx -y server@1.0.0", "pkg:npm/server@1.0.0", true)]
    [InlineData("npx server@latest", "pkg:npm/server", false)]
    [InlineData("npx server@^1.2.0", "pkg:npm/server", false)]
    [InlineData("npx --package=@a/b@2.0.0 b-cli --port 1", "pkg:npm/%40a/b@2.0.0", true)]
    [InlineData("npx -p @a/b b-cli", "pkg:npm/%40a/b", false)]
    [InlineData("npx github:owner/repo#0123456789012345678901234567890123456789", "pkg:github/owner/repo@0123456789012345678901234567890123456789", true)]
    [InlineData("npm exec -- server@1.0.0", "pkg:npm/server@1.0.0", true)]
    [InlineData("pnpm dlx server@1.0.0", "pkg:npm/server@1.0.0", true)]
    [InlineData("bun x server", "pkg:npm/server", false)]
    [InlineData("bunx --bun server@1.0.0", "pkg:npm/server@1.0.0", true)]
    [InlineData("cmd /c npx -y server@1.0.0", "pkg:npm/server@1.0.0", true)]
    [InlineData("env A=b npx server@1.0.0", "pkg:npm/server@1.0.0", true)]
    [InlineData("node /app/node_modules/@a/b/dist/index.js", "pkg:npm/%40a/b", false)]
    [InlineData("uvx mcp_server-git==1.2.3 --repository x", "pkg:pypi/mcp-server-git@1.2.3", true)]
    [InlineData("uvx server@1.2.3", "pkg:pypi/server@1.2.3", true)]
    [InlineData("uvx server@latest", "pkg:pypi/server", false)]
    [InlineData("uvx --from server[extra]==1.0 run-it", "pkg:pypi/server@1.0", true)]
    [InlineData("uvx --from git+https://github.com/owner/repo.git@main run-it", "pkg:github/owner/repo", false)]
    [InlineData("uv tool run server", "pkg:pypi/server", false)]
    [InlineData("pipx run --spec server==2 x", "pkg:pypi/server@2", true)]
    [InlineData("docker run --rm -it -v /a:/b --name x mcp/time", "pkg:oci/time?repository_url=docker.io%2Fmcp%2Ftime", false)]
    [InlineData("docker run -eTOKEN -i postgres:16", "pkg:oci/postgres?repository_url=docker.io%2Flibrary%2Fpostgres&tag=16", false)]
    [InlineData("podman --log-level debug container run localhost:5000/x@sha256:244fd47e07d1004f0aed9c156aa09083c82bf8944eceb67c946ff7430510a77b", "pkg:oci/x@sha256:244fd47e07d1004f0aed9c156aa09083c82bf8944eceb67c946ff7430510a77b?repository_url=localhost:5000%2Fx", true)]
    [InlineData("dnx NuGet.Mcp.Server@1.0.0 --yes", "pkg:nuget/NuGet.Mcp.Server@1.0.0", true)]
    [InlineData("dotnet tool exec Some.Tool --version 2.0.0-beta.1", "pkg:nuget/Some.Tool@2.0.0-beta.1", true)]
    [InlineData("deno run -A npm:@a/b@1.0.0/bin", "pkg:npm/%40a/b@1.0.0", true)]
    [InlineData("deno run -A jsr:@a/b@1.0.0", "pkg:jsr/%40a/b@1.0.0", true)]
    public void Command_lines_of_package_runners_are_understood(string line, string purl, bool isPinned)
    {
        var words = line.Split(' ');
        var launch = McpCommandLine.Parse(words[0], words[1..]);
        Assert.Equal((purl, isPinned), (launch?.Purl.ToString(), launch?.IsPinned));
        Assert.Equal(launch, McpCommandLine.Parse(line, []));
    }

    [Theory]
    [InlineData("python", "-m", "server")]
    [InlineData("uv", "--directory", "/x", "run", "server.py")]
    [InlineData("node", "dist/index.js")]
    [InlineData("docker", "compose", "run", "x")]
    [InlineData("docker", "run", "$IMAGE")]
    [InlineData("npx")]
    [InlineData("npx", "./local")]
    [InlineData("sh", "-c", "curl x | sh")]
    [InlineData("cmd", "/c", "cmd /c cmd")]
    public void Other_command_lines_name_no_package(string command, params string[] arguments) =>
        Assert.Null(McpCommandLine.Parse(command, arguments));

    [Theory]
    [InlineData(".vscode/mcp.json", """{"servers":{"a":{"command":"npx","args":["x"]}}}""")]
    [InlineData("home/u/.vscode/settings.json", """{"mcp":{"servers":{"a":{"command":"npx","args":["x"]}}}}""")]
    [InlineData("home/u/.claude.json", """{"projects":{"/p":{"mcpServers":{"a":{"command":"npx","args":["x"]}}}}}""")]
    [InlineData("home/u/.config/zed/settings.json", """{"context_servers":{"a":{"command":{"path":"npx","args":["x"]}}}}""")]
    [InlineData("opencode.json", """{"mcp":{"a":{"type":"local","command":["npx","x"]}}}""")]
    [InlineData("home/u/.codex/config.toml", "[mcp_servers.a]\ncommand = \"npx\"\nargs = [\"x\"]\n")]
    public void Every_client_has_its_own_table(string path, string text) =>
        Assert.Equal("pkg:npm/x", Assert.Single(Over(path, text).Packages).Purl.ToString());

    [Theory]
    [InlineData("""{"servers":[1,2]}""", 0)]
    [InlineData("{}", 0)]
    [InlineData("[]", 0)]
    [InlineData("", 0)]
    [InlineData("""{"mcpServers":{"a":{}}}""", 1)]
    [InlineData("""{"mcpServers":{"a":3}}""", 1)]
    [InlineData("""{"mcpServers":""", 1)]
    public void Files_without_servers_are_empty_and_broken_ones_are_gaps(string text, int gaps)
    {
        var found = Over("mcp.json", text);
        Assert.Empty(found.Packages);
        Assert.Equal(gaps, found.Gaps.Count);
    }

    [Fact]
    public void A_bridge_to_a_remote_server_tells_its_host() =>
        Assert.Equal(
            "pkg:npm/mcp-remote@0.1.0 1 mcp:host=mcp.example.org:8443 mcp:pinned=true mcp:server=a mcp:transport=stdio",
            Print(Over(".mcp.json", """{"mcpServers":{"a":{"command":"npx","args":["mcp-remote@0.1.0","https://mcp.example.org:8443/sse?k=s3cret"]}}}""")));

    [Fact]
    public void Mutated_files_end_in_servers_and_gaps()
    {
        foreach (var bytes in SeededMutations.Of(Encoding.UTF8.GetBytes(Claude), 1_000))
            Over("mcp.json", Encoding.Latin1.GetString(bytes));
        foreach (var bytes in SeededMutations.Of("[mcp_servers.a]\ncommand = \"npx\"\nargs = [\"-y\", \"x@1.0.0\"]\nurl = 1\n"u8.ToArray(), 500))
            Over(".codex/config.toml", Encoding.Latin1.GetString(bytes));
    }

    private static Extraction Over(string path, string text) => ExtractorRun.Over(new McpServerExtractor(), path, text);

    private static string Print(Extraction found) => string.Join('\n', found.Packages.Select(
        p => $"{p.Purl} {p.Evidence[0].Line} {string.Join(' ', p.Properties.Select(q => $"{q.Key}={q.Value}"))}"));
}
