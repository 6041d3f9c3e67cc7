using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Java;

/// <summary>
/// The <c>release</c> file that every JDK and JRE since Java 7 carries in its folder. Named as Syft names it, since no registry
/// issues these: <c>pkg:generic/oracle/openjdk</c>, azul/zulu, oracle/jdk.
/// </summary>
internal sealed class JvmRelease : IExtractor
{
    private const int MaxBytes = 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "jvm-release",
        Version: 1,
        Ecosystem: "Java",
        Title: "The release file of Java installations: vendor and exact version of the runtime",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Named("release")]);

    /// <summary>Many files are called release; those without a Java version are somebody else's.</summary>
    public void Extract(FileContent file, Extraction into)
    {
        if (file.Length > MaxBytes)
            return;
        var values = Parse(TextFile.Read(file, MaxBytes));
        if (Version(values) is not { } version)
            return;
        var (vendor, name) = Product(values, file.Path);
        into.Add(new Package
        {
            Purl = new PackageUrl("generic", vendor, name, version, Repository(values)),
            Confidence = Confidence.Medium,
            Supplier = values.GetValueOrDefault("IMPLEMENTOR"),
            Properties = Properties(values),
        });
    }

    /// <summary>Lines <c>KEY="value"</c>.</summary>
    private static Dictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new TextLines(text);
        while (lines.MoveNext())
        {
            var equals = lines.Current.IndexOf('=');
            if (equals > 0 && lines.Current[(equals + 1)..].Trim().Trim('"') is { IsEmpty: false } value)
                values[lines.Current[..equals].Trim().ToString()] = value.ToString();
        }

        return values;
    }

    /// <summary>JAVA_RUNTIME_VERSION has the build; FULL_VERSION too, where it is the same version and not a vendor's own.</summary>
    private static string? Version(Dictionary<string, string> values)
    {
        var java = values.GetValueOrDefault("JAVA_VERSION");
        if (values.GetValueOrDefault("JAVA_RUNTIME_VERSION") is { } runtime && MavenId.IsPart(runtime))
            return runtime;
        if (values.GetValueOrDefault("FULL_VERSION") is { } full && MavenId.IsPart(full) && java is not null && Major(full) == Major(java))
            return full;
        return MavenId.IsPart(java) ? java : null;
    }

    private static string Major(string version) => version[..Math.Max(0, version.IndexOf('.', StringComparison.Ordinal))];

    private static (string Vendor, string Name) Product(Dictionary<string, string> values, string path)
    {
        var implementor = values.GetValueOrDefault("IMPLEMENTOR") ?? "";
        if (Has(implementor, "azul") || Has(path, "zulu"))
            return ("azul", "zulu");
        var kind = values.GetValueOrDefault("IMAGE_TYPE") switch
        {
            { } type => Has(type, "jre") ? "jre" : "jdk",
            null => values.GetValueOrDefault("MODULES") is { } modules && !Has(modules, "jdk.compiler") ? "jre" : "jdk",
        };
        if (Has(implementor, "sun microsystems"))
            return ("sun", kind);
        return Has(implementor, "oracle") || Has(path, "oracle") ? ("oracle", kind) : ("oracle", "openjdk");
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static KeyValuePair<string, string>[] Repository(Dictionary<string, string> values)
    {
        var source = values.GetValueOrDefault("SOURCE_REPO") ?? values.GetValueOrDefault("BUILD_SOURCE_REPO");
        return source is null ? [] : [new("repository_url", source)];
    }

    private static SortedDictionary<string, string> Properties(Dictionary<string, string> values)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, property) in (ReadOnlySpan<(string, string)>)
        [
            ("IMAGE_TYPE", "jvm:image-type"), ("IMPLEMENTOR_VERSION", "jvm:implementor-version"), ("JAVA_VERSION_DATE", "jvm:date"),
            ("JVM_VARIANT", "jvm:variant"), ("SOURCE", "jvm:source"),
        ])
        {
            if (values.GetValueOrDefault(key) is { } value)
                properties[property] = value;
        }

        return properties;
    }
}
