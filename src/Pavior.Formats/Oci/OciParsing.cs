using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Formats.Oci;

/// <summary>Parts that manifests and indexes share.</summary>
internal static class OciParsing
{
    public static OciDescriptor Descriptor(JsonElement element, string path)
    {
        if (!Digest.TryParse(element.Text("digest"), out var digest))
            throw new ParseException(path, 0, $"a descriptor with a sha256 or sha512 digest, not \"{element.Text("digest")}\"");
        if (!element.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var bytes) || bytes < 0)
            throw new ParseException(path, 0, $"a size for {digest}");
        return new OciDescriptor(element.Text("mediaType") ?? "", digest, bytes)
        {
            Platform = element.Object("platform") is { } platform
                ? new OciPlatform(platform.Text("os") ?? "", platform.Text("architecture") ?? "", platform.Text("variant"))
                : null,
            Annotations = Strings(element, "annotations"),
        };
    }

    /// <summary>The string members of a member object, ordered by key.</summary>
    public static SortedDictionary<string, string> Strings(JsonElement element, string member)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (element.Object(member) is not { } map)
            return found;
        foreach (var entry in map.EnumerateObject())
        {
            if (entry.Value.TextOrNull() is { } text)
                found[entry.Name] = text;
        }

        return found;
    }
}
