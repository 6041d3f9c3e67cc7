using Pavior.Scan.Cache;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Debian;

/// <summary>Which package the licences of a copyright file go to, through layers, links and the cache.</summary>
public sealed class CopyrightLicensesTests
{
    private const string Status = """
        Package: own
        Status: install ok installed
        Version: 1

        Package: folder
        Status: install ok installed
        Version: 1

        Package: file
        Status: install ok installed
        Version: 1

        Package: stated
        Status: install ok installed
        License: ISC
        Version: 1

        Package: removed
        Status: install ok installed
        Version: 1

        Package: none
        Status: install ok installed
        Version: 1

        """;

    [Fact]
    public async Task Links_of_folders_and_files_lead_to_the_package_whose_licences_count()
    {
        using var folder = new TemporaryFolder();
        var layout = new TestImage()
            .Layer(new TarBytes()
                .File("var/lib/dpkg/status", Status)
                .File("usr/share/doc/own/copyright", "Format: x\n\nFiles: *\nLicense: Apache-2.0\n")
                .File("usr/share/doc/stated/copyright", "/usr/share/common-licenses/GPL-2\n")
                .File("usr/share/doc/removed/copyright", "/usr/share/common-licenses/GPL-2\n")
                .File("usr/share/doc/other/copyright", "Format: x\n\nFiles: *\nLicense: Zlib\n")
                .Link("usr/share/doc/file/copyright", "../other/copyright"))
            .Layer(new TarBytes()
                .File("usr/share/doc/own/copyright", "Format: x\n\nFiles: *\nLicense: Expat\n\nFiles: a\nLicense: Expat and mine\n")
                .File("usr/share/doc/removed/.wh.copyright", "")
                .Link("usr/share/doc/folder", "own"))
            .WriteLayout(folder["layout"]);
        var cache = new LayerCache(folder["cache"], TimeProvider.System);
        string[] expected = ["file: Zlib", "folder: MIT, Expat and mine", "none: ", "own: MIT, Expat and mine", "removed: ", "stated: ISC"];

        Assert.Equal(expected, await LicensesAsync(layout, cache));
        Assert.Equal(expected, await LicensesAsync(layout, cache));
    }

    [Fact]
    public async Task The_same_holds_in_a_folder()
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in new[] { ("var/lib/dpkg/status", Status), ("usr/share/doc/own/copyright", "Format: x\n\nFiles: *\nLicense: Expat\n\nFiles: a\nLicense: GPL-2\n") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
            File.WriteAllText(folder[path], text);
        }

        File.CreateSymbolicLink(folder["usr/share/doc/folder"], "own");

        var found = await LicensesAsync("rootfs:" + folder.Path, null);

        Assert.Equal(["file: ", "folder: MIT, GPL-2.0-only", "none: ", "own: MIT, GPL-2.0-only", "removed: ", "stated: ISC"], found);
    }

    private static async Task<string[]> LicensesAsync(string target, LayerCache? cache)
    {
        var report = await Scanner.ScanAsync(target, new ScanOptions { Cache = cache }, TestContext.Current.CancellationToken);
        Assert.Empty(report.Inventory.Gaps);
        return [.. report.Inventory.Packages.Select(p => $"{p.Purl.Name}: {string.Join(", ", p.Licenses)}").Order(StringComparer.Ordinal)];
    }
}
