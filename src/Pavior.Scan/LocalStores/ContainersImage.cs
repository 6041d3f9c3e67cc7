using System.Text.Json;
using Pavior.Formats.Json;

namespace Pavior.Scan.LocalStores;

/// <summary>One entry of images.json.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Names">Full references.</param>
/// <param name="Layer">Id of the topmost layer; null for an image without layers.</param>
/// <param name="Digests">Digests of its manifest, and of the index it was chosen from.</param>
internal sealed record ContainersImage(string Id, IReadOnlyList<string> Names, string? Layer, IReadOnlyList<string> Digests)
{
    /// <summary>Null for an entry without a valid id.</summary>
    public static ContainersImage? Read(JsonElement entry) => entry.Text("id") is { } id && IsHex(id)
        ? new ContainersImage(
            id,
            entry.Items("names").Select(n => n.TextOrNull()).OfType<string>().ToArray(),
            entry.Text("layer"),
            [
                .. entry.Text("digest") is { } digest ? [digest] : Array.Empty<string>(),
                .. entry.Items("big-data-names").Select(n => n.TextOrNull()).OfType<string>()
                    .Where(n => n.StartsWith("manifest-", StringComparison.Ordinal)).Select(n => n["manifest-".Length..]),
            ])
        : null;

    /// <summary>What people know it by.</summary>
    public string DisplayName => Names.Count > 0 ? Names[0] : Id;

    /// <summary>True for what can be a file name of the store.</summary>
    public static bool IsHex(string id) => id.Length is > 0 and <= 64 && id.All(char.IsAsciiHexDigitLower);

    /// <summary>True when a person means this image.</summary>
    public bool IsCalled(string written)
    {
        if (LocalImageName.IsId(written) && Id.StartsWith(LocalImageName.WithoutAlgorithm(written), StringComparison.Ordinal))
            return true;
        var at = written.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0 && !Digests.Contains(written[(at + 1)..], StringComparer.Ordinal))
            return false;
        return Names.Any(n => LocalImageName.Matches(n, written));
    }
}
