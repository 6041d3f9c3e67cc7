using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Pavior.EndToEnd.Images;

/// <summary>Images of real content: what is found is what is there, and every SBOM of it says the same.</summary>
public sealed class RealImageTests(RealImages images) : IClassFixture<RealImages>, IDisposable
{
    private const int Runs = 20;

    private readonly Sandbox _box = new();

    public static TheoryData<string, string> RoundTrips
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var image in new[] { "busybox", "debian", "node", "dotnet" })
            {
                foreach (var format in new[] { "cyclonedx-1.6", "cyclonedx-1.7", "spdx-2.3", "spdx-2.3-tag-value", "spdx-3.0" })
                    data.Add(image, format);
            }

            return data;
        }
    }

    [Fact]
    public void Busybox_is_found_in_an_image_that_holds_nothing_else()
    {
        var run = Direct("busybox");
        var said = MadeImages.Output("/bin/busybox").Split(' ')[1].TrimStart('v');
        Assert.Equal([$"pkg:generic/busybox@{said}"], run.Purls);
    }

    [Fact]
    public void A_Debian_image_holds_exactly_what_dpkg_query_prints()
    {
        var image = images.Archive("debian");
        Assert.SkipUnless(MadeImages.Installed("dpkg-query"), "dpkg-query is not installed");
        var admin = Directory.CreateDirectory(_box.Path("dpkg"));
        File.WriteAllBytes(Path.Combine(admin.FullName, "status"), Status(image));
        Directory.CreateDirectory(Path.Combine(admin.FullName, "info"));
        var said = MadeImages.Output("dpkg-query", "--admindir=" + admin.FullName, "-W", "-f", "${Package} ${Version} ${Architecture}\n").TrimEnd('\n').Split('\n');
        var found = Direct("debian").Report.GetProperty("packages").EnumerateArray().Where(p => p.GetProperty("type").GetString() == "deb")
            .Select(p => p.GetProperty("purl").GetString()!)
            .Select(p => $"{p.Split('/')[2].Split('@')[0]} {Uri.UnescapeDataString(p.Split('@')[1].Split('?')[0])} {p.Split("arch=")[1].Split('&')[0]}")
            .Select(Uri.UnescapeDataString);
        Assert.Equal(said.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RoundTrips))]
    public void An_sbom_gives_the_packages_of_the_image_it_was_made_of(string name, string format)
    {
        var image = images.Archive(name);
        var sbom = _box.Path("sbom." + format);
        var written = PaviorProcess.Run(_box, ["scan", image, "--format", format, "-o", sbom]);
        Assert.True(written.ExitCode == 0, written.ToString());
        var direct = Direct(name);
        var back = Scan("sbom:" + sbom);
        Assert.NotEmpty(direct.Purls);
        Assert.Equal(Facts(direct), Facts(back));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("cyclonedx")]
    [InlineData("spdx-3.0")]
    [InlineData("table")]
    public void Twenty_runs_print_the_same_bytes(string format)
    {
        var image = images.Archive("debian");
        var hashes = Enumerable.Range(0, Runs)
            .Select(i => PaviorProcess.Run(_box, i % 2 == 0 ? ["scan", image, "-f", format] : ["scan", image, "-f", format, "--no-cache"]))
            .Select(run => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Output))));
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Skopeos_copies_of_an_image_in_other_forms_hold_the_same_packages()
    {
        Assert.SkipUnless(MadeImages.Installed("skopeo"), "skopeo is not installed");
        var image = images.Archive("node");
        var direct = Direct("node");
        foreach (var form in new[] { "docker-archive", "oci" })
        {
            var copy = _box.InputPath(form);
            MadeImages.Output("skopeo", "copy", "-q", "oci-archive:" + image, $"{form}:{copy}");
            Assert.Equal(direct.Purls, Scan(copy).Purls);
        }
    }

    public void Dispose() => _box.Dispose();

    /// <summary>All that the report says of each package but the files it owns, which no SBOM of ours repeats.</summary>
    private static string[] Facts(PaviorRun run) =>
    [
        .. run.Report.GetProperty("packages").EnumerateArray()
            .Select(p => string.Join('\n', p.EnumerateObject().Where(m => m.Name != "files").Select(m => $"{m.Name}: {m.Value.GetRawText()}"))),
    ];

    private static byte[] Status(string image)
    {
        var layer = ArchiveFiles.Read(image, path => path == "var/lib/dpkg/status");
        return layer.Files["var/lib/dpkg/status"];
    }

    private PaviorRun Direct(string name)
    {
        var run = images.Scan(name);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    private PaviorRun Scan(string target)
    {
        var run = PaviorProcess.Run(_box, ["scan", target, "--format", "json"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }
}
