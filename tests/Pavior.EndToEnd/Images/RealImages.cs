using System.Collections.Concurrent;
using Xunit;

namespace Pavior.EndToEnd.Images;

/// <summary>The small images of real content, each made once and scanned once for all tests of a class.</summary>
public sealed class RealImages : IDisposable
{
    private readonly Sandbox _box = new();
    private readonly ConcurrentDictionary<string, Lazy<string?>> _images = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<PaviorRun>> _scans = new(StringComparer.Ordinal);

    /// <summary>Path of the archive; the test skips where it cannot be made.</summary>
    internal string Archive(string name)
    {
        var image = _images.GetOrAdd(name, n => new Lazy<string?>(() => Make(n))).Value;
        Assert.SkipWhen(image is null, name == "busybox" ? "buildah and busybox-static are not installed" : "this machine has no dpkg database");
        return image!;
    }

    /// <summary>What a scan of the archive says as JSON.</summary>
    internal PaviorRun Scan(string name)
    {
        var archive = Archive(name);
        return _scans.GetOrAdd(name, _ => new Lazy<PaviorRun>(() => PaviorProcess.Run(_box, ["scan", archive, "--format", "json"]))).Value;
    }

    public void Dispose() => _box.Dispose();

    private string? Make(string name) => name switch
    {
        "busybox" => MadeImages.Busybox(_box),
        "debian" => MadeImages.Debian(_box),
        "node" => MadeImages.Node(_box),
        _ => MadeImages.DotNet(_box),
    };
}
