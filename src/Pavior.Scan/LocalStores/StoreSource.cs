using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>Images in stores that are folders of this machine, of which there may be several: the first that has the image gives it.</summary>
/// <param name="scheme">The word that forces it.</param>
/// <param name="roots">Folders where stores may be, best first.</param>
internal abstract class StoreSource(string scheme, Func<IEnumerable<string>> roots) : ISource
{
    public string Scheme { get; } = scheme;

    /// <summary>Only names of images that are in a store; what a store cannot tell is not its own.</summary>
    public bool Recognizes(string reference) => LocalImageName.CanBe(reference) && roots().Any(root => Directory.Exists(root) && Holds(root, reference));

    public Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var place = StorePlace.Parse(reference);
        if (!LocalImageName.CanBe(place.Image))
            throw new SourceException($"\"{place.Image}\" is neither an image reference nor an image id");
        string[] places = [.. place.Root is { } root ? [root] : roots()];
        var there = Array.FindAll(places, Directory.Exists);
        if (there.Length == 0)
        {
            throw new SourceException(places.Length == 0
                ? $"{place.Image}: no {Scheme} store on this machine"
                : $"{place.Image}: no {Scheme} store of this user: there is no folder {string.Join(" or ", places)}");
        }

        foreach (var folder in there)
        {
            if (Find(folder, place.Image) is { } open)
                return Task.FromResult(open(options));
        }

        throw new SourceException($"{place.Image}: not in {string.Join(" nor ", there)}");
    }

    /// <summary>Opens the image of a store; null when there is no store in the folder or no such image in it.</summary>
    /// <exception cref="SourceException">More than one image fits.</exception>
    /// <exception cref="ParseException">The store is damaged.</exception>
    protected abstract Func<SourceOptions, TargetContent>? Find(string root, string written);

    private bool Holds(string root, string reference)
    {
        try
        {
            return Find(root, reference) is not null;
        }
        catch (Exception unreadable) when (unreadable is SourceException or ParseException or IOException or UnauthorizedAccessException)
        {
            // Not recognised: the registry is asked instead, and with the scheme the reason is shown.
            return false;
        }
    }
}
