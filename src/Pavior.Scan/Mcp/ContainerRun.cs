using System.Buffers;
using Pavior.Core;

namespace Pavior.Scan.Mcp;

/// <summary>Finds the image in the arguments of <c>docker run</c>. Options are known by whether they take a value; values are never kept.</summary>
internal static class ContainerRun
{
    private const int MaxReference = 512;

    private static readonly SearchValues<char> ReferenceLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@[]");

    /// <summary>Long options without value; all others have one (docs.docker.com/reference/cli/docker/container/run).</summary>
    private static readonly HashSet<string> Switches = new(StringComparer.Ordinal)
    {
        "--interactive", "--tty", "--detach", "--rm", "--init", "--privileged", "--read-only", "--publish-all", "--no-healthcheck",
        "--oom-kill-disable", "--quiet", "--sig-proxy", "--disable-content-trust", "--use-api-socket", "--replace", "--no-hosts", "--tls", "--tlsverify",
        "--debug", "--remote",
    };

    public static McpLaunch? Parse(ReadOnlySpan<string> arguments)
    {
        var operand = Next(ref arguments);
        if (operand == "container")
            operand = Next(ref arguments);
        return operand is "run" or "create" && Next(ref arguments) is { } image ? Image(image) : null;
    }

    private static string? Next(scoped ref ReadOnlySpan<string> arguments)
    {
        while (!arguments.IsEmpty)
        {
            var argument = arguments[0];
            arguments = arguments[1..];
            if (argument == "--")
                continue;
            if (argument.Length < 2 || argument[0] != '-')
                return argument;
            if (TakesNext(argument) && !arguments.IsEmpty)
                arguments = arguments[1..];
        }

        return null;
    }

    /// <summary>Short switches may stand together (<c>-it</c>); the value of a short option may be glued to it (<c>-eNAME</c>).</summary>
    private static bool TakesNext(string argument)
    {
        if (argument.StartsWith("--", StringComparison.Ordinal))
            return !argument.Contains('=', StringComparison.Ordinal) && !Switches.Contains(argument);
        for (var i = 1; i < argument.Length; i++)
        {
            if (argument[i] is not ('i' or 't' or 'd' or 'P' or 'q' or 'D'))
                return i == argument.Length - 1;
        }

        return false;
    }

    /// <summary>An image reference as purl of type oci: the digest is the version, the tag a qualifier.</summary>
    private static McpLaunch? Image(string reference)
    {
        if (reference.Length > MaxReference || reference.AsSpan().ContainsAnyExcept(ReferenceLetters))
            return null;
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        var digest = at >= 0 && Digest.TryParse(reference[(at + 1)..], out var parsed) ? parsed.ToString() : null;
        var place = at < 0 ? reference : reference[..at];
        var colon = place.LastIndexOf(':');
        string? tag = null;
        if (colon > place.LastIndexOf('/'))
        {
            tag = place[(colon + 1)..];
            place = place[..colon];
        }

        var repository = Repository(place.ToLowerInvariant());
        var name = repository[(repository.LastIndexOf('/') + 1)..];
        if (name.Length == 0 || tag == "" || (at >= 0 && digest is null))
            return null;
        return new McpLaunch(
            new PackageUrl("oci", null, name, digest, [new("repository_url", repository), new("tag", tag ?? "")]),
            digest is not null);
    }

    /// <summary>With the registry that an engine adds to a short name.</summary>
    private static string Repository(string place)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return $"docker.io/library/{place}";
        var first = place[..slash];
        return first == "localhost" || first.AsSpan().ContainsAny('.', ':') ? place : $"docker.io/{place}";
    }
}
