namespace Pavior.Scan.Binaries;

/// <summary>The programs and libraries that are known by their bytes. A line each; the notation is that of <see cref="VersionPattern"/>.</summary>
internal static class Classifiers
{
    public static IReadOnlyList<Classifier> All { get; } =
    [
        // Shells, tools and base libraries
        new("bash", ["bash"], "@(#)Bash version {v}("),
        new("busybox", ["busybox", "busybox.static", "busybox-extras"], "BusyBox v{v}"),
        new("bzip2", ["bzip2", "libbz2.so*"], "\0{v3=1.}, "),
        new("curl", ["curl", "libcurl.so*", "libcurl-gnutls.so*"], "\0libcurl/{v3}", "\0curl {v3} (", "libcurl/{v3}"),
        new("gcc", ["gcc", "gcc-*", "*-gcc", "*-gcc-*"], "\0{v3}\0(GNU) \0", "\0{v3}\0(Debian ", "\0{v3}\0(Ubuntu ", "\0{v3}\0(Alpine ", "\0{v3}\0(Red Hat "),
        new("git", ["git"], "git/{w}\0"),
        new("glibc", ["libc.so.6", "libc-2.*.so"], "GNU C Library ({~80}) stable release version {v}"),
        new("gzip", ["gzip"], "\n\0{v=1.}\0", "\0{v=1.}\0"),
        new("jq", ["jq"], "jq-{w=1.}\0", "\0{w=1.}\0"),
        new("musl", ["ld-musl-*.so.1", "libc.musl-*.so.1", "libc.so"], "\0{v3=1.}\0"),
        new("openssh", ["ssh", "sshd", "sshd-session", "ssh-keygen"], "\0OpenSSH_{p}"),
        new("openssl", ["openssl", "libcrypto.so*", "libcrypto-*", "libssl.so*"], "\0OpenSSL {w}{s}{d} "),
        new("aws-lc", ["openssl", "libcrypto.so*"], "AWS-LC {v3})\0"),
        new("sudo", ["sudo"], "Sudo version %s\n\0{w}\0"),
        new("util-linux", ["getopt", "mount", "libmount.so*", "libblkid.so*"], "\0util-linux {v}\0"),
        // The next digit tells 1.21 from the version of a library.
        new("wget", ["wget"], "\0{v=1.2}\0", "\0{v=1.1}\0"),
        new("xz", ["xz", "liblzma.so*"], "\0xz (XZ Utils) {w}\0", "\0{v3=5.}\0"),
        new("zlib", ["libz.so*"], " deflate {v} Copyright", " inflate {v} Copyright"),
        new("zstd", ["zstd", "libzstd.so*"], "\0v{v3=1.}\0", "{v3=1.}\0\0"),

        // Languages
        new("dart", ["dart"], "\0{v3} (stable) ", "\0{w} (beta) "),
        new("deno", ["deno"], "Deno/{v3}"),
        new("erlang", ["beam.smp", "erlexec"], "/otp_src_{w}/erts/", "/src/otp-{w}/erts/", "]\n\0{v}\0", "\0{v}{0}Erlang/OTP"),
        new("julia", ["libjulia-internal.so*"], "__init__\0{v3}\0verify"),
        new("lua", ["lua", "lua5*", "liblua*.so*"], "Lua {v3}{s}Copyright (C) 1994"),
        new("node", ["node", "nodejs", "libnode.so*"], "node.js/v{v3}", "/download/release/v{v3}/node-v"),
        new(JavaVersion.Product, ["libjvm.so"], " JRE ({w}), built on ", " VM ({w}) for "),
        new("perl", ["perl", "perl5*", "libperl.so*"], "\0v{v3=5.}\0", "/perl5/{v3=5.}"),
        new("php", ["php", "php7*", "php8*", "php-fpm*", "php-cgi*", "libphp*.so"], "X-Powered-By: PHP/{w}\0"),
        new("pypy", ["libpypy*.so*"], "[PyPy {v3}"),
        new("python", ["python", "python2*", "python3*", "libpython2*.so*", "libpython3*.so*"], "\0{w=$name.}\0"),
        new("ruby", ["ruby", "ruby2*", "ruby3*", "libruby*.so*"], "\0ruby {w} (2", "ruby {w} (2"),
        new("rust", ["libstd-????????????????.so", "librustc_driver-*.so"], "(rustc version {v3} (", "rustc version {v3} ("),

        // Servers
        new("envoy", ["envoy"],
            "\0{v3=1.}\0{~1000}envoy_reloadable_features",
            "\0{v3=1.}\0{~200}envoy.reloadable_features",
            "envoy_quic_{~1000}\0{v3=1.}\0",
            "\0{v3=1.}\0{~1000}Unable to",
            "\0{v3=1.}\0{~580}ValidationError"),
        new("fluent-bit", ["fluent-bit"], "\0{v3}{0}{~8}Fluent Bit"),
        new("haproxy", ["haproxy"], " version {v3}{~24}, released 2", " version {w}, released 2", "HA-Proxy version {w} "),
        new("httpd", ["httpd", "apache2"], "Apache/{v3}"),
        new("lighttpd", ["lighttpd"], "\0lighttpd/{v3}\0"),
        new("mariadb", ["mariadbd", "mariadb", "mysqld", "mysql"], "\0{v3}-MariaDB", "{v3}-MariaDB"),
        new("memcached", ["memcached"], "\0memcached {v3}"),
        new("mongodb", ["mongod", "mongos"], "{v3}\0tcmalloc", "{v3}{0}heap_size", "{v3}{0}cppdefines"),
        new("mysql", ["mysqld", "mysql"], "/mysql-{v3}/", "\0{v3}{0}mysql"),
        new("nginx", ["nginx", "nginx-debug"], "nginx version: nginx/{v3}", "nginx version: freenginx/{v3}"),
        new("openresty", ["nginx", "openresty"], "nginx version: openresty/{v}"),
        new("openldap", ["ldapsearch", "slapd"], "$OpenLDAP: ldapsearch {v3}", "$OpenLDAP: slapd {v3}"),
        new("percona-server", ["mysqld", "mysql"], "/percona-server-{w}/"),
        new("postgresql", ["postgres"], "\0PostgreSQL {w} "),
        new("proftpd", ["proftpd"], "\0ProFTPD Version {w}\0"),
        new("redis", ["redis-server", "redis-check-rdb", "redis-check-aof", "redis-sentinel"],
            "{v3}buildkitsandbox-{d}",
            "\0{v3}\0c11-builtin\0",
            "\0{v3}\0atomic-builtin\0",
            "\0{v3}\0sync-builtin\0",
            "Redis version {v3}"),
        new("sqlite", ["sqlite3", "libsqlite3.so*"], "\0{v3=3.}\0"),
        new("valkey", ["valkey-server", "valkey-check-rdb", "valkey-check-aof", "valkey-sentinel"], "{v3}buildkitsandbox-{d}", "\0valkey\0{v3}\0"),
        new("varnish", ["varnishd", "libvarnishapi.so*"], "varnish-{v} revision "),

        // Media
        new("ffmpeg", ["ffmpeg", "ffprobe"], "%s version {v}"),
        new("ffmpeg", ["libavutil.so*", "libavcodec.so*", "libavformat.so*", "libavfilter.so*", "libavdevice.so*", "libswscale.so*", "libswresample.so*"], "FFmpeg version {v}"),
        new("imagemagick", ["magick", "convert", "libMagickCore-*.so*"], "ImageMagick {w} Q", "ImageMagick {w} "),
    ];
}
