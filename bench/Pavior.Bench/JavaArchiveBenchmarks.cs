using System.IO.Compression;
using System.Text;
using BenchmarkDotNet.Attributes;
using Pavior.Core;
using Pavior.Scan.Java;

namespace Pavior.Bench;

/// <summary>A Spring-Boot-like jar: classes of its own, and libraries with Maven files, stored and deflated.</summary>
[MemoryDiagnoser]
public class JavaArchiveBenchmarks
{
    private const int Classes = 400;

    private readonly JavaArchive _extractor = new();
    private byte[] _jar = [];

    [Params(20, 200)]
    public int Libraries { get; set; }

    [Params(CompressionLevel.NoCompression, CompressionLevel.Optimal)]
    public CompressionLevel Nested { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var libraries = Enumerable.Range(0, Libraries).Select(i => new KeyValuePair<string, byte[]>(
            $"BOOT-INF/lib/library-{i}-1.{i}.jar", Jar(random, "library-" + i, "1." + i, [], CompressionLevel.Optimal)));
        _jar = Jar(random, "application", "2.0", libraries, Nested);
    }

    [Benchmark]
    public int Extract()
    {
        var into = new Extraction(_extractor.Info.Id, "app/application-2.0.jar");
        _extractor.Extract(new MemoryFileContent(into.Path, _jar), into);
        return into.Packages.Count == Libraries + 1 ? into.Packages.Count : throw new InvalidOperationException("not every library was found");
    }

    private static byte[] Jar(Random random, string name, string version, IEnumerable<KeyValuePair<string, byte[]>> nested, CompressionLevel level)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            Write(zip, "META-INF/MANIFEST.MF", Encoding.UTF8.GetBytes($"Manifest-Version: 1.0\r\nBundle-SymbolicName: org.acme.{name}\r\n\r\n"), CompressionLevel.Optimal);
            Write(zip, $"META-INF/maven/org.acme/{name}/pom.properties", Encoding.UTF8.GetBytes($"groupId=org.acme\nartifactId={name}\nversion={version}\n"), CompressionLevel.Optimal);
            var code = new byte[1500];
            for (var i = 0; i < Classes; i++)
            {
                random.NextBytes(code.AsSpan(0, 700));
                Write(zip, $"org/acme/{name}/Class{i}.class", code, CompressionLevel.Optimal);
            }

            foreach (var (path, jar) in nested)
                Write(zip, path, jar, level);
        }

        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string path, byte[] content, CompressionLevel level)
    {
        using var stream = zip.CreateEntry(path, level).Open();
        stream.Write(content);
    }
}
