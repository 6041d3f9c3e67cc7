using System.Text;
using System.Text.Json;
using Xunit;

namespace Pavior.EndToEnd.Images;

/// <summary>Whole images with hundreds of packages, which lie outside of the checkout: the folder that PAVIOR_IMAGES names.</summary>
public sealed class LargeImageTests : IDisposable
{
    private readonly Sandbox _box = new();

    [Fact]
    public void A_large_Debian_image_holds_exactly_what_dpkg_says()
    {
        var image = Archive("debbig");
        var status = ArchiveFiles.Read(image, path => path == "var/lib/dpkg/status").Files["var/lib/dpkg/status"];
        var expected = Installed(Encoding.UTF8.GetString(status));
        var found = Packages(image, "deb").Select(p => $"{Text(p, "name")} {Text(p, "version")}").Order(StringComparer.Ordinal);
        Assert.True(expected.Length > 500, $"only {expected.Length} packages in the status file");
        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_node_application_holds_exactly_what_its_lock_file_installed_and_vendored_copies_are_marked()
    {
        var image = Archive("nodeapp");
        var files = ArchiveFiles.Read(image, path => path is "app/package-lock.json" || (path.StartsWith("app/node_modules/", StringComparison.Ordinal) && path.EndsWith("/package.json", StringComparison.Ordinal))).Files;
        using var locked = JsonDocument.Parse(files["app/package-lock.json"]);
        var expected = from entry in locked.RootElement.GetProperty("packages").EnumerateObject()
                       where entry.Name.Length > 0 && files.ContainsKey($"app/{entry.Name}/package.json")
                       let name = entry.Value.TryGetProperty("name", out var alias) ? alias.GetString() : entry.Name[(entry.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..]
                       select $"{name} {entry.Value.GetProperty("version").GetString()}";

        var below = Packages(image, "npm").Where(p => p.GetProperty("evidence").EnumerateArray().Any(e => Text(e, "path").StartsWith("app/", StringComparison.Ordinal))).ToArray();
        Assert.Equal(
            expected.Distinct().Order(StringComparer.Ordinal),
            below.Where(p => Text(p, "relation") == "installed").Select(p => $"{Text(p, "name")} {Text(p, "version")}").Order(StringComparer.Ordinal));
        Assert.All(below.Where(p => Text(p, "relation") != "installed"), p => Assert.Equal("vendored", Text(p, "relation")));
    }

    [Fact]
    public void A_dotnet_image_holds_every_package_of_its_deps_files_and_the_runtime()
    {
        var image = Archive("dotnetapp");
        var files = ArchiveFiles.Read(image, path => path.EndsWith(".deps.json", StringComparison.Ordinal)).Files;
        Assert.NotEmpty(files);
        var libraries = from file in files.Values
                        from library in JsonDocument.Parse(file).RootElement.GetProperty("libraries").EnumerateObject()
                        where Text(library.Value, "type") is "package"
                        select library.Name.Replace('/', ' ').ToUpperInvariant();
        var found = Packages(image, "nuget").Select(p => $"{Text(p, "name")} {Text(p, "version")}".ToUpperInvariant()).ToHashSet();
        Assert.DoesNotContain(libraries.Distinct(), l => !found.Contains(l));
        Assert.Contains(Packages(image, "generic"), p => Text(p, "name") == "dotnet-runtime");
    }

    public void Dispose() => _box.Dispose();

    private static string Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.GetString()! : "";

    private static string Archive(string name)
    {
        var folder = Environment.GetEnvironmentVariable("PAVIOR_IMAGES");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "PAVIOR_IMAGES does not name a folder of large images");
        var path = Path.Combine(folder!, name + ".oci.tar");
        Assert.SkipUnless(File.Exists(path), $"{path} is not there");
        return path;
    }

    private static string[] Installed(string status) =>
    [
        .. (from record in status.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            let lines = record.Split('\n')
            where lines.Any(l => l.StartsWith("Status: ", StringComparison.Ordinal) && l.EndsWith(" installed", StringComparison.Ordinal))
            let line = $"{Field(lines, "Package: ")} {Field(lines, "Version: ")}"
            select line).Order(StringComparer.Ordinal),
    ];

    private static string Field(string[] lines, string name) => lines.First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..];

    private JsonElement[] Packages(string image, string type)
    {
        var run = PaviorProcess.Run(_box, ["scan", image, "--format", "json"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return [.. run.Report.GetProperty("packages").EnumerateArray().Where(p => Text(p, "type") == type)];
    }
}
