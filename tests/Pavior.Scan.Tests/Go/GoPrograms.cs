using System.Buffers.Binary;
using System.Text;
using Pavior.Testing;

namespace Pavior.Scan.Tests.Go;

/// <summary>Programs with build information as the Go linker writes it, in both of its forms.</summary>
internal static class GoPrograms
{
    public const string Modules =
        "path\tacme.example/app/cmd/app\nmod\tacme.example/app\t(devel)\t\n"
        + "dep\texample.org/lib/alpha\tv1.2.3\th1:yEDZ6IdfXP5vztsbZKp7y1ToZHYUsIsgvbXiZke2weU=\n"
        + "dep\texample.org/lib/beta/v2\tv2.0.1\n=>\texample.org/fork/beta/v2\tv2.0.2\th1://EGVyogb308d62VXSVE5aiw9B9rL++wYiRenoR5ExE=\n"
        + "dep\texample.org/lib/delta\tv0.0.0\n=>\t./local/delta\t(devel)\t\n"
        + "build\t-ldflags=\"-s -w -X 'main.version=v1.4.0' -X main.commit=abc\"\nbuild\tGOOS=linux\nbuild\tvcs.revision=e45586c3313c07d762305c96aa9505be109d9ec8\n";

    /// <summary>Since Go 1.18: strings behind the header, each with its length in front.</summary>
    public static byte[] Blob(string version, string modules)
    {
        var framed = Frame(modules);
        return [.. Header(8, 2), .. new byte[16], .. Text(Encoding.UTF8.GetBytes(version)), .. Text(framed), .. new byte[16]];
    }

    /// <summary>Go 1.13 to 1.17: two addresses of string headers, which are addresses and lengths.</summary>
    public static byte[] Pointed(string version, string modules, bool is64, bool big)
    {
        // All in one section, whose address the builder derives from the headers' size.
        var probe = ExecutableBytes.Elf([new(".go.buildinfo", new byte[16], Writable: true)], is64, big);
        var at = ExecutableBytes.Base + (ulong)Array.FindIndex(probe, is64 ? 64 + 56 : 52 + 32, _ => true);
        at = (at + 15) / 16 * 16;
        var size = is64 ? 8 : 4;
        var (versionBytes, framed) = (Encoding.UTF8.GetBytes(version), Frame(modules));
        var data = at + 32 + (ulong)(4 * size);
        byte[] blob =
        [
            .. Header((byte)size, big ? (byte)1 : (byte)0),
            .. Word(at + 32, is64, big), .. Word(at + 32 + (ulong)(2 * size), is64, big), .. new byte[16 - (2 * size)],
            .. Word(data, is64, big), .. Word((ulong)versionBytes.Length, is64, big),
            .. Word(data + (ulong)versionBytes.Length, is64, big), .. Word((ulong)framed.Length, is64, big),
            .. versionBytes, .. framed,
        ];
        return ExecutableBytes.Elf([new(".go.buildinfo", blob, Writable: true)], is64, big);
    }

    private static byte[] Header(byte pointerSize, byte flags) => [0xFF, .. " Go buildinf:"u8, pointerSize, flags];

    private static byte[] Frame(string modules) => modules.Length == 0 ? [] : [.. Enumerable.Repeat((byte)0x30, 16), .. Encoding.UTF8.GetBytes(modules), .. Enumerable.Repeat((byte)0xF9, 16)];

    private static byte[] Text(byte[] text)
    {
        var length = text.Length;
        var prefix = new List<byte>();
        for (; length >= 0x80; length >>= 7)
            prefix.Add((byte)(length | 0x80));
        return [.. prefix, (byte)length, .. text];
    }

    private static byte[] Word(ulong value, bool is64, bool big)
    {
        var bytes = new byte[is64 ? 8 : 4];
        if (is64 && big)
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        else if (is64)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        else if (big)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return bytes;
    }
}
