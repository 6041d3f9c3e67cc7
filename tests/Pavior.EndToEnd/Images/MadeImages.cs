using System.Diagnostics;
using System.Text.Json;
using Pavior.Testing;

namespace Pavior.EndToEnd.Images;

/// <summary>Small images of real content, made where the tests run.</summary>
internal static class MadeImages
{
    private static readonly string[] DebianPackages = ["base-files", "bash", "coreutils", "dpkg", "gcc-12-base", "libc6", "tar", "tzdata", "zlib1g", "busybox-static"];

    /// <summary>Debian's static busybox alone in a scratch image, made by buildah; null where buildah or busybox is not installed.</summary>
    public static string? Busybox(Sandbox box)
    {
        if (!Installed("buildah") || !File.Exists("/bin/busybox") || !File.Exists("/usr/share/doc/busybox-static/copyright"))
            return null;
        var archive = box.InputPath("busybox.tar");
        string[] store = ["--root", box.InputPath("store"), "--runroot", box.InputPath("run"), "--storage-driver", "vfs"];
        var container = Output("buildah", [.. store, "from", "scratch"]).Trim();
        Output("buildah", [.. store, "copy", container, "/bin/busybox", "/bin/busybox"]);
        Output("buildah", [.. store, "config", "--cmd", "/bin/busybox", container]);
        Output("buildah", [.. store, "commit", "-q", "--timestamp", "1735689600", container, "oci-archive:" + archive]);
        Output("buildah", [.. store, "rm", container]);
        return archive;
    }

    /// <summary>Some of this machine's Debian packages with their records, file lists, licences and files; null where there is no dpkg.</summary>
    public static string? Debian(Sandbox box)
    {
        const string status = "/var/lib/dpkg/status";
        if (!File.Exists(status))
            return null;
        var tar = new TarBytes().File("usr/lib/os-release", File.ReadAllBytes("/usr/lib/os-release")).Link("etc/os-release", "../usr/lib/os-release");
        var records = File.ReadAllText(status).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(r => DebianPackages.Any(p => r.StartsWith($"Package: {p}\n", StringComparison.Ordinal)));
        tar.File("var/lib/dpkg/status", string.Concat(records.Select(r => r + "\n\n")));
        foreach (var list in Directory.EnumerateFiles("/var/lib/dpkg/info", "*.list").Order(StringComparer.Ordinal))
        {
            if (DebianPackages.Contains(Path.GetFileNameWithoutExtension(list).Split(':')[0]))
                tar.File(list[1..], File.ReadAllBytes(list));
        }

        foreach (var package in DebianPackages.Where(p => File.Exists($"/usr/share/doc/{p}/copyright")))
            tar.File($"usr/share/doc/{package}/copyright", File.ReadAllBytes($"/usr/share/doc/{package}/copyright"));
        tar.File("usr/bin/bash", File.ReadAllBytes("/usr/bin/bash"));
        return box.InputFile("debian.tar", new TestImage().Layer(tar, "ADD rootfs.tar /").Instruction("CMD [\"bash\"]").Layer(new TarBytes().File("srv/x", "x"), "COPY x /srv"));
    }

    /// <summary>An installed tree with the packages of a lock file that npm itself wrote.</summary>
    public static string Node(Sandbox box)
    {
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Repository.Fixture("Pavior.Scan.Tests", "npm/npm3/package-lock.json")));
        var tar = new TarBytes();
        foreach (var entry in locked.RootElement.GetProperty("packages").EnumerateObject().Where(e => e.Name.StartsWith("node_modules/", StringComparison.Ordinal)))
        {
            if (!entry.Value.TryGetProperty("version", out var version))
                continue;
            var name = entry.Value.TryGetProperty("name", out var alias) ? alias.GetString() : entry.Name[(entry.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..];
            var requires = entry.Value.TryGetProperty("dependencies", out var dependencies) ? dependencies.GetRawText() : "{}";
            tar.File($"srv/{entry.Name}/package.json", $$"""{"name":"{{name}}","version":"{{version}}","license":"MIT","dependencies":{{requires}}}""");
        }

        return box.InputFile("node.tar", new TestImage().Layer(tar, "RUN npm ci"));
    }

    /// <summary>A .NET application as the SDK laid it out: these tests themselves.</summary>
    public static string DotNet(Sandbox box)
    {
        var tar = new TarBytes();
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(f => Path.GetExtension(f) is ".dll" or ".json").Order(StringComparer.Ordinal))
        {
            var name = $"app/{Path.GetFileName(file)}";
            tar.File(name, File.ReadAllBytes(file));
        }

        return box.InputFile("dotnet.tar", new TestImage().Layer(tar, "COPY app /app"));
    }

    /// <summary>Standard output of a program that must succeed.</summary>
    public static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["BUILDAH_ISOLATION"] = "chroot", ["STORAGE_OPTS"] = "" } })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}");
    }

    public static bool Installed(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
