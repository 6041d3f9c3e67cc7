using System.Text;
using Pavior.Core;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Assembly;

/// <summary>Joins packages with the files they own, and language packages with the distribution package whose files they are.</summary>
internal static class FileOwnership
{
    /// <summary>Gives file lists that stand in files of their own to the package of the same database: the list's folder or the folder above it.</summary>
    public static void AttachLists(List<Package> packages, List<(string Path, OwnedFiles Owned)> lists)
    {
        if (lists.Count == 0)
            return;
        var byName = new Dictionary<(string Folder, string Name), int>();
        for (var i = 0; i < packages.Count; i++)
        {
            foreach (var evidence in packages[i].Evidence)
            {
                var folder = TarPaths.Folder(evidence.Path);
                foreach (var name in ListNames(packages[i]))
                    byName.TryAdd((folder, name), i);
            }
        }

        foreach (var (path, owned) in lists.OrderBy(l => l.Path, StringComparer.Ordinal))
        {
            var folder = TarPaths.Folder(path);
            if (byName.TryGetValue((folder, owned.Package), out var index)
                || (owned.Package.Length > 0 && byName.TryGetValue((TarPaths.Folder(folder), owned.Package), out index)))
            {
                packages[index] = packages[index] with { Files = owned.Files };
            }
        }
    }

    /// <summary>
    /// Sets the owner of each language package whose evidence lies in a distribution package's files. A file that a later layer brought
    /// than the one which installed the distribution package has taken the place of the package's own: it has no owner.
    /// </summary>
    public static void MarkOwners(List<Package> packages, Func<string, string?> link)
    {
        var wanted = new Dictionary<string, List<(int Package, int? Layer)>>(StringComparer.Ordinal);
        for (var i = 0; i < packages.Count; i++)
        {
            if (DistributionPurls.IsDistributionType(packages[i].Purl.Type))
                continue;
            foreach (var evidence in packages[i].Evidence)
                Want(wanted, OutermostFile(evidence.Path), (i, evidence.Layer));
        }

        if (wanted.Count == 0)
            return;
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        var merged = new Dictionary<string, string?>(StringComparer.Ordinal);
        Span<char> text = new char[4096];
        foreach (var owner in packages.Where(p => DistributionPurls.IsDistributionType(p.Purl.Type)).OrderBy(p => p.Purl).ToArray())
        {
            var installed = owner.Evidence.Max(e => e.Layer);
            foreach (var path in owner.Files)
            {
                if (path.Length > text.Length)
                    continue;
                var characters = text[..Encoding.UTF8.GetChars(path, text)];
                if (!lookup.TryGetValue(characters, out var owned) && !TryMerged(characters, merged, link, lookup, out owned))
                    continue;
                foreach (var (index, layer) in owned)
                {
                    if (packages[index].Owner is null && !(layer > installed))
                        packages[index] = packages[index] with { Owner = owner.Purl };
                }
            }
        }
    }

    /// <summary>Looks under where the first folder really is: lists say <c>lib/…</c> where /lib is a link to usr/lib.</summary>
    private static bool TryMerged(
        ReadOnlySpan<char> path,
        Dictionary<string, string?> merged,
        Func<string, string?> link,
        Dictionary<string, List<(int Package, int? Layer)>>.AlternateLookup<ReadOnlySpan<char>> lookup,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out List<(int Package, int? Layer)>? owned)
    {
        owned = null;
        var slash = path.IndexOf('/');
        if (slash < 0)
            return false;
        var top = path[..slash].ToString();
        if (!merged.TryGetValue(top, out var target))
            merged[top] = target = link(top)?.Trim('/');
        return target is not null && lookup.TryGetValue(string.Concat(target, path[slash..]), out owned);
    }

    private static IEnumerable<string> ListNames(Package package)
    {
        yield return package.Purl.Name;
        if (package.Purl.Qualifier("arch") is { } architecture)
            yield return $"{package.Purl.Name}:{architecture}";
        // A list that names no package speaks for the one package of its folder, as a wheel's RECORD does.
        yield return "";
    }

    private static void Want(Dictionary<string, List<(int Package, int? Layer)>> wanted, string path, (int Package, int? Layer) claim)
    {
        if (!wanted.TryGetValue(path, out var list))
            wanted[path] = list = [];
        list.Add(claim);
    }

    private static string OutermostFile(string path) => path.IndexOf('!', StringComparison.Ordinal) is var mark and >= 0 ? path[..mark] : path;
}
