using System.Globalization;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Formats.Oci;

/// <summary>An image configuration (OCI image-spec, config.md; Docker's image JSON is the same).</summary>
public sealed record OciImageConfig(OciPlatform Platform, IReadOnlyList<Digest> DiffIds)
{
    /// <summary>Bytes of a configuration.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    public DateTimeOffset? Created { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    public IReadOnlyList<OciHistory> History { get; init; } = [];

    /// <exception cref="ParseException">Not an image configuration.</exception>
    public static OciImageConfig Parse(ReadOnlyMemory<byte> json, string path)
    {
        using var document = JsonReading.Parse(json, path);
        var root = document.RootElement;
        if (root.Object("rootfs") is not { } rootfs)
            throw new ParseException(path, 0, "an image configuration with rootfs");
        var config = root.Object("config") ?? default;
        return new OciImageConfig(
            new OciPlatform(root.Text("os") ?? "", root.Text("architecture") ?? "", root.Text("variant")),
            rootfs.Items("diff_ids").Select(d => Diff(d, path)).ToArray())
        {
            Created = DateTimeOffset.TryParse(root.Text("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null,
            User = config.Text("User") is { Length: > 0 } user ? user : null,
            Entrypoint = Texts(config, "Entrypoint"),
            Command = Texts(config, "Cmd"),
            Labels = OciParsing.Strings(config, "Labels"),
            History = root.Items("history").Take(2 * OciManifest.MaxLayers).Select(Line).ToArray(),
        };
    }

    private static Digest Diff(JsonElement element, string path) =>
        Digest.TryParse(element.TextOrNull(), out var digest) ? digest : throw new ParseException(path, 0, "diff ids that are digests");

    private static string[] Texts(JsonElement element, string member) =>
        element.Items(member).Select(i => i.TextOrNull()).OfType<string>().ToArray();

    private static OciHistory Line(JsonElement line) => new(
        line.Text("created_by") ?? "",
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("empty_layer", out var empty) && empty.ValueKind == JsonValueKind.True,
        line.Text("comment"));
}
