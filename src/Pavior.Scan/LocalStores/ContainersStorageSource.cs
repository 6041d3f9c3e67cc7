using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>Images that podman, buildah, skopeo and CRI-O keep on this machine (github.com/containers/storage).</summary>
/// <param name="scheme"><c>podman</c>, or skopeo's word <c>containers-storage</c>.</param>
/// <param name="roots">Folders of the stores to look in.</param>
internal sealed class ContainersStorageSource(string scheme, Func<IEnumerable<string>> roots) : ISource
{
    public string Scheme { get; } = scheme;

    public static ISource Podman { get; } = new ContainersStorageSource("podman", ContainersStorageRoots.OfThisMachine);

    public static ISource ContainersStorage { get; } = new ContainersStorageSource("containers-storage", ContainersStorageRoots.OfThisMachine);

    /// <summary>Only names of images that are in a store; what a store cannot tell is not its own.</summary>
    public bool Recognizes(string reference)
    {
        if (!LocalImageName.CanBe(reference))
            return false;
        foreach (var root in roots())
        {
            try
            {
                if (ContainersStore.TryOpen(root)?.Find(reference) is not null)
                    return true;
            }
            catch (Exception unreadable) when (unreadable is SourceException or ParseException or IOException or UnauthorizedAccessException)
            {
                // Not recognised: the registry is asked instead, and with the scheme the reason is shown.
            }
        }

        return false;
    }

    public Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var place = StorePlace.Parse(reference);
        if (!LocalImageName.CanBe(place.Image))
            throw new SourceException($"\"{place.Image}\" is neither an image reference nor an image id");
        string[] searched = [.. place.Root is { } root ? [root] : roots()];
        foreach (var folder in searched)
        {
            if (ContainersStore.TryOpen(folder) is { } store && store.Find(place.Image) is { } image)
            {
                options.Progress($"found in {folder}");
                return Task.FromResult<TargetContent>(store.Open(image, place.Image));
            }
        }

        throw new SourceException($"{place.Image}: not in {string.Join(" nor ", searched)}");
    }

}
