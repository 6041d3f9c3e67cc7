using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Assembly;

public sealed class FileOwnershipTests
{
    private const string Status = "Package: nodeapp\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n";
    private const string More = Status + "Package: other\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n";
    private const string Manifest = "opt/node_modules/a/package.json";

    private static TestImage Image => new TestImage().Layer(new TarBytes()
        .File("var/lib/dpkg/status", Status)
        .File("var/lib/dpkg/info/nodeapp.list", $"/opt\n/{Manifest}\n")
        .File(Manifest, """{"name":"a","version":"1.0.0"}"""));

    [Fact]
    public async Task A_file_that_a_package_brought_is_the_packages() =>
        Assert.Equal("a 1.0.0 of pkg:deb/nodeapp@1?arch=all", await OwnedAsync(Image));

    [Fact]
    public async Task A_database_that_is_written_anew_leaves_the_file_to_its_package() =>
        Assert.Equal("a 1.0.0 of pkg:deb/nodeapp@1?arch=all", await OwnedAsync(Image.Layer(new TarBytes().File("var/lib/dpkg/status", More))));

    [Fact]
    public async Task A_file_that_a_later_layer_puts_in_its_place_is_nobodys() =>
        Assert.Equal("a 9.9.9 of nobody", await OwnedAsync(Image.Layer(new TarBytes()
            .File("var/lib/dpkg/status", More)
            .File(Manifest, """{"name":"a","version":"9.9.9"}"""))));

    [Fact]
    public async Task A_package_that_is_upgraded_owns_what_the_upgrade_brought() =>
        Assert.Equal("a 2.0.0 of pkg:deb/nodeapp@2?arch=all", await OwnedAsync(Image.Layer(new TarBytes()
            .File("var/lib/dpkg/status", Status.Replace("Version: 1", "Version: 2", StringComparison.Ordinal))
            .File(Manifest, """{"name":"a","version":"2.0.0"}"""))));

    private static async Task<string> OwnedAsync(TestImage image)
    {
        using var folder = new TemporaryFolder();
        var report = await Scanner.ScanAsync(image.WriteLayout(folder.Path), new ScanOptions(), TestContext.Current.CancellationToken);
        var package = report.Inventory.Packages.Single(p => p.Purl.Type == "npm");
        return $"{package.Name} {package.Version} of {package.Owner?.ToString() ?? "nobody"}";
    }
}
