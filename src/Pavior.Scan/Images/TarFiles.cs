using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;
using Pavior.Formats.Text;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Images;

/// <summary>An image stored as one tar: the members are listed once by jumping from header to header, and read in place.</summary>
internal sealed class TarFiles : FileSet
{
    /// <summary>Members of an image archive: blobs, manifests, and three files a layer in old docker archives.</summary>
    private const int MaxMembers = 100_000;

    private readonly DiskFile _archive;
    private readonly Dictionary<string, FileContent> _members = new(StringComparer.Ordinal);

    private Gap[] _gaps = [];

    private TarFiles(DiskFile archive) => _archive = archive;

    public override IReadOnlyList<Gap> Gaps => _gaps;

    /// <exception cref="ParseException">Not a tar.</exception>
    public static TarFiles Open(DiskFile archive)
    {
        var files = new TarFiles(archive);
        var links = new List<(string Path, string Target)>();
        var reader = new TarReader(archive.Path, archive);
        while (reader.MoveNext())
        {
            if (files._members.Count + links.Count >= MaxMembers)
                throw ParseException.Limit(archive.Path, $"more than {MaxMembers} members in an image archive");
            var path = PathText.Decode(reader.Path);
            if (reader.Type == TarEntryType.File && reader.TryOpenInPlace(path) is { } member)
                files._members[path] = member;
            else if (reader.Type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                links.Add((path, Resolve(path, PathText.Decode(reader.LinkTarget), reader.Type)));
        }

        var name = Path.GetFileName(archive.Path);
        if (reader.EntriesFollow())
            files._gaps = [new Gap(name, GapKind.Malformed, $"{name}: what looks like entries follows the end of the archive; nothing unpacks them")];

        // Old docker archives store a layer that two images share as a link to the other's layer.tar.
        foreach (var (path, target) in links)
        {
            if (files._members.TryGetValue(target, out var member))
                files._members.TryAdd(path, member);
        }

        return files;
    }

    public override FileContent? TryOpen(string path) => _members.GetValueOrDefault(path);

    public override void Dispose()
    {
        _archive.Dispose();
        base.Dispose();
    }

    private static string Resolve(string path, string target, TarEntryType type) =>
        type == TarEntryType.HardLink ? TarPaths.Normalize(target) : TarPaths.ResolveLink(path, target);
}
