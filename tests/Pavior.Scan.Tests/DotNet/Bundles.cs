using System.IO.Compression;
using System.Text;
using Pavior.Testing;

namespace Pavior.Scan.Tests.DotNet;

/// <summary>Single-file applications as Microsoft.NET.HostModel writes them.</summary>
internal static class Bundles
{
    private static readonly byte[] Marker = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    public sealed record Member(string Path, byte Kind, byte[] Content, bool Compress = false);

    /// <param name="major">1 (.NET Core 3), 2 (.NET 5) or 6.</param>
    public static byte[] Make(Func<byte[], byte[]> host, uint major, params Member[] members)
    {
        var bare = host([.. new byte[8], .. Marker]);
        var files = new MemoryStream();
        var table = new MemoryStream();
        using var writer = new BinaryWriter(table, Encoding.UTF8);
        writer.Write(major);
        writer.Write(0u);
        writer.Write(members.Length);
        writer.Write("bundle-id");
        if (major >= 2)
            writer.Write(new byte[40]);
        foreach (var member in members)
        {
            var stored = member.Compress ? Deflate(member.Content) : member.Content;
            writer.Write(bare.Length + files.Length);
            writer.Write((long)member.Content.Length);
            if (major >= 6)
                writer.Write(member.Compress ? (long)stored.Length : 0);
            writer.Write(member.Kind);
            writer.Write(member.Path);
            files.Write(stored);
        }

        return [.. host([.. BitConverter.GetBytes(bare.Length + files.Length), .. Marker]), .. files.ToArray(), .. table.ToArray()];
    }

    public static byte[] Elf(byte[] data) => ExecutableBytes.Elf([new(".rodata", new byte[8]), new(".data", [.. new byte[24], .. data], Writable: true)]);

    public static byte[] Pe(byte[] data) => ExecutableBytes.Pe([new(".data", [.. new byte[24], .. data], Writable: true)]);

    public static byte[] MachO(byte[] data) => ExecutableBytes.MachO([new("__data", [.. new byte[24], .. data], Writable: true)]);

    private static byte[] Deflate(byte[] content)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
            deflate.Write(content);
        return packed.ToArray();
    }
}
