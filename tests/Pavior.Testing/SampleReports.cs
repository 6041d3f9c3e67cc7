using Pavior.Core;

namespace Pavior.Testing;

/// <summary>Reports that use every word there is, for writers and readers to be tested on.</summary>
public static class SampleReports
{
    /// <summary>An image with every feature, friendly and hostile names, and gaps.</summary>
    public static Report Image { get; } = BuildImage();

    /// <summary>The same shop one release later: changed, added and removed packages, a new base.</summary>
    public static Report LaterImage { get; } = BuildLaterImage();

    /// <summary>A root file system without packages, distribution or gaps.</summary>
    public static Report Empty { get; } =
        new(new Target(TargetKind.RootFileSystem, "/srv/empty"), new Inventory(null, [], []));

    /// <summary>A package database of the size that real images have, with file lists.</summary>
    public static Report Large(int packages, int filesEach)
    {
        var list = new List<Package>();
        for (var i = 0; i < packages; i++)
        {
            var name = $"package{i:D6}";
            list.Add(new Package
            {
                Purl = Purl($"pkg:deb/debian/{name}@1.{i}?arch=amd64&distro=debian-12"),
                Requires = [$"package{i / 2:D6}"],
                Files = FileList.From(Enumerable.Range(0, filesEach).Select(f => $"usr/share/{name}/file{f}")),
                Evidence = [new Evidence("var/lib/dpkg/status", "dpkg-status", 0)],
            });
        }

        var layer = new Layer(0, Sha('a')) { Size = 1, Instruction = "ADD rootfs.tar /" };
        return new Report(
            new Target(TargetKind.Image, "registry.example.org/large:1") { Digest = Sha('b'), Reference = "registry.example.org/large:1", Layers = [layer] },
            new Inventory(Debian(), list, []));
    }

    public static Digest Sha(char digit) =>
        Digest.TryParse("sha256:" + new string(digit, 64), out var digest) ? digest : throw new ArgumentException("not a hexadecimal digit", nameof(digit));

