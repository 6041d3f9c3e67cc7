using Pavior.Core;

namespace Pavior.Scan.MachineLearning;

/// <summary>What a model file's path says: the repository and commit when it lies in a Hugging Face cache, a name otherwise.</summary>
internal static class ModelPlace
{
    /// <summary>Names that tools give to every model they save; the folder then says more.</summary>
    private static readonly string[] CommonNames =
    [
        "adapter_model", "consolidated", "diffusion_pytorch_model", "ggml-model", "model", "open_clip_model", "pytorch_model",
    ];

    /// <summary><c>models--OWNER--NAME/snapshots/COMMIT/…</c>, the layout of huggingface_hub.</summary>
    public static PackageUrl? HuggingFace(string path)
    {
        var segments = path.Split('/');
        for (var i = 0; i + 3 < segments.Length; i++)
        {
            if (segments[i + 1] != "snapshots" || !segments[i].StartsWith("models--", StringComparison.Ordinal))
                continue;
            var parts = segments[i]["models--".Length..].Split("--");
            if (parts.Length == 1 && parts[0].Length > 0)
                return new PackageUrl("huggingface", null, parts[0], segments[i + 2]);
            if (parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0)
                return new PackageUrl("huggingface", parts[0], parts[1], segments[i + 2]);
        }

        return null;
    }

    /// <summary>The file's name without ending and shard number, or its folder's where every model's file is called like that.</summary>
    public static string Name(string path)
    {
        var slash = path.LastIndexOf('/');
        var file = path[(slash + 1)..];
        var dot = file.LastIndexOf('.');
        var stem = WithoutShard(dot <= 0 ? file : file[..dot]);
        var folder = slash <= 0 ? "" : path[(path.LastIndexOf('/', slash - 1) + 1)..slash];
        return folder.Length > 0 && CommonNames.Contains(stem) ? folder : stem;
    }

    /// <summary>Takes off <c>-00001-of-00003</c>.</summary>
    private static string WithoutShard(string stem)
    {
        const int Length = 15;
        if (stem.Length <= Length)
            return stem;
        var shard = stem.AsSpan(stem.Length - Length);
        return shard[0] == '-' && shard[6..10].SequenceEqual("-of-")
            && !shard[1..6].ContainsAnyExceptInRange('0', '9') && !shard[10..].ContainsAnyExceptInRange('0', '9')
                ? stem[..^Length]
                : stem;
    }
}
