using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Pavior.EndToEnd.Images;

/// <summary>Images of real content: what is found is what is there, and every SBOM of it says the same.</summary>
public sealed class RealImageTests : IDisposable
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
        var image = Made("busybox");
        var said = MadeImages.Output("/bin/busybox").Split(' ')[1].TrimStart('v');
        var run = Scan(image);
        Assert.Equal([$"pkg:generic/busybox@{said}"], run.Purls);
    }

    [Fact]
    public void A_Debian_image_holds_exactly_what_dpkg_query_prints()
    {
        var image = Made("debian");
        Assert.SkipUnless(MadeImages.Installed("dpkg-query"), "dpkg-query is not installed");
        var admin = Directory.CreateDirectory(_box.Path("dpkg"));
        File.WriteAllBytes(Path.Combine(admin.FullName, "status"), Status(image));
        Directory.CreateDirectory(Path.Combine(admin.FullName, "info"));
        var said = MadeImages.Output("dpkg-query", "--admindir=" + admin.FullName, "-W", "-f", "${Package} ${Version} ${Architecture}\n").TrimEnd('\n').Split('\n');
        var found = Scan(image).Report.GetProperty("packages").EnumerateArray().Where(p => p.GetProperty("type").GetString() == "deb")
            .Select(p => p.GetProperty("purl").GetString()!)
            .Select(p => $"{p.Split('/')[2].Split('@')[0]} {Uri.UnescapeDataString(p.Split('@')[1].Split('?')[0])} {p.Split("arch=")[1].Split('&')[0]}")
            .Select(Uri.UnescapeDataString);
        Assert.Equal(said.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RoundTrips))]
    public void An_sbom_gives_the_packages_of_the_image_it_was_made_of(string name, string format)
    {
        var image = Made(name);
        var sbom = _box.Path("sbom." + format);
        var written = PaviorProcess.Run(_box, ["scan", image, "--format", format, "-o", sbom]);
        Assert.True(written.ExitCode == 0, written.ToString());
        var direct = Scan(image);
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
        var image = Made("debian");
        var hashes = Enumerable.Range(0, Runs)
            .Select(i => PaviorProcess.Run(_box, i % 2 == 0 ? ["scan", image, "-f", format] : ["scan", image, "-f", format, "--no-cache"]))
            .Select(run => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Output))));
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Skopeos_copies_of_an_image_in_other_forms_hold_the_same_packages()
    {
        Assert.SkipUnless(MadeImages.Installed("skopeo"), "skopeo is not installed");
        var image = Made("node");
        var direct = Scan(image);
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

    private string Made(string name)
    {
        var image = name switch
        {
            "busybox" => MadeImages.Busybox(_box),
            "debian" => MadeImages.Debian(_box),
            "node" => MadeImages.Node(_box),
            _ => MadeImages.DotNet(_box),
        };
        Assert.SkipWhen(image is null, name == "busybox" ? "buildah and busybox-static are not installed" : "this machine has no dpkg database");
        return image!;
    }

    private PaviorRun Scan(string target)
    {
        var run = PaviorProcess.Run(_box, ["scan", target, "--format", "json"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }
}
