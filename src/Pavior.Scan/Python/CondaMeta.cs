using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Scan.Python;

/// <summary>The record that conda, mamba and pixi leave in the <c>conda-meta</c> folder of an environment for each package they installed.</summary>
internal sealed class CondaMeta : IExtractor
{
    /// <summary>A record lists every file with its digest; the largest packages have tens of thousands.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Characters of all paths that one record lists.</summary>
    private const long MaxFileList = 8L * 1024 * 1024;

    private static readonly string[] PackageEndings = [".conda", ".tar.bz2"];

    public ExtractorInfo Info { get; } = new(
        Id: "conda-meta",
        Version: 1,
        Ecosystem: "Conda",
        Title: "Reads the records of installed conda packages and the files they own",
        Modes: ScanModes.Both,
        Patterns: [new FilePattern.Within("conda-meta", ".json")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        var root = json.Root;
        var name = root.TextOf("name"u8);
        var version = root.TextOf("version"u8);
        // Other tools keep state beside the records: pixi's own file names no package.
        if (name is null && version is null && !root.TryGetMember("build"u8, out _))
            return;
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(version))
            throw ParseException.AtLine(file.Path, 1, "a record with name and version");
        into.Add(new Package
        {
            Purl = new PackageUrl("conda", null, name.ToLowerInvariant(), version, Qualifiers(root)),
            Licenses = root.TextOf("license"u8) is { Length: > 0 } license ? [license] : [],
            Requires = Requires(root),
            Files = Files(root, into),
        });
    }

    private static IEnumerable<KeyValuePair<string, string>> Qualifiers(JsonElement root)
    {
        var subdir = root.TextOf("subdir"u8);
        yield return new("build", root.TextOf("build"u8) ?? root.TextOf("build_string"u8) ?? "");
        yield return new("channel", Channel(root.TextOf("channel"u8), subdir));
        yield return new("subdir", subdir ?? "");
        var archive = root.TextOf("fn"u8) ?? root.TextOf("url"u8) ?? "";
        yield return new("type", PackageEndings.FirstOrDefault(e => archive.EndsWith(e, StringComparison.Ordinal))?[1..] ?? "");
    }

    /// <summary>The channel's name: records hold its URL, often with the platform at the end.</summary>
    private static string Channel(string? channel, string? subdir)
    {
        if (channel is null)
            return "";
        var segments = channel.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var count = segments.Length;
        if (count > 1 && segments[count - 1] == subdir)
            count--;
        return count == 0 ? "" : segments[count - 1];
    }

    /// <summary>Match specifications: the name stands before the first space. Names with two underscores are properties of the machine.</summary>
    private static string[] Requires(JsonElement root)
    {
        var names = new DistinctNames();
        foreach (var item in root.ItemsOf("depends"u8))
        {
            if (item.AsText() is not { } text)
                continue;
            var end = text.AsSpan().IndexOfAny(" =<>");
            var name = end < 0 ? text : text[..end];
            if (name.Length > 0 && !name.StartsWith("__", StringComparison.Ordinal))
                names.Add(name);
        }

        return [.. names.All];
    }

    /// <summary>Paths are relative to the environment, which holds the conda-meta folder.</summary>
    private static FileList Files(JsonElement root, Extraction into)
    {
        var path = into.Path;
        var record = path.LastIndexOf("conda-meta/", StringComparison.Ordinal);
        var environment = record < 0 ? "" : path[..record];
        var files = new List<string>();
        var length = 0L;
        foreach (var item in root.ItemsOf("files"u8))
        {
            if (length > MaxFileList)
            {
                into.Add(ParseException.Limit(path, $"a list of owned files of more than {MaxFileList} characters").AsGap());
                return FileList.Empty;
            }

            if (item.AsText() is { Length: > 0 } relative && !relative.Contains('\n', StringComparison.Ordinal))
            {
                files.Add(environment + relative);
                length += files[^1].Length;
            }
        }

        return FileList.From(files);
    }
}
