using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>A reference with an optional place before it, as skopeo writes it: <c>[overlay@/srv/storage+/run/storage]name</c>.</summary>
/// <param name="Root">Folder of the store; null for the usual ones.</param>
/// <param name="Image">Name or id.</param>
internal sealed record StorePlace(string? Root, string Image)
{
    /// <exception cref="SourceException">A bracket without its partner, or a folder that is not absolute.</exception>
    public static StorePlace Parse(string reference)
    {
        // An IPv6 registry starts with a bracket as well, but goes on with a colon or a slash behind it.
        if (!reference.StartsWith('[') || reference is ['[', not ('/' or 'o' or 'v'), ..])
            return new StorePlace(null, reference);
        var end = reference.IndexOf(']', StringComparison.Ordinal);
        if (end < 0)
            throw new SourceException($"{reference}: expected ] after the folder of the store");
        var root = reference[1..end];
        root = root[(root.IndexOf('@', StringComparison.Ordinal) + 1)..].Split('+')[0];
        return Path.IsPathFullyQualified(root)
            ? new StorePlace(root, reference[(end + 1)..])
            : throw new SourceException($"{reference}: expected an absolute folder in the brackets");
    }
}
