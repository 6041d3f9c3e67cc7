using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using Pavior.Formats.Deflate;

namespace Pavior.Bench;

/// <summary>Unpacking what layers hold: programs (the assemblies of the runtime) and text (the documentation of this build), by our reader and by the system's.</summary>
[ShortRunJob]
public class GzipBenchmarks
{
    private const int MaxPlain = 64 * 1024 * 1024;

    private readonly byte[] _buffer = new byte[128 * 1024];
    private byte[] _packed = [];
    private long _length;

    [Params("*.dll", "*.xml")]
    public string Files { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var folder = Files == "*.dll" ? Path.GetDirectoryName(typeof(object).Assembly.Location)! : AppContext.BaseDirectory;
        var packed = new MemoryStream();
        using (var zipping = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(folder, Files).Order(StringComparer.Ordinal).TakeWhile(_ => _length < MaxPlain))
            {
                var plain = File.ReadAllBytes(file);
                zipping.Write(plain);
                _length += plain.Length;
            }
        }

        _packed = packed.ToArray();
    }

    [Benchmark(Baseline = true)]
    public long System() => Drain(new GZipStream(new MemoryStream(_packed), CompressionMode.Decompress));

    [Benchmark]
    public long Ours() => Drain(new GzipReader(new MemoryStream(_packed)));

    private long Drain(Stream stream)
    {
        using var plain = stream;
        var total = 0L;
        for (int read; (read = plain.Read(_buffer)) > 0;)
            total += read;
        return total == _length ? total : throw new InvalidOperationException("not every byte was unpacked");
    }
}
