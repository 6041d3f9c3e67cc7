using System.Text;
using Pavior.Core;
using Pavior.Scan.Binaries;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Binaries;

public sealed class ClassifierTests
{
    /// <summary>The bytes around the version as the programs have them; NUL is written ¦.</summary>
    [Theory]
    [InlineData("bin/bash", "¦@(#)Bash version 5.2.15(1) release GNU¦", "bash 5.2.15")]
    [InlineData("bin/busybox", "¦BusyBox v1.35.0 (Debian 1:1.35.0-4)¦", "busybox 1.35.0")]
    [InlineData("usr/lib/libbz2.so.1.0.4", "¦1.0.8, 13-Jul-2019¦", "bzip2 1.0.8")]
    [InlineData("usr/bin/curl", "¦curl 7.88.1 (x86_64-pc-linux-gnu) %s¦", "curl 7.88.1")]
    [InlineData("usr/lib/libcurl.so.4.8.0", "¦libcurl/7.88.1¦zlib/%s¦", "curl 7.88.1")]
    [InlineData("usr/bin/x86_64-linux-gnu-gcc-12", "zstd¦12.2.0¦(Debian 12.2.0-14+deb12u1) ¦", "gcc 12.2.0")]
    [InlineData("usr/local/bin/gcc", "¦14.2.0¦(GNU) ¦gcc version", "gcc 14.2.0")]
    [InlineData("usr/bin/git", "git/2.39.5¦GIT_USER_AGENT¦", "git 2.39.5")]
    [InlineData("lib/libc.so.6", "GNU C Library (Debian GLIBC 2.36-9+deb12u14) stable release version 2.36.\nCopyright", "glibc 2.36")]
    [InlineData("bin/gzip", "while zipping\n¦1.12¦¦", "gzip 1.12")]
    [InlineData("usr/bin/jq", "%s\n¦1.6¦DEBUG:¦", "jq 1.6")]
    [InlineData("lib/ld-musl-x86_64.so.1", "/proc/self/fd/¦1.2.3¦Unsupported", "musl 1.2.3")]
    [InlineData("usr/sbin/sshd", "¦OpenSSH_9.2¦%s¦OpenSSH_9.2p1 Debian-2+deb12u10¦", "openssh 9.2p1")]
    [InlineData("usr/lib/libcrypto.so.3", "@¦OpenSSL 3.0.22 25 Aug 2026¦3.0.22¦", "openssl 3.0.22")]
    [InlineData("usr/bin/openssl", "¦OpenSSL 1.1.1w  11 Sep 2023¦", "openssl 1.1.1w")]
    [InlineData("usr/bin/openssl", "¦OpenSSL 1.1.1 (compatible; AWS-LC 1.69.0)¦", "aws-lc 1.69.0")]
    [InlineData("usr/bin/sudo", "Sudo version %s\n¦1.9.13p3¦Configure", "sudo 1.9.13p3")]
    [InlineData("usr/bin/wget", "¦1.2.13¦x¦1.21.3¦¦", "wget 1.21.3")]
    [InlineData("usr/bin/wget", "¦1.25.0¦¦", "wget 1.25.0")]
    [InlineData("usr/bin/xz", "¦xz (XZ Utils) 5.4.1¦", "xz 5.4.1")]
    [InlineData("lib/liblzma.so.5.4.1", "¦5.4.1¦¦¦b=", "xz 5.4.1")]
    [InlineData("lib/libz.so.1.2.13", "- deflate 1.2.13 Copyright 1995-2022 Jean-loup Gailly", "zlib 1.2.13")]
    [InlineData("usr/bin/zstd", "Enabled¦v1.5.4¦Zstandard CLI¦", "zstd 1.5.4")]
    [InlineData("usr/lib/libzstd.so.1.5.4", "w\u00CA\u00EB\u00851.5.4¦¦¦", "zstd 1.5.4")]
    [InlineData("usr/lib/erlang/erts-13.1.5/bin/beam.smp", "[jit:ns%s]\n¦25.2.3¦¦¦", "erlang 25.2.3")]
    [InlineData("usr/local/lib/erlang/erts-15.0/bin/erlexec", "¦/usr/src/otp_src_27.0.1/erts/¦", "erlang 27.0.1")]
    [InlineData("usr/bin/lua5.4", "$LuaVersion: Lua 5.4.4  Copyright (C) 1994-2022 Lua.org, PUC-Rio $", "lua 5.4.4")]
    [InlineData("usr/bin/node", "¦node.js/v20.20.2¦", "node 20.20.2")]
    [InlineData("opt/java/lib/server/libjvm.so", "OpenJDK 64-Bit Server VM (17.0.21.1+2-1-Debian) for linux-amd64 JRE (17.0.21.1+2-1-Debian), built on Nov", "openjdk 17.0.21.1+2")]
    [InlineData("opt/java8/libjvm.so", "Server VM (25.392-b08) for linux-amd64 JRE (1.8.0_392-b08), built on Oct", "openjdk 1.8.0_392")]
    [InlineData("usr/bin/perl", "PERL_INTERNAL_RAND_SEED¦v5.36.0¦panic", "perl 5.36.0")]
    [InlineData("usr/sbin/php-fpm8.2", "¦X-Powered-By: PHP/8.2.36¦", "php 8.2.36")]
    [InlineData("usr/bin/python3.11", "¦3.12.0¦3.11.2¦strict¦", "python 3.11.2")]
    [InlineData("usr/lib/libpython3.13.so.1.0", "%s'¦3.13.0rc2¦%.80s", "python 3.13.0rc2")]
    [InlineData("usr/lib/libruby-3.1.so.3.1.7", "¦ruby 3.1.7p261 (2025-03-26 revision 0a3704f218) +YJIT", "ruby 3.1.7p261")]
    [InlineData("usr/lib/libstd-0123456789abcdef.so", "¦clang LLVM (rustc version 1.84.0 (9fc6b4312 2025-01-07))¦", "rust 1.84.0")]
    [InlineData("usr/local/bin/envoy", "¦1.36.4¦xxxx¦envoy_reloadable_features¦", "envoy 1.36.4")]
    [InlineData("usr/sbin/haproxy", "¦ version 2.6.12-1+deb12u4, released 2026/10/17¦", "haproxy 2.6.12")]
    [InlineData("usr/sbin/haproxy", "¦ version 3.1-dev5-6de1938, released 2024/08/07¦", "haproxy 3.1-dev5-6de1938")]
    [InlineData("usr/sbin/apache2", "mailto:¦Apache/2.4.71¦ Server at", "httpd 2.4.71")]
    [InlineData("usr/sbin/mariadbd", "-0+deb12u1¦10.11.19-MariaDB¦x86_64¦", "mariadb 10.11.19")]
    [InlineData("usr/sbin/mysqld", "/src/mysql-8.0.37/mysys/my_default.cc¦", "mysql 8.0.37")]
    [InlineData("usr/bin/memcached", "¦memcached 1.6.18¦", "memcached 1.6.18")]
    [InlineData("usr/bin/mongod", "¦7.0.28¦¦¦heap_size¦", "mongodb 7.0.28")]
    [InlineData("usr/sbin/nginx", "¦nginx version: nginx/1.22.1¦", "nginx 1.22.1")]
    [InlineData("usr/local/openresty/nginx/sbin/nginx", "¦nginx version: openresty/1.27.1.2¦", "openresty 1.27.1.2")]
    [InlineData("usr/lib/postgresql/15/bin/postgres", "¦PostgreSQL 15.20 (Debian 15.20-0+deb12u1) on x86_64", "postgresql 15.20")]
    [InlineData("usr/lib/postgresql/18/bin/postgres", "¦PostgreSQL 18beta2 on x86_64", "postgresql 18beta2")]
    [InlineData("usr/bin/redis-server", "err¦7.0.15¦c11-builtin¦", "redis 7.0.15")]
    [InlineData("usr/local/bin/redis-server", "A7.0.14buildkitsandbox-1702957741000000000¦", "redis 7.0.14")]
    [InlineData("usr/local/bin/valkey-server", "valkey9.0.0buildkitsandbox-1764887574000000000¦", "valkey 9.0.0")]
    [InlineData("usr/lib/libsqlite3.so.0.8.6", "¦3.40.1¦¦", "sqlite 3.40.1")]
    [InlineData("usr/sbin/varnishd", "varnish-7.1.1 revision 7cee1c581bead20e88d101ab3d72afb29f14d87a¦", "varnish 7.1.1")]
    [InlineData("usr/bin/ffmpeg", "¦%s version 5.1.9-0+deb12u1¦", "ffmpeg 5.1.9")]
    [InlineData("usr/lib/libavcodec.so.59", "¦FFmpeg version 5.1.9-0+deb12u1¦", "ffmpeg 5.1.9")]
    [InlineData("usr/lib/libMagickCore-6.Q16.so.6.0.0", "ImageMagick 6.9.11-60 Q16 x86_64 2021-01-25", "imagemagick 6.9.11-60")]
    public void Well_known_programs_are_recognised(string path, string snippet, string expected)
    {
        var found = Extract(path, ExecutableBytes.Elf([new(".rodata", Bytes(snippet))]));

        Assert.Equal(expected, ExtractorRun.Lines(found));
        Assert.All(found.Packages, p => Assert.Equal(("generic", Confidence.Medium), (p.Purl.Type, p.Confidence)));
    }

