using Pavior.Core;

namespace Pavior.Scan.Trees;

/// <summary>A folder: a root file system when it holds an os-release file or is asked for as <c>rootfs:</c>, else a source tree.</summary>
internal sealed class TreeSource(string scheme, TargetKind? kind) : ISource
{
    private static readonly string[] InstalledMarks = ["etc/os-release", "usr/lib/os-release", "var/lib/dpkg/status", "lib/apk/db/installed"];

    public string Scheme { get; } = scheme;

    public static ISource RootFileSystem { get; } = new TreeSource("rootfs", TargetKind.RootFileSystem);

    public static ISource Source { get; } = new TreeSource("dir", TargetKind.SourceTree);

    public static ISource Either { get; } = new TreeSource("tree", null);

    public bool Recognizes(string reference) => kind is null && Directory.Exists(reference);

    public Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        if (!Directory.Exists(reference))
            throw new SourceException($"{reference}: no such folder");
        var root = Path.GetFullPath(reference);
        var found = kind ?? (LooksInstalled(root) ? TargetKind.RootFileSystem : TargetKind.SourceTree);
        var target = new Target(found, reference) { RepositoryPath = found == TargetKind.SourceTree ? GitWorkTree.PathOf(root) : null };
        return Task.FromResult<TargetContent>(new TreeContent(target, root));
    }

    /// <summary>Looks at names only: os-release is often a link that points outside when the folder is not "/".</summary>
    private static bool LooksInstalled(string root) =>
        InstalledMarks.Any(known => new FileInfo(Path.Combine(root, known)) is { } file && (file.Exists || file.LinkTarget is not null));
}