    private static Report BuildImage()
    {
        var target = new Target(TargetKind.Image, "registry.example.org/shop/frontend:1.4")
        {
            Digest = Sha('1'),
            Reference = "registry.example.org/shop/frontend:1.4",
            ConfigDigest = Sha('2'),
            Platform = "linux/arm64/v8",
            Created = new DateTimeOffset(2026, 3, 1, 12, 30, 45, TimeSpan.FromHours(2)),
            User = "app",
            Command = ["node", "server.js", "--greeting", "line one\nline two \\ done"],
            Labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["org.opencontainers.image.source"] = "https://git.example.org/shop/frontend",
                ["org.opencontainers.image.title"] = "Fröntend \"shop\"",
            },
            Base = new BaseImage("docker.example.org/library/debian:12-slim", 2, "layer-chain", Sha('3')),
            Layers =
            [
                new Layer(0, Sha('4')) { Blob = Sha('5'), Size = 29_126_400, Instruction = "ADD rootfs.tar.xz /", FromBase = true },
                new Layer(1, Sha('6')) { Blob = Sha('7'), Size = 312, Instruction = "RUN find /var/cache -delete", FromBase = true },
                new Layer(2, Sha('8'))
                {
                    Blob = Sha('9'),
                    Size = 61_004_211,
                    Instruction = "RUN apt-get update && apt-get install -y --no-install-recommends python3-yaml nginx ca-certificates && rm -rf /var/lib/apt/lists/*",
                },
                new Layer(3, Sha('a')) { Size = 182_044 },
                new Layer(4, Sha('b')) { Blob = Sha('c'), Size = 4_180_000_000, Instruction = "COPY . /srv/app" },
            ],
        };
        return new Report(target, new Inventory(Debian(), [.. ImagePackages().OrderBy(p => p.Purl).ThenBy(p => p.Relation).ThenBy(p => p.Owner ?? default)],
        [
            new Gap("srv/app/broken.jar", GapKind.Malformed, "srv/app/broken.jar, byte 512: expected a local file header", 4),
            new Gap("srv/app/huge.json", GapKind.LimitReached, "srv/app/huge.json: 70000000 bytes, more than the limit of 67108864", 4),
            new Gap("srv/app/secret.bin", GapKind.Unreadable, "srv/app/secret.bin: permission denied", 4),
            new Gap("var/lib/rpm/Packages", GapKind.Unsupported, "var/lib/rpm/Packages: an encrypted database"),
        ]));
    }

    private static List<Package> ImagePackages()
    {
        var status = new Evidence("var/lib/dpkg/status", "dpkg-status", 2);
        var yamlOwner = Purl("pkg:deb/debian/python3-yaml@6.0-3%2Bb2?arch=arm64&distro=debian-12");
        return
        [
            new Package
            {
                Purl = Purl("pkg:deb/debian/libc6@2.36-9%2Bdeb12u9?arch=arm64&distro=debian-12"),
                Source = new SourcePackage("glibc", "2.36-9+deb12u9"),
                Licenses = ["LGPL-2.1-or-later", "GPL-2.0-only WITH Linux-syscall-note", "BSD 4 clause (UCB)"],
                Supplier = "GNU Libc Maintainers <debian-glibc@lists.example.org>",
                Requires = ["libgcc-s1", "libcrypt1:any"],
                Files = FileList.From(["lib/aarch64-linux-gnu/libc.so.6", "usr/share/doc/libc6/copyright"]),
                Evidence = [status with { Layer = 0 }],
                Properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["deb:priority"] = "optional", ["deb:section"] = "libs" },
            },
            new Package
            {
                Purl = Purl("pkg:deb/debian/libgcc-s1@12.2.0-14?arch=arm64&distro=debian-12"),
                Source = new SourcePackage("gcc-12", "12.2.0-14"),
                Requires = ["libc6"],
                Evidence = [status with { Layer = 0 }],
            },
            new Package
            {
                Purl = Purl("pkg:deb/debian/nginx@1.22.1-9?arch=arm64&distro=debian-12"),
                Licenses = ["BSD-2-Clause"],
                Requires = ["libc6", "libgcc-s1"],
                Evidence = [status],
            },
            new Package { Purl = yamlOwner, Source = new SourcePackage("pyyaml", "6.0-3"), Requires = ["libc6"], Evidence = [status] },
            new Package
            {
                Purl = Purl("pkg:pypi/pyyaml@6.0"),
                Owner = yamlOwner,
                Licenses = ["MIT"],
                Supplier = "Kirill Simonov",
                Confidence = Confidence.High,
                Evidence = [new Evidence("usr/lib/python3/dist-packages/PyYAML-6.0.egg-info/PKG-INFO", "python-metadata", 2)],
            },
            new Package
            {
                Purl = Purl("pkg:npm/%40babel/core@7.24.0"),
                Licenses = ["MIT OR Apache-2.0"],
                Requires = ["semver", "not-there"],
                Evidence = [new Evidence("srv/app/node_modules/@babel/core/package.json", "npm-package", 4)],
            },
            new Package
            {
                Purl = Purl("pkg:npm/semver@6.3.1"),
                Licenses = ["ISC"],
                Evidence =
                [
                    new Evidence("srv/app/node_modules/@babel/core/node_modules/semver/package.json", "npm-package", 4),
                    new Evidence("srv/tool/node_modules/semver/package.json", "npm-package", 3),
                ],
            },
            new Package { Purl = Purl("pkg:npm/semver@7.5.4"), Evidence = [new Evidence("srv/app/node_modules/semver/package.json", "npm-package", 4)] },
            new Package
            {
                Purl = Purl("pkg:npm/semver@7.5.4"),
                Relation = Relation.Vendored,
                Confidence = Confidence.Medium,
                Evidence = [new Evidence("srv/app/node_modules/next/dist/compiled/semver/package.json", "npm-package", 4)],
            },
            new Package
            {
                Purl = Purl("pkg:nuget/Newtonsoft.Json@13.0.3"),
                Relation = Relation.Declared,
                Scope = DependencyScope.Development,
                Evidence = [new Evidence("srv/app/packages.lock.json", "nuget-lock", 4, 17)],
            },
            new Package
            {
                Purl = Purl("pkg:maven/org.slf4j/slf4j-api@2.0.9"),
                Scope = DependencyScope.Optional,
                Confidence = Confidence.Medium,
                Licenses = ["MIT License\n\nPermission is hereby granted </text> <script>"],
                Supplier = "QOS.ch (Switzerland)",
                Evidence = [new Evidence("srv/app/app.jar!BOOT-INF/lib/slf4j-api-2.0.9.jar", "jar", 4)],
                Properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["jar:sha1"] = "7cf2726fdcfbc8610f9a71fb3ed639871f315340" },
            },
            new Package
            {
                Purl = Purl("pkg:generic/busybox@1.36.1"),
                Confidence = Confidence.Low,
                Evidence = [new Evidence("bin/busybox", "binary-classifier", 1)],
            },
            new Package
            {
                Purl = Purl("pkg:generic/house-style@2.0.1"),
                Confidence = Confidence.Low,
                Evidence = [new Evidence("srv/app/app.jar!BOOT-INF/lib/house-style-2.0.1.jar", "java-archive", 4)],
                Properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["jar:sha1"] = "0000000000000000000000000000000000000001" },
            },
            new Package
            {
                Purl = Purl("pkg:generic/shop-frontend@1.4.0"),
                Confidence = Confidence.Medium,
                Evidence = [new Evidence("srv/app/package.json", "npm-package-json", 4)],
                Properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["npm:role"] = "application" },
            },
            new Package
            {
                Purl = Purl("pkg:generic/libexpat@2.6.0"),
                Relation = Relation.Declared,
                Confidence = Confidence.Medium,
                Evidence = [new Evidence("opt/bitnami/tool/.spdx-tool.spdx", "embedded-sbom", 3)],
                Properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["sbom:source"] = "opt/bitnami/tool/.spdx-tool.spdx" },
            },
            new Package
            {
                Purl = new PackageUrl("npm", null, "evil\u001b[31m|`<b>\u202eexe", "0.0.1\r\nInjected: yes"),
                Requires = ["a\\b", "c\nd"],
                Supplier = "Line\nBreak",
                Evidence = [new Evidence("srv/app/node_modules/evil\u001b]0;x\u0007/package.json", "npm-package", 4)],
                Properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["npm:odd"] = "\u0000\ud800 </text>" },
            },
        ];
    }

    private static Report BuildLaterImage()
    {
        var image = BuildImage();
        var packages = image.Inventory.Packages
            .Where(p => p.Name is not ("busybox" or "nginx"))
            .Select(p => p.Name switch
            {
                "libc6" => p with { Purl = Purl("pkg:deb/debian/libc6@2.41-12?arch=arm64&distro=debian-13") },
                "libgcc-s1" => p with { Purl = Purl("pkg:deb/debian/libgcc-s1@12.2.0-14?arch=arm64&distro=debian-13") },
                "@babel/core" => p with { Purl = Purl("pkg:npm/%40babel/core@7.23.0") },
                _ => p,
            })
            .Append(new Package { Purl = Purl("pkg:npm/left-pad@1.3.0"), Evidence = [new Evidence("srv/app/node_modules/left-pad/package.json", "npm-package", 4)] })
            .OrderBy(p => p.Purl).ThenBy(p => p.Relation).ThenBy(p => p.Owner ?? default);
        var layers = image.Target.Layers.ToArray();
        layers[4] = new Layer(4, Sha('d')) { Size = 4_000_000_000, Instruction = "COPY . /srv/app" };
        return new Report(
            image.Target with { Name = "registry.example.org/shop/frontend:1.5", Reference = "registry.example.org/shop/frontend:1.5", Digest = Sha('e'), User = null, Layers = layers },
            new Inventory(new Distribution("debian", "13", "Debian GNU/Linux 13 (trixie)"), [.. packages], []));
    }

    private static Distribution Debian() =>
        new("debian", "12", "Debian GNU/Linux 12 (bookworm)") { Codename = "bookworm", IdLike = ["linux", "gnu"] };

    private static PackageUrl Purl(string text) =>
        PackageUrl.TryParse(text, out var purl) ? purl : throw new ArgumentException($"not a package URL: {text}", nameof(text));
}
