using System.Globalization;
using Pavior.Core;

namespace Pavior.Scan.MachineLearning;

/// <summary>Language models in the format of llama.cpp and what builds on it.</summary>
internal sealed class GgufModel : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "gguf",
        Version: 1,
        Ecosystem: "Machine learning",
        Title: "Reads name, licence, architecture and quantisation of GGUF models from their header",
        Modes: ScanModes.Both,
        Patterns: [new FilePattern.Ending(".gguf")]);

    public void Extract(FileContent file, Extraction into)
    {
        var header = GgufReader.Read(file);
        var named = header.Text("general.name");
        // The first shard of a split model speaks for the others, which repeat nothing.
        if (named is null && header.Number("split.no") is > 0)
            return;
        into.Add(new Package
        {
            Purl = Purl(file.Path, header, named),
            Confidence = named is null ? Confidence.Low : Confidence.Medium,
            Licenses = header.Text("general.license") is { } license ? [license] : [],
            Supplier = header.Text("general.organization") ?? header.Text("general.author"),
            Properties = Properties(header),
        });
    }

    private static PackageUrl Purl(string path, GgufHeader header, string? named)
    {
        if (ModelPlace.HuggingFace(path) is { } cached)
            return cached;
        const string Hub = "https://huggingface.co/";
        if (header.Text("general.repo_url") is { } url && url.StartsWith(Hub, StringComparison.Ordinal)
            && url[Hub.Length..].Trim('/').Split('/') is [{ Length: > 0 } owner, { Length: > 0 } repository])
            return new PackageUrl("huggingface", owner, repository);
        return new PackageUrl("generic", null, named ?? ModelPlace.Name(path), header.Text("general.version"));
    }

    private static SortedDictionary<string, string> Properties(GgufHeader header)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["gguf:tensors"] = header.Tensors.ToString(CultureInfo.InvariantCulture),
            ["gguf:version"] = header.Version.ToString(CultureInfo.InvariantCulture),
        };
        Set(properties, "gguf:architecture", header.Text("general.architecture"));
        Set(properties, "gguf:base-model", header.Text("general.base_model.0.repo_url") ?? header.Text("general.base_model.0.name"));
        Set(properties, "gguf:finetune", header.Text("general.finetune"));
        Set(properties, "gguf:name", header.Text("general.name"));
        Set(properties, "gguf:quantization", header.Number("general.file_type") is { } type ? GgufFileTypes.Name(type) : null);
        Set(properties, "gguf:size", header.Text("general.size_label"));
        return properties;
    }

    private static void Set(SortedDictionary<string, string> properties, string key, string? value)
    {
        if (value is not null)
            properties[key] = value;
    }
}
