using System.Collections.Frozen;
using System.Collections.ObjectModel;
using Pavior.Core;

namespace Pavior.Scan.Editors;

/// <summary>
/// Reads extensions where Visual Studio Code and its relatives keep them: <c>extensions/publisher.name-version[-platform]</c>, in a
/// user's folder or wherever an image puts it. Folders of other names hold what the editor itself ships: vendored.
/// </summary>
internal sealed class VsCodeExtensionExtractor : IExtractor
{
    private static readonly FrozenDictionary<string, string> Editors = new Dictionary<string, string>
    {
        [".vscode"] = "vscode",
        [".vscode-server"] = "vscode",
        [".vscode-remote"] = "vscode",
        [".vscode-insiders"] = "vscode-insiders",
        [".vscode-server-insiders"] = "vscode-insiders",
        [".vscode-oss"] = "vscodium",
        [".vscodium-server"] = "vscodium",
        [".cursor"] = "cursor",
        [".cursor-server"] = "cursor",
        [".windsurf"] = "windsurf",
        [".windsurf-server"] = "windsurf",
        [".trae"] = "trae",
        [".kiro"] = "kiro",
        [".antigravity"] = "antigravity",
        [".positron"] = "positron",
        ["code-server"] = "code-server",
        [".openvscode-server"] = "openvscode-server",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public ExtractorInfo Info { get; } = new(
        Id: "vscode-extension",
        Version: 1,
        Ecosystem: "Editor extensions",
        Title: "extensions/publisher.name-version/package.json proves an installed extension of Visual Studio Code, Cursor, VSCodium, Windsurf and their relatives.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Named("package.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        var parts = file.Path.Split('/');
        if (parts.Length < 3 || parts[^3] != "extensions")
            return;
        var folder = parts[^2];
        var editor = Editor(parts);
        EditorExtension? extension;
        try
        {
            extension = EditorExtension.Read(file.Path, file.ReadAll(EditorExtension.MaxBytes));
        }
        catch (ParseException) when (editor is null)
        {
            // Many programs have a folder of this name; only an editor's promises manifests of extensions.
            return;
        }

        if (extension is null)
            return;
        var isInstalled = folder.StartsWith($"{extension.Id}-{extension.Version}", StringComparison.OrdinalIgnoreCase);
        var package = (extension with { Platform = extension.Platform ?? Platform(folder, extension) }).ToPackage();
        into.Add(package with
        {
            Relation = isInstalled ? Relation.Installed : Relation.Vendored,
            Confidence = isInstalled ? Confidence.High : Confidence.Medium,
            Properties = editor is null
                ? ReadOnlyDictionary<string, string>.Empty
                : new Dictionary<string, string> { ["editor:name"] = editor }.AsReadOnly(),
        });
    }

    private static string? Editor(string[] parts)
    {
        for (var i = parts.Length - 4; i >= 0; i--)
        {
            if (Editors.TryGetValue(parts[i], out var name))
                return name;
        }

        return null;
    }

    /// <summary>What follows the version in the folder's name.</summary>
    private static string? Platform(string folder, EditorExtension extension)
    {
        var start = $"{extension.Id}-{extension.Version}-";
        return folder.Length > start.Length && folder.StartsWith(start, StringComparison.OrdinalIgnoreCase)
            && EditorExtension.Create("p", "n", "1", folder[start.Length..], null)?.Platform is { } platform && platform != "universal"
            ? platform
            : null;
    }
}
