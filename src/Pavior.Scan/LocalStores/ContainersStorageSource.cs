using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>Images that podman, buildah, skopeo and CRI-O keep on this machine (github.com/containers/storage).</summary>
/// <param name="scheme"><c>podman</c>, or skopeo's word <c>containers-storage</c>.</param>
/// <param name="roots">Folders of the stores to look in.</param>
internal sealed class ContainersStorageSource(string scheme, Func<IEnumerable<string>> roots) : StoreSource(scheme, roots)
{
    public static ISource Podman { get; } = new ContainersStorageSource("podman", ContainersStorageRoots.OfThisMachine);

    public static ISource ContainersStorage { get; } = new ContainersStorageSource("containers-storage", ContainersStorageRoots.OfThisMachine);

    protected override Func<SourceOptions, TargetContent>? Find(string root, string written)
    {
        if (ContainersStore.TryOpen(root) is not { } store || store.Find(written) is not { } image)
            return null;
        return options =>
        {
            options.Progress($"found in {root}");
            return store.Open(image, written);
        };
    }
}
