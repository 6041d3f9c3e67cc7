using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Binaries;

/// <summary>The <c>release</c> file in the home folder of a Java runtime: <c>KEY="value"</c> lines (JEP 223).</summary>
internal sealed class JavaReleaseExtractor : IExtractor
{
    private const int MaxFile = 64 << 10;

    public ExtractorInfo Info { get; } = new(
        "java-release",
        1,
        "Java",
        "The release file of a Java runtime: its version and who built it",
        ScanModes.Image,
        [new FilePattern.Named("release")]);

    public void Extract(FileContent file, Extraction into)
    {
        // Many things are called release; one that is larger is not this.
        if (file.Length > MaxFile)
            return;
        var values = Parse(file.ReadAll(MaxFile).Span);
        if (!values.TryGetValue("JAVA_VERSION", out var version) || version.Length == 0)
            return;
        var full = values.GetValueOrDefault("JAVA_RUNTIME_VERSION") is { } runtime && runtime.StartsWith(version, StringComparison.Ordinal)
            ? JavaVersion.Normalize(runtime)
            : JavaVersion.Normalize(version);
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (values.TryGetValue("IMAGE_TYPE", out var image) && image.Length > 0)
            properties["java:image-type"] = image;
        into.Add(new Package
        {
            Purl = new PackageUrl("generic", null, JavaVersion.Product, full),
            Supplier = values.GetValueOrDefault("IMPLEMENTOR") is { Length: > 0 } maker ? maker : null,
            Confidence = Confidence.High,
            Properties = properties,
        });
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimEnd((byte)'\r');
            var equals = line.IndexOf((byte)'=');
            if (equals > 0)
                values.TryAdd(Encoding.UTF8.GetString(line[..equals]), Encoding.UTF8.GetString(line[(equals + 1)..].Trim((byte)'"')));
        }

        return values;
    }
}
