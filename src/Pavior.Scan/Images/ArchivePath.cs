namespace Pavior.Scan.Images;

/// <summary>A path on this machine with an optional image name behind a colon: <c>images.tar:web:1.2</c>.</summary>
internal static class ArchivePath
{
    /// <summary>The longest existing path before a colon, and what follows. The whole text when nothing exists.</summary>
    public static (string Path, string? Tag) Split(string reference)
    {
        if (Path.Exists(reference))
            return (reference, null);
        for (var colon = reference.LastIndexOf(':'); colon > 0; colon = reference.LastIndexOf(':', colon - 1))
        {
            if (Path.Exists(reference[..colon]))
                return (reference[..colon], reference[(colon + 1)..]);
        }

        return (reference, null);
    }
}
