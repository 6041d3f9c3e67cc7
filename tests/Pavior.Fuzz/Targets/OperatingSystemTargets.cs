using System.IO.Compression;
using Pavior.Core;
using Pavior.Scan.Alpine;
using Pavior.Scan.Arch;
using Pavior.Scan.Debian;
using Pavior.Scan.OperatingSystems;
using Pavior.Scan.Rpm;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>Package databases of distributions and the files that name a distribution.</summary>
internal static class OperatingSystemTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Text("os-release", new OsReleaseExtractor(), "etc/os-release", "NAME=\"A \\\"b\\\"\"\nID='x'y\\z\nVERSION_ID=1 # c\nID_LIKE=\"a b\"\n"),
        Text("plain-release", new PlainReleaseExtractor(), "etc/centos-release", "CentOS release 6.10 (Final)\n"),
        Text("dpkg-status", new DpkgStatusExtractor(), "var/lib/dpkg/status", Status),
        Text("dpkg-record", new DpkgStatusExtractor(), "var/lib/dpkg/status.d/a", Status),
        Text("dpkg-md5sums", new DpkgFilesExtractor(), "var/lib/dpkg/status.d/a.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/a\n"),
        Text("debian-copyright", new CopyrightExtractor(), "usr/share/doc/a/copyright", Copyright),
        Text("debian-copyright-free", new CopyrightExtractor(), "usr/share/doc/a/copyright", "By me; see /usr/share/common-licenses/GPL-2.\n"),
        Text("chisel-manifest", new ChiselManifestExtractor(), "var/lib/chisel/manifest.wall", Manifest),
        Text("apk-installed", new ApkInstalledExtractor(), "lib/apk/db/installed", Installed),
        Text("alpm-desc", new AlpmLocalExtractor(), "var/lib/pacman/local/a-1-1/desc", "%NAME%\na\n\n%VERSION%\n1:1-1\n\n%DEPENDS%\nb>=1\nc\n"),
        Text("alpm-files", new AlpmLocalExtractor(), "var/lib/pacman/local/a-1-1/files", "%FILES%\nusr/\nusr/a\n\n%BACKUP%\netc/a\tx\n"),
        Text("rpm-manifest", new RpmManifestExtractor(), "var/lib/rpmmanifest/container-manifest-2", "a\t1-2\t3\t4\tV\t(none)\t5\tnoarch\t0\ta-1-2.src.rpm\n"),
        Text("bottlerocket-inventory", new BottlerocketInventoryExtractor(), "usr/share/bottlerocket/application-inventory.json",
            """{"Content":[{"Name":"a","Publisher":"B","Version":"2","Release":"1","Epoch":"0","Architecture":"x"}]}"""),
        Database("rpm-sqlite", "sqlite-512/rpmdb.sqlite", "sqlite/rpmdb.sqlite"),
        Database("rpm-ndb", "ndb/Packages.db"),
        Database("rpm-berkeley-hash", "bdb/Packages", "bdb-big-endian/Packages"),
        Database("rpm-berkeley-btree", "bdb-btree/Packages"),
    ];

    private static string Copyright =>
        "Format: https://example.org/copyright-format/1.0/\nLicense: Expat\n\nFiles: *\nCopyright: me\nLicense: GPL-2+ or Artistic, and Zope-2.1\n\n"
        + "Files: a\nLicense: LGPL-3+ with Classpath exception\n text\n .\n\nLicense: GPL-2+\n On Debian /usr/share/common-licenses/GPL-2\n";

    private static string Status =>
        "Package: a\nStatus: install ok installed\nVersion: 1:2-3\nSource: b (4)\nArchitecture: all\nDepends: c (>= 1) | d:any, e\n"
        + "Provides: f (= 1)\nDescription: x\n y\n\nPackage: c\nStatus: install ok half-installed\nVersion: 1\n";

    private static string Manifest =>
        "{\"jsonwall\":\"1.0\",\"schema\":\"1.0\",\"count\":3}\n{\"kind\":\"package\",\"name\":\"a\",\"version\":\"1\",\"sha256\":\"00\",\"arch\":\"amd64\"}\n"
        + "{\"kind\":\"path\",\"path\":\"/a\",\"mode\":\"0644\",\"slices\":[\"a_libs\"]}\n";

    private static string Installed =>
        "C:Q1x=\nP:a\nV:1-r0\nA:x86_64\nL:MIT\no:b\nm:M\nD:so:c.so.1 d>=1 !e\np:cmd:a=1-r0\nF:etc\nR:a\nZ:Q1x=\n\nP:d\nV:2\np:so:c.so.1=1\n";

    private static FuzzTarget Text(string name, IExtractor extractor, string path, string seed) =>
        FuzzTarget.Over(name, extractor, path, System.Text.Encoding.UTF8.GetBytes(seed));

    private static FuzzTarget Database(string name, params string[] fixtures) =>
        FuzzTarget.Over(name, new RpmDatabaseExtractor(), "var/lib/rpm/Packages", [.. fixtures.Select(Unzip)]);

    private static byte[] Unzip(string fixture)
    {
        using var file = File.OpenRead(Repository.Fixture("Pavior.Scan.Tests", $"rpm/{fixture}.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unzipped.CopyTo(bytes);
        return bytes.ToArray();
    }
}
