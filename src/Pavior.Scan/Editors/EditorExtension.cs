using System.Buffers;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Editors;

/// <summary>The manifest of an extension of Visual Studio Code, or of an editor made from it.</summary>
internal sealed record EditorExtension
{
    /// <summary>Manifests of language packs reach a megabyte.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int MaxPart = 256;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+");

    public required string Publisher { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary><c>linux-x64</c> and the like; null for an extension that runs everywhere.</summary>
    public string? Platform { get; init; }

    public IReadOnlyList<string> Licenses { get; init; } = [];

    /// <summary><c>publisher.name</c>, as people write it.</summary>
    public string Id => $"{Publisher}.{Name}";

    /// <summary>Null when the manifest is not that of an extension.</summary>
    /// <exception cref="ParseException">It is no JSON object.</exception>
    public static EditorExtension? Read(string path, ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonFile.ParseObject(path, bytes);
        var root = json.Root;
        if (!root.TryGetMember("engines"u8, out var engines) || engines.TextOf("vscode"u8) is null)
            return null;
        var platform = root.TryGetMember("__metadata"u8, out var metadata) ? metadata.TextOf("targetPlatform"u8) : null;
        return Create(
            root.TextOf("publisher"u8), root.TextOf("name"u8), root.TextOf("version"u8), platform, root.TextOf("license"u8));
    }

    /// <summary>Null when a part is missing or could not be one.</summary>
    public static EditorExtension? Create(string? publisher, string? name, string? version, string? platform, string? license)
    {
        if (!IsPart(publisher) || !IsPart(name) || !IsPart(version))
            return null;
        return new EditorExtension
        {
            Publisher = publisher!,
            Name = name!,
            Version = version!,
            Platform = platform is "undefined" or "unknown" or "universal" || !IsPart(platform) ? null : platform,
            Licenses = string.IsNullOrWhiteSpace(license) ? [] : [license.Trim()],
        };
    }

    /// <summary>Marketplaces compare ids without regard to case, so the purl is in lower case.</summary>
    public Package ToPackage() => new()
    {
        Purl = new PackageUrl(
            "vscode-extension",
            Publisher.ToLowerInvariant(),
            Name.ToLowerInvariant(),
            Version,
            Platform is null ? null : [new("platform", Platform)]),
        Supplier = Publisher,
        Licenses = Licenses,
    };

    private static bool IsPart(string? text) => !string.IsNullOrEmpty(text) && text.Length <= MaxPart && !text.AsSpan().ContainsAnyExcept(Letters);
}
