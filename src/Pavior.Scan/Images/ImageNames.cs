namespace Pavior.Scan.Images;

/// <summary>Names that archives and layouts give to images, and names that reports give to archives.</summary>
internal static class ImageNames
{
    /// <summary>Longest reference that is taken for one; repositories have at most 255 characters.</summary>
    private const int MaxReference = 512;

    /// <summary>What names a repository. A bare word, as skopeo writes, is a tag: null.</summary>
    public static string? Reference(string? said) =>
        said is { Length: > 0 and <= MaxReference } && said.AsSpan().ContainsAny('/', ':') && said.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
            && said[0] is not ('/' or ':' or '.') ? said : null;

    /// <summary>The file or folder by its own name: where it lies is no part of an image's report.</summary>
    public static string Shown(string path, string? tag)
    {
        var file = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (file is "" or "." or "..")
            file = Path.GetFileName(Path.GetFullPath(path));
        if (file.Length == 0)
            file = path;
        return tag is null ? file : $"{file}:{tag}";
    }
}
