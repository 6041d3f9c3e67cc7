namespace Pavior.Core;

/// <summary>The package URL of an image whose repository and manifest digest are known: <c>pkg:oci/name@sha256:…?repository_url=…&amp;tag=…</c>.</summary>
public static class TargetPurl
{
    public static PackageUrl? Of(Target target)
    {
        if (target.Kind != TargetKind.Image || target.Digest is not { } digest || target.Reference is not { } known)
            return null;
        var reference = known.AsSpan();
        if (reference.IndexOf('@') is var at and >= 0)
            reference = reference[..at];
        var lastSlash = reference.LastIndexOf('/');
        string? tag = null;
        if (reference.LastIndexOf(':') is var colon && colon > lastSlash)
        {
            tag = reference[(colon + 1)..].ToString();
            reference = reference[..colon];
        }

        var name = reference[(lastSlash + 1)..].ToString().ToLowerInvariant();
        if (name.Length == 0)
            return null;
        var qualifiers = new List<KeyValuePair<string, string>>();
        if (Architecture(target.Platform) is { } architecture)
            qualifiers.Add(new("arch", architecture));
        if (IsRepository(reference))
            qualifiers.Add(new("repository_url", reference.ToString()));
        if (tag is { Length: > 0 })
            qualifiers.Add(new("tag", tag));
        return new PackageUrl("oci", null, name, digest.ToString(), qualifiers);
    }

    private static string? Architecture(string? platform)
    {
        var parts = platform?.Split('/') ?? [];
        return parts.Length > 1 ? parts[1] : null;
    }

    /// <summary>A registry reference begins with a host: a file path of an archive does not say where the image lives.</summary>
    private static bool IsRepository(ReadOnlySpan<char> reference)
    {
        var slash = reference.IndexOf('/');
        return slash > 0 && (reference[..slash].ContainsAny('.', ':') || reference[..slash].SequenceEqual("localhost")) && reference[0] != '.';
    }
}
