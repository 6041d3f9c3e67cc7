using System.Diagnostics;
using Xunit;

namespace Pavior.Scan.Tests.LocalStores;

/// <summary>A store of buildah in a temporary folder, or the reason why there is none.</summary>
internal sealed class BuildahStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pavior-store-").FullName;

    /// <param name="driver">vfs works everywhere; overlay needs a kernel that lets us mount it.</param>
    public BuildahStore(string driver)
    {
        Driver = driver;
        Assert.SkipUnless(Exists("buildah") && Exists("skopeo"), "buildah and skopeo are not installed");
    }

    public string Driver { get; }

    public string Root => Path.Combine(_folder, "root");

    public string Folder => _folder;

    /// <summary>Where skopeo finds an image of this store.</summary>
    public string Skopeo(string image) => $"containers-storage:[{Driver}@{Root}+{Path.Combine(_folder, "run")}]{image}";

    /// <summary>Builds an image of the layers: each one copies a folder, or runs on a mounted container.</summary>
    public void Build(string image, params string[] folders)
    {
        var from = "scratch";
        foreach (var folder in folders)
        {
            var container = Buildah("from", from).Trim();
            Buildah("add", "--quiet", container, folder, "/");
            Buildah("commit", "--quiet", "--rm", container, image);
            from = image;
        }
    }

    public string Buildah(params string[] arguments) =>
        Run("buildah", ["--root", Root, "--runroot", Path.Combine(_folder, "run"), "--storage-driver", Driver, .. arguments]);

    public static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(f => File.Exists(Path.Combine(f, program)));

    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BUILDAH_ISOLATION"] = "chroot";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            Assert.Skip($"{program} {string.Join(' ', arguments.Take(8))}: {errors.Result.Trim()}");
        return output;
    }

    public void Dispose()
    {
        // buildah mounts the overlay folder upon itself; only it takes that away.
        using (var umount = Process.Start(new ProcessStartInfo("umount", ["-q", Path.Combine(Root, Driver)]) { RedirectStandardError = true }))
            umount?.WaitForExit();
        Directory.Delete(_folder, recursive: true);
    }
}
