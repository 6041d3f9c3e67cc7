using Pavior.Core;

namespace Pavior.Scan.Registry;

/// <summary>
/// The name of an image in a registry, by the grammar of github.com/distribution/reference with Docker's defaults:
/// <c>nginx</c> is <c>docker.io/library/nginx:latest</c>.
/// </summary>
/// <param name="Registry">Host with optional port, IPv6 in brackets; <c>docker.io</c> when none is named.</param>
/// <param name="Repository">Path below the registry, lower case.</param>
/// <param name="Tag">Null when only a digest is given.</param>
/// <param name="Digest">When given, it decides and the tag only informs.</param>
internal sealed record ImageReference(string Registry, string Repository, string? Tag, Digest? Digest)
{
    public const string DockerHub = "docker.io";

    private const int MaxName = 255;
    private const int MaxTag = 128;
    private const string DefaultTag = "latest";

    /// <summary>What a registry is asked for: the digest, else the tag.</summary>
    public string Identifier => Digest?.ToString() ?? Tag ?? DefaultTag;

    /// <summary>Registry and repository, as other programs store it: <c>docker.io/library/nginx</c>.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <exception cref="SourceException">Not an image reference; the message says what is wrong with it.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference, out var error) ? reference! : throw new SourceException($"\"{Shown(text)}\" is not an image reference: {error}");

    /// <summary>What is wrong with a reference; null when nothing is.</summary>
    public static string? Error(string text) => TryParse(text, out _, out var error) ? null : error;

    /// <param name="text">What the user wrote, without scheme.</param>
    /// <param name="reference">Null when it is no reference.</param>
    /// <param name="error">What is wrong; null when nothing is.</param>
    public static bool TryParse(string text, out ImageReference? reference, out string? error)
    {
        reference = null;
        error = SplitOff(text, out var name, out var tag, out var digest);
        if (error is not null)
            return false;
        var (registry, repository) = SplitRegistry(name);
        error = ReferenceGrammar.ErrorInRegistry(registry) ?? ReferenceGrammar.ErrorInRepository(repository) ?? ErrorInWhole(name, registry, repository);
        if (error is not null)
            return false;
        reference = new ImageReference(registry, repository, digest is null ? tag ?? DefaultTag : tag, digest);
        return true;
    }

    /// <summary>The full form that people compare and other programs accept.</summary>
    public override string ToString() =>
        Name + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>Without what stands before the @ of a URL: there is the place of a password.</summary>
    private static string Shown(string text) =>
        text.LastIndexOf('@') is var at and >= 0 && !text.AsSpan(at).StartsWith("@sha", StringComparison.Ordinal) ? text[at..] : text;

    private static string? SplitOff(string text, out string name, out string? tag, out Digest? digest)
    {
        (name, tag, digest) = (text, null, null);
        if (text.Length == 0)
            return "it is empty";
        if (text.Contains("://", StringComparison.Ordinal))
            return "it is a URL; write host/repository:tag";
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (!Core.Digest.TryParse(text[(at + 1)..], out var stated))
                return $"\"{text[(at + 1)..]}\" after @ is not a digest (sha256: and 64, or sha512: and 128 lower-case hexadecimal digits)";
            digest = stated;
            name = text[..at];
        }

        var colon = name.LastIndexOf(':');
        if (colon > name.LastIndexOf('/') && !name.EndsWith(']'))
        {
            tag = name[(colon + 1)..];
            name = name[..colon];
            return ReferenceGrammar.ErrorInTag(tag, MaxTag);
        }

        return null;
    }

    /// <summary>The part before the first slash is a registry when it looks like a host: a dot, a port, upper case, or localhost.</summary>
    private static (string Registry, string Repository) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var isHost = first.AsSpan().IndexOfAny('.', ':', '[') >= 0 || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        var (registry, repository) = isHost ? (first, name[(slash + 1)..]) : (DockerHub, name);
        if (registry is "index.docker.io" or "registry-1.docker.io")
            registry = DockerHub;
        if (registry == DockerHub && !repository.Contains('/', StringComparison.Ordinal) && repository.Length > 0)
            repository = "library/" + repository;
        return (registry, repository);
    }

    private static string? ErrorInWhole(string name, string registry, string repository)
    {
        if (registry.Length + 1 + repository.Length > MaxName)
            return $"the name is longer than {MaxName} characters";
        return name.Length == 64 && name.All(char.IsAsciiHexDigitLower)
            ? "64 hexadecimal digits are an image id, which registries do not know"
            : null;
    }
}