    [Theory]
    [InlineData("usr/bin/notbash", "@(#)Bash version 5.2.15(1) release GNU")]
    [InlineData("bin/bash", "@(#)Bash version (1) release GNU")]
    [InlineData("usr/bin/git", "git/version¦")]
    public void Other_names_and_other_bytes_are_nothing(string path, string snippet) =>
        Assert.Empty(Extract(path, ExecutableBytes.Elf([new(".rodata", Bytes(snippet))])).Packages);

    [Theory]
    [InlineData(-40)]
    [InlineData(-8)]
    [InlineData(0)]
    [InlineData(3000)]
    public void A_version_may_lie_across_the_edge_of_the_window(int shift)
    {
        var content = new byte[600_000];
        Bytes("¦@(#)Bash version 5.2.15(1) release GNU¦").CopyTo(content, (256 << 10) + shift);

        Assert.Equal("bash 5.2.15", ExtractorRun.Lines(Extract("bin/bash", ExecutableBytes.Elf([new(".rodata", content)]))));
    }

    [Fact]
    public void A_program_without_section_names_is_searched_as_a_whole() =>
        Assert.Equal(
            "bash 5.2.15",
            ExtractorRun.Lines(Extract("bin/bash", ExecutableBytes.Elf([new("", Bytes("¦@(#)Bash version 5.2.15(1) release"))], named: false))));

