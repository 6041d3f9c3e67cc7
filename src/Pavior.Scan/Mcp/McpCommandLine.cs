using System.Collections.Frozen;

namespace Pavior.Scan.Mcp;

/// <summary>Understands the command lines by which clients start servers: package runners, containers, and shells around them.</summary>
internal static class McpCommandLine
{
    /// <summary>Characters that make a shell do more than run words.</summary>
    private static readonly System.Buffers.SearchValues<char> ShellMeaning = System.Buffers.SearchValues.Create("|&;<>()$`\"'\\");

    private const int MaxWraps = 4;

    private static readonly FrozenSet<string> NpmOptions = FrozenSet.ToFrozenSet(
        ["-p", "--package", "-c", "--call", "-w", "--workspace", "--registry", "--cache", "--userconfig", "--prefix", "--loglevel", "--node-options", "--allow-build"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> UvOptions = FrozenSet.ToFrozenSet(
        [
            "--from", "--with", "--with-editable", "--with-requirements", "-p", "--python", "--index", "--default-index", "-i", "--index-url", "--extra-index-url",
            "-f", "--find-links", "--index-strategy", "--directory", "--project", "--env-file", "--cache-dir", "--config-file", "-c", "--constraints",
            "--refresh-package", "-P", "--upgrade-package", "--exclude-newer", "--prerelease", "--resolution", "--spec", "--pip-args", "--color", "--allow-insecure-host",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> DotnetOptions = FrozenSet.ToFrozenSet(
        ["--version", "--source", "-s", "--add-source", "--configfile", "-v", "--verbosity", "--framework", "--tool-manifest"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> DenoOptions = FrozenSet.ToFrozenSet(
        ["-c", "--config", "--import-map", "--lock", "--cert", "-L", "--log-level", "--seed", "--location"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> NoOptions = FrozenSet<string>.Empty;

    /// <summary>Null when the command line names no package: a script or program of its own.</summary>
    public static McpLaunch? Parse(string command, IReadOnlyList<string> arguments)
    {
        var words = new List<string>();

        // Some clients take a whole line as the command.
        if (arguments.Count == 0 && command.Contains(' ', StringComparison.Ordinal) && !command.Contains('\\', StringComparison.Ordinal))
            words.AddRange(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        else
            words.Add(command);
        words.AddRange(arguments);
        return words.Count == 0 ? null : Parse(words.ToArray(), 0);
    }

    /// <summary>The program's own name: <c>/usr/bin/npx</c> and <c>C:\tools\npx.cmd</c> are npx.</summary>
    public static string Program(string command)
    {
        var name = command[(command.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        foreach (var ending in (ReadOnlySpan<string>)[".exe", ".cmd", ".bat", ".ps1"])
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length];
        }

        return name;
    }

    private static McpLaunch? Parse(ReadOnlySpan<string> words, int wraps)
    {
        if (words.IsEmpty || wraps > MaxWraps)
            return null;
        var rest = words[1..];
        return Program(words[0]) switch
        {
            "npx" or "bunx" or "pnpx" => Npm(rest),
            "npm" when Verb(rest, "exec", "x") is >= 0 and var at => Npm(rest[at..]),
            "pnpm" or "yarn" when Verb(rest, "dlx") is >= 0 and var at => Npm(rest[at..]),
            "bun" when Verb(rest, "x") is >= 0 and var at => Npm(rest[at..]),
            "node" => NodeScript(rest),
            "uvx" => Python(rest),
            "uv" when Verb(rest, "tool") is >= 0 and var at && Verb(rest[at..], "run") is >= 0 and var run => Python(rest[at..][run..]),
            "pipx" when Verb(rest, "run") is >= 0 and var at => Python(rest[at..]),
            "docker" or "podman" or "nerdctl" => ContainerRun.Parse(rest),
            "dnx" => Dotnet(rest),
            "dotnet" when Verb(rest, "dnx") is >= 0 and var at => Dotnet(rest[at..]),
            "dotnet" when Verb(rest, "tool") is >= 0 and var at && Verb(rest[at..], "exec") is >= 0 and var exec => Dotnet(rest[at..][exec..]),
            "deno" when Verb(rest, "run") is >= 0 and var at => Deno(rest[at..]),
            "cmd" when rest.Length > 1 && rest[0].Equals("/c", StringComparison.OrdinalIgnoreCase) => Parse(Unwrap(rest[1..]), wraps + 1),
            "sh" or "bash" or "zsh" when rest.Length == 2 && rest[0] is "-c" or "-lc" => Parse(Unwrap(rest[1..]), wraps + 1),
            "env" => Parse(WithoutAssignments(rest), wraps + 1),
            _ => null,
        };
    }

    /// <summary>Index behind the verb, or -1 when the first operand is another.</summary>
    private static int Verb(ReadOnlySpan<string> arguments, string verb, string? orVerb = null)
    {
        var walk = new ArgumentWalk(arguments, UvOptions);
        var operand = walk.NextOperand();
        return operand is not null && (operand == verb || operand == orVerb) ? arguments.Length - walk.Rest.Length : -1;
    }

    private static McpLaunch? Npm(ReadOnlySpan<string> arguments)
    {
        var options = new List<(string Option, string Value)>();
        var operand = new ArgumentWalk(arguments, NpmOptions).NextOperand(options);
        foreach (var (option, value) in options)
        {
            if (option is "-p" or "--package")
                return McpPackages.Npm(value);
        }

        return operand is null ? null : McpPackages.Npm(operand);
    }

    /// <summary>A script in a node_modules folder belongs to the package there.</summary>
    private static McpLaunch? NodeScript(ReadOnlySpan<string> arguments)
    {
        const string Modules = "node_modules/";
        var script = new ArgumentWalk(arguments, NoOptions).NextOperand()?.Replace('\\', '/');
        var at = script?.LastIndexOf(Modules, StringComparison.Ordinal) ?? -1;
        if (at < 0)
            return null;
        var parts = script![(at + Modules.Length)..].Split('/');
        var name = parts[0].StartsWith('@') && parts.Length > 1 ? $"{parts[0]}/{parts[1]}" : parts[0];
        return McpPackages.Npm(name);
    }

    private static McpLaunch? Python(ReadOnlySpan<string> arguments)
    {
        var options = new List<(string Option, string Value)>();
        var operand = new ArgumentWalk(arguments, UvOptions).NextOperand(options);
        foreach (var (option, value) in options)
        {
            if (option is "--from" or "--spec")
                return McpPackages.PyPi(value);
        }

        return operand is null ? null : McpPackages.PyPi(operand);
    }

    private static McpLaunch? Dotnet(ReadOnlySpan<string> arguments)
    {
        var options = new List<(string Option, string Value)>();
        var walk = new ArgumentWalk(arguments, DotnetOptions);
        var operand = walk.NextOperand(options);
        if (operand is null)
            return null;
        _ = walk.NextOperand(options);
        var version = options.Find(o => o.Option == "--version").Value;
        return McpPackages.NuGet(operand, version);
    }

    private static McpLaunch? Deno(ReadOnlySpan<string> arguments)
    {
        var operand = new ArgumentWalk(arguments, DenoOptions).NextOperand();
        if (operand is null)
            return null;
        return operand.StartsWith("npm:", StringComparison.Ordinal) ? McpPackages.Npm(operand[4..].TrimStart('/'))
            : operand.StartsWith("jsr:", StringComparison.Ordinal) ? McpPackages.Jsr(operand[4..].TrimStart('/'))
            : null;
    }

    /// <summary>The words of a line for a shell; a line with anything but words is left alone.</summary>
    private static ReadOnlySpan<string> Unwrap(ReadOnlySpan<string> words)
    {
        if (words.Length != 1)
            return words;
        return words[0].AsSpan().ContainsAny(ShellMeaning) ? [] : words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static ReadOnlySpan<string> WithoutAssignments(ReadOnlySpan<string> words)
    {
        while (!words.IsEmpty && (words[0].StartsWith('-') || words[0].Contains('=', StringComparison.Ordinal)))
            words = words[1..];
        return words;
    }
}
