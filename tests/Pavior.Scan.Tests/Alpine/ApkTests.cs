using System.Text;
using Pavior.Core;
using Pavior.Scan.Alpine;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Alpine;

public sealed class ApkTests
{
    private const string Path = "lib/apk/db/installed";

    private const string Database = """
        C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=
        P:alpine-baselayout
        V:3.4.3-r2
        A:x86_64
        S:8911
        I:331776
        T:Alpine base dir structure and init scripts
        U:https://git.example.org/
        L:GPL-2.0-only
        o:alpine-baselayout
        m:Natanael Copa <ncopa@example.org>
        t:1702903367
        c:1b5c9b1bd4a1bf0ff2bb3bfd9a5a4d3b4eb23bb2
        D:alpine-baselayout-data=3.4.3-r2 /bin/sh !conflicting
        F:dev
        F:etc
        R:motd
        Z:Q1SLkS9hBidUbPwwrw+XR0Whv3ww8=
        F:etc/profile.d
        a:0:0:755
        R:README
        Z:Q135OWsCzzvnB2fmFx62kbqm1Ax1k=
        F:
        R:.rooted

        P:busybox
        V:1.36.1-r15
        A:x86_64
        L:GPL-2.0-only
        o:busybox
        D:so:libc.musl-x86_64.so.1
        p:/bin/sh cmd:busybox=1.36.1-r15

        P:musl
        V:1.2.4_git20230717-r4
        A:x86_64
        L:MIT
        o:musl
        p:so:libc.musl-x86_64.so.1=1

        P:ssl_client
        V:1.36.1-r15
        A:x86_64
        L:GPL-2.0-only
        o:busybox
        D:so:libc.musl-x86_64.so.1 busybox>=1.36@edge nothing~1.2 ssl_client

        """;

    [Fact]
    public void A_record_is_a_package()
    {
        var package = Read(Database).Packages[0];

        Assert.Equal("pkg:apk/alpine-baselayout@3.4.3-r2?arch=x86_64", package.Purl.ToString());
        Assert.Equal(["GPL-2.0-only"], package.Licenses);
        Assert.Equal("Natanael Copa <ncopa@example.org>", package.Supplier);
        Assert.Equal(["busybox"], package.Requires);
        Assert.Equal(["etc/motd", "etc/profile.d/README", ".rooted"], Paths(package.Files));
        Assert.Equal([new Evidence(Path, "apk-installed", Line: 1)], package.Evidence);
    }

    [Fact]
    public void The_origin_is_the_source()
    {
        var package = Read(Database).Packages[3];

        Assert.Equal(new SourcePackage("busybox", "1.36.1-r15"), package.Source);
        Assert.Equal(["busybox", "musl"], package.Requires);
    }

    [Fact]
    public void A_record_without_version_is_a_gap()
    {
        var found = Read("P:a\n\nV:1\n\nnonsense\nP:c\nV:3");

        Assert.Equal("c 3", ExtractorRun.Lines(found));
        Assert.Equal(
            [
                $"{Path}, line 1: expected a version (V:) in the record of a",
                $"{Path}, line 3: expected a name (P:) in this record",
                $"{Path}, line 5: expected a letter and a colon",
            ],
            found.Gaps.Select(g => g.Reason));
    }

    [Fact]
    public void No_mutation_throws() =>
        Mutations.Run(Encoding.UTF8.GetBytes(Database), 2000, b => ExtractorRun.Over(new ApkInstalledExtractor(), Path, b));

    private static Extraction Read(string text) => ExtractorRun.Over(new ApkInstalledExtractor(), Path, text);

    private static List<string> Paths(FileList files)
    {
        var paths = new List<string>();
        foreach (var path in files)
            paths.Add(Encoding.UTF8.GetString(path));
        return paths;
    }
}
