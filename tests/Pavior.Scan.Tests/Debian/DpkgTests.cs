using System.Text;
using Pavior.Core;
using Pavior.Scan.Debian;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Debian;

public sealed class DpkgTests
{
    private const string StatusPath = "var/lib/dpkg/status";

    [Fact]
    public void A_record_is_a_package()
    {
        var found = Status("""
            Package: libc6
            Status: install ok installed
            Priority: optional
            Section: libs
            Maintainer: GNU Libc Maintainers <debian-glibc@lists.example.org>
            Architecture: amd64
            Multi-Arch: same
            Source: glibc (2.36-9)
            Version: 2.36-9+deb12u9
            Description: GNU C Library: Shared libraries
             Contains the standard libraries.
             .
             Package: not-a-field
            """);

        var package = Assert.Single(found.Packages);
        Assert.Equal("pkg:deb/libc6@2.36-9%2Bdeb12u9?arch=amd64", package.Purl.ToString());
        Assert.Equal(new SourcePackage("glibc", "2.36-9"), package.Source);
        Assert.Equal("GNU Libc Maintainers <debian-glibc@lists.example.org>", package.Supplier);
        Assert.Equal([new Evidence(StatusPath, "dpkg-status", Line: 1)], package.Evidence);
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void Removed_packages_are_not_listed()
    {
        var found = Status("""
            Package: libc6
            Status: install ok installed
            Version: 2.36-9

            Package: nano
            Status: deinstall ok config-files
            Version: 7.2-1

            Package: gone
            Status: purge ok not-installed

            """);

        Assert.Equal("libc6 2.36-9", ExtractorRun.Lines(found));
        Assert.Empty(found.Gaps);
    }

    [Theory]
    [InlineData("install ok unpacked", "unpacked", Confidence.High)]
    [InlineData("install ok half-configured", "half-configured", Confidence.High)]
    [InlineData("install ok triggers-awaited", "triggers-awaited", Confidence.High)]
    [InlineData("install ok triggers-pending", "triggers-pending", Confidence.High)]
    [InlineData("install reinstreq half-installed", "half-installed", Confidence.Medium)]
    public void Packages_whose_files_are_there_are_listed_with_their_state(string status, string state, Confidence confidence)
    {
        var package = Assert.Single(Status($"Package: a\nStatus: {status}\nVersion: 1\n").Packages);

        Assert.Equal(state, package.Properties["deb:state"]);
        Assert.Equal(confidence, package.Confidence);
    }

    [Theory]
    [InlineData("", "a", "1:2-3")]
    [InlineData("Source: b\n", "b", "1:2-3")]
    [InlineData("Source: b (4-5)\n", "b", "4-5")]
    [InlineData("Source: b (4-5\n", "b", "4-5")]
    public void The_source_has_the_version_of_the_binary_unless_it_says_otherwise(string field, string name, string version)
    {
        var package = Assert.Single(Status($"Package: a\nVersion: 1:2-3\n{field}").Packages);

        Assert.Equal(new SourcePackage(name, version), package.Source);
        Assert.Equal("pkg:deb/a@1:2-3", package.Purl.ToString());
    }

    [Fact]
    public void Relations_are_names_of_installed_packages()
    {
        var found = Status("""
            Package: app
            Version: 1
            Depends: libc6 (>= 2.36), awk, absent | second | first,
             python3:any [amd64], app, nothing
            Pre-Depends: dpkg (>= 1.15)

            Package: mawk
            Version: 1
            Provides: awk, awk-like (= 1)

            Package: gawk
            Version: 1
            Provides: awk

            Package: libc6
            Version: 1

            Package: first
            Version: 1

            Package: second
            Version: 1

            Package: python3
            Version: 1

            Package: dpkg
            Version: 1
            """);

        Assert.Equal(["dpkg", "gawk", "libc6", "python3", "second"], found.Packages[0].Requires);
    }

    [Fact]
    public void A_record_of_its_own_names_all_alternatives()
    {
        var found = ExtractorRun.Over(
            new DpkgStatusExtractor(), "var/lib/dpkg/status.d/libssl3", "Package: libssl3\nVersion: 3\nDepends: libc6 (>= 2.34), debconf (>= 0.5) | debconf-2.0\n");

        Assert.Equal(["debconf", "debconf-2.0", "libc6"], Assert.Single(found.Packages).Requires);
    }

    [Fact]
    public void Records_that_are_no_packages_are_gaps()
    {
        var found = Status("Package: a\nStatus: install ok installed\n\nVersion: 1\n\nno field\nPackage: c\nVersion: 3\n");

        Assert.Equal("c 3", ExtractorRun.Lines(found));
        Assert.Equal(
            [
                $"{StatusPath}, line 1: expected a Version field in the record of a",
                $"{StatusPath}, line 4: expected a Package field in this record",
                $"{StatusPath}, line 6: expected a field: Name: value",
            ],
            found.Gaps.Select(g => g.Reason));
    }

    [Fact]
    public void Field_names_are_compared_without_case_and_line_ends_may_be_crlf()
    {
        var found = Status("PACKAGE: a\r\nversion:1\r\narchitecture: all\r\n\r\nPackage: b\r\nVersion: 2\r\n");

        Assert.Equal("a 1\nb 2", ExtractorRun.Lines(found));
        Assert.Equal([1, 5], found.Packages.Select(p => p.Evidence[0].Line));
    }

    [Fact]
    public void Checksums_beside_records_are_file_lists_not_packages()
    {
        const string text = "d41d8cd98f00b204e9800998ecf8427e  usr/share/doc/base-files/README\nd41d8cd98f00b204e9800998ecf8427e  etc/a file\n";
        const string path = "var/lib/dpkg/status.d/base-files.md5sums";

        Assert.Empty(ExtractorRun.Over(new DpkgStatusExtractor(), path, text).Packages);
        var owned = Assert.Single(ExtractorRun.Over(new DpkgFilesExtractor(), path, text).Owned);
        Assert.Equal("base-files", owned.Package);
        Assert.Equal(["usr/share/doc/base-files/README", "etc/a file"], Paths(owned.Files));
    }

    [Fact]
    public void A_list_names_its_package_and_architecture()
    {
        var found = ExtractorRun.Over(new DpkgFilesExtractor(), "var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/x86_64-linux-gnu/libc.so.6\n");

        var owned = Assert.Single(found.Owned);
        Assert.Equal("libc6:amd64", owned.Package);
        Assert.Equal(["lib", "lib/x86_64-linux-gnu/libc.so.6"], Paths(owned.Files));
    }

    [Fact]
    public void No_mutation_throws()
    {
        var status = "Package: a\nStatus: install ok installed\nVersion: 1:2-3\nSource: b (4)\nDepends: c (>= 1) | d:any, e\nProvides: f (= 1)\nDescription: x\n y\n\nPackage: c\nVersion: 1\n"u8.ToArray();
        Mutations.Run(status, 4000, b => ExtractorRun.Over(new DpkgStatusExtractor(), StatusPath, b));
        Mutations.Run(status, 1000, b => ExtractorRun.Over(new DpkgStatusExtractor(), "var/lib/dpkg/status.d/a", b));
        Mutations.Run("d41d8cd98f00b204e9800998ecf8427e  usr/a\n"u8.ToArray(), 1000, b => ExtractorRun.Over(new DpkgFilesExtractor(), "var/lib/dpkg/status.d/a.md5sums", b));
    }

    private static Extraction Status(string text) => ExtractorRun.Over(new DpkgStatusExtractor(), StatusPath, text);

    private static List<string> Paths(FileList files)
    {
        var paths = new List<string>();
        foreach (var path in files)
            paths.Add(Encoding.UTF8.GetString(path));
        return paths;
    }
}
