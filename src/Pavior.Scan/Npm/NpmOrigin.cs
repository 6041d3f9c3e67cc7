namespace Pavior.Scan.Npm;

/// <summary>Where a package that no registry gave comes from, as the purl qualifiers <c>vcs_url</c> and <c>download_url</c>. Credentials in it are dropped.</summary>
internal static class NpmOrigin
{
    /// <summary>The place of a git commit, or null when the text names none.</summary>
    public static KeyValuePair<string, string>? Git(string? resolved)
    {
        if (resolved is null)
            return null;
        var hash = resolved.LastIndexOf('#');
        var place = hash < 0 ? resolved : resolved[..hash];
        var commit = hash < 0 ? "" : Commit(resolved[(hash + 1)..]);
        if (Shorthand(place) is { } hosted)
            return Vcs(hosted, commit);
        if (Codeload(place) is { } loaded)
            return Vcs(loaded.Place, loaded.Commit);
        if (place.StartsWith("git+", StringComparison.Ordinal))
            return Vcs(place, commit);
        if (place.StartsWith("git://", StringComparison.Ordinal) || place.StartsWith("ssh://", StringComparison.Ordinal))
            return Vcs(place.StartsWith("git", StringComparison.Ordinal) ? place : "git+" + place, commit);
        if (place.StartsWith("git@", StringComparison.Ordinal) && place.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            return Vcs($"git+ssh://{place[..colon]}/{place[(colon + 1)..]}", commit);
        var isHttp = place.StartsWith("http://", StringComparison.Ordinal) || place.StartsWith("https://", StringComparison.Ordinal);
        return isHttp && (place.EndsWith(".git", StringComparison.Ordinal) || resolved.Contains("#commit=", StringComparison.Ordinal))
            ? Vcs("git+" + place, commit)
            : null;
    }

    /// <summary>A git repository and commit that a lock file names apart.</summary>
    public static KeyValuePair<string, string> Git(string repository, string commit) =>
        Git($"{repository}#{commit}") ?? Vcs(repository.StartsWith("git", StringComparison.Ordinal) ? repository : "git+" + repository, commit);

    /// <summary>An archive that was asked for by its address, or null when it is no web address.</summary>
    public static KeyValuePair<string, string>? Download(string? address)
    {
        if (address is null || !address.StartsWith("http", StringComparison.Ordinal) || !address.Contains("://", StringComparison.Ordinal))
            return null;
        var end = address.AsSpan().IndexOfAny('#', '?');
        return new("download_url", WithoutUser(end < 0 ? address : address[..end]));
    }

    private static KeyValuePair<string, string> Vcs(string place, string commit)
    {
        var query = place.IndexOf('?', StringComparison.Ordinal);
        var clean = WithoutUser(query < 0 ? place : place[..query]);
        return new("vcs_url", commit.Length == 0 ? clean : $"{clean}@{commit}");
    }

    /// <summary>Yarn writes <c>#commit=sha</c> and <c>#workspace=x&amp;commit=sha</c>; npm and pnpm the bare commit.</summary>
    private static string Commit(string fragment)
    {
        foreach (var range in fragment.AsSpan().Split('&'))
        {
            var part = fragment.AsSpan()[range];
            if (part.StartsWith("commit="))
                return part[7..].ToString();
        }

        return fragment.Contains('=', StringComparison.Ordinal) ? "" : fragment;
    }

    private static string? Shorthand(string place) => place switch
    {
        _ when place.StartsWith("github:", StringComparison.Ordinal) => $"git+https://github.com/{place[7..]}.git",
        _ when place.StartsWith("gitlab:", StringComparison.Ordinal) => $"git+https://gitlab.com/{place[7..]}.git",
        _ when place.StartsWith("bitbucket:", StringComparison.Ordinal) => $"git+https://bitbucket.org/{place[10..]}.git",
        _ => null,
    };

    /// <summary>GitHub's archive of a commit: <c>https://codeload.github.com/owner/name/tar.gz/commit</c>.</summary>
    private static (string Place, string Commit)? Codeload(string place)
    {
        const string Start = "https://codeload.github.com/";
        if (!place.StartsWith(Start, StringComparison.Ordinal))
            return null;
        var parts = place[Start.Length..].Split('/');
        return parts.Length >= 4 && parts[2] is "tar.gz" or "legacy.tar.gz"
            ? ($"git+https://github.com/{parts[0]}/{parts[1]}.git", string.Join('/', parts[3..]))
            : null;
    }

    /// <summary>A token before the host is a secret; the user <c>git</c> of an SSH address is not.</summary>
    private static string WithoutUser(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return address;
        start += 3;
        var end = address.IndexOf('/', start);
        var at = address.LastIndexOf('@', end < 0 ? address.Length - 1 : end);
        if (at < start || address.AsSpan(start, at - start).SequenceEqual("git"))
            return address;
        return address[..start] + address[(at + 1)..];
    }
}