    [Fact]
    public void Windows_programs_are_known_by_the_same_names() =>
        Assert.Equal(
            "node 22.1.0",
            ExtractorRun.Lines(Extract("node/node.exe", ExecutableBytes.Pe([new(".rdata", Bytes("¦node.js/v22.1.0¦"))]))));

    [Fact]
    public void Every_classifier_has_patterns_that_compile_and_names()
    {
        foreach (var classifier in Classifiers.All)
        {
            Assert.NotEmpty(classifier.Files);
            Assert.NotEmpty(classifier.Patterns);
            Assert.Equal(classifier.Product.ToLowerInvariant(), classifier.Product);
        }
    }

    [Fact]
    public void A_java_runtime_states_its_version_in_its_release_file()
    {
        var found = ExtractorRun.Over(new JavaReleaseExtractor(), "opt/java/release", """
            IMPLEMENTOR="Eclipse Adoptium"
            JAVA_RUNTIME_VERSION="21.0.5+11-LTS"
            JAVA_VERSION="21.0.5"
            IMAGE_TYPE="JRE"
            """);

        var package = Assert.Single(found.Packages);
        Assert.Equal("pkg:generic/openjdk@21.0.5%2B11", package.Purl.ToString());
        Assert.Equal("Eclipse Adoptium", package.Supplier);
    }

    [Fact]
    public void Another_file_called_release_is_nothing() =>
        Assert.Empty(ExtractorRun.Over(new JavaReleaseExtractor(), "a/release", "VERSION=1\n").Packages);

    [Fact]
    public void Damaged_programs_are_read_or_refused()
    {
        foreach (var path in new[] { "usr/bin/openssl", "usr/bin/python3.11", "usr/local/bin/envoy", "usr/bin/redis-server" })
        {
            var seed = ExecutableBytes.Elf([new(".rodata", Bytes("¦OpenSSL 1.1.1w  11 ¦3.11.2¦1.36.4¦envoy_reloadable_features¦7.0.15¦c11-builtin¦"))]);
            foreach (var bytes in SeededMutations.Of(seed, 500))
                Extract(path, bytes);
        }
    }

    private static byte[] Bytes(string snippet) => Encoding.Latin1.GetBytes(snippet.Replace('¦', '\0'));

    private static Extraction Extract(string path, byte[] bytes) => ExtractorRun.Over(new ExecutableExtractor(), path, bytes);
}
