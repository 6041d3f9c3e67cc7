using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Php;

/// <summary>
/// Reads WordPress: its version from wp-includes/version.php, and the plugins and themes in wp-content from the header comments that
/// WordPress itself reads (get_file_data: the first 8 KiB of a file).
/// </summary>
internal sealed class WordPressExtractor : IExtractor
{
    private const int HeaderBytes = 8 * 1024;

    private const int MaxVersion = 64;

    /// <summary>Where images keep a site: the official one, Debian's package, the usual document roots.</summary>
    private static readonly string[] Sites = ["usr/src/wordpress", "usr/share/wordpress", "var/www/html", "var/www", "app", "srv/www", "opt/bitnami/wordpress", "bitnami/wordpress"];

    public ExtractorInfo Info { get; } = new(
        Id: "wordpress",
        Version: 1,
        Ecosystem: "PHP",
        Title: "wp-includes/version.php proves WordPress; headers in wp-content prove its plugins and themes.",
        Modes: ScanModes.Image,
        Patterns:
        [
            new FilePattern.Ending("/wp-includes/version.php"),
            .. Sites.Select(site => new FilePattern.Below($"{site}/wp-content/plugins/", ".php")),
            .. Sites.Select(site => new FilePattern.Below($"{site}/wp-content/themes/", "/style.css")),
        ]);

    public void Extract(FileContent file, Extraction into)
    {
        if (file.Path.EndsWith("/wp-includes/version.php", StringComparison.Ordinal))
        {
            var version = Version(Head(file)) ?? throw ParseException.AtLine(file.Path, 1, "a line $wp_version = '...'");
            into.Add(new Package { Purl = new PackageUrl("generic", null, "wordpress", version), Confidence = Confidence.Medium });
            return;
        }

        if (Slug(file.Path, "/plugins/") is { } plugin)
            AddPart("wordpress-plugin", plugin, "Plugin Name", file, into);
        else if (Slug(file.Path, "/themes/") is { } theme && file.Path.EndsWith($"/{theme}/style.css", StringComparison.Ordinal))
            AddPart("wordpress-theme", theme, "Theme Name", file, into);
    }

    /// <summary>A file without the header is one of the many others of a plugin.</summary>
    private static void AddPart(string type, string slug, string field, FileContent file, Extraction into)
    {
        var head = Head(file);
        if (Field(head, field) is null)
            return;
        var version = Field(head, "Version");
        into.Add(new Package
        {
            Purl = new PackageUrl(type, null, slug, version is { Length: <= MaxVersion } ? version : null),
            Confidence = Confidence.Medium,
            Licenses = Field(head, "License") is { } license ? [license] : [],
            Supplier = Field(head, "Author"),
        });
    }

    /// <summary>The folder of a plugin or theme when the file lies directly in it, or the name of a plugin that is a single file.</summary>
    private static string? Slug(string path, string kind)
    {
        var start = path.IndexOf("/wp-content" + kind, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var inside = path[(start + 11 + kind.Length)..].Split('/');
        return inside.Length switch
        {
            2 when inside[0].Length > 0 => inside[0],
            1 when inside[0].EndsWith(".php", StringComparison.Ordinal) && inside[0].Length > 4 => inside[0][..^4],
            _ => null,
        };
    }

    private static string Head(FileContent file)
    {
        var bytes = new byte[HeaderBytes];
        var read = file.ReadAt(0, bytes);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, read));
    }

    private static string? Version(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.Trim();
            if (!rest.StartsWith("$wp_version"))
                continue;
            rest = rest["$wp_version".Length..].TrimStart();
            if (rest.IsEmpty || rest[0] != '=')
                continue;
            rest = rest[1..].Trim().TrimEnd(';').Trim();
            if (rest.Length is > 2 and <= MaxVersion && rest[0] is '\'' or '"' && rest[^1] == rest[0])
                return rest[1..^1].ToString();
        }

        return null;
    }

    /// <summary>The value of <c>Field: value</c> in a comment.</summary>
    private static string? Field(string text, string name)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.Trim();
            if (rest.StartsWith("<?php", StringComparison.OrdinalIgnoreCase))
                rest = rest[5..];
            rest = rest.TrimStart(" \t/*#@");
            if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            rest = rest[name.Length..];
            if (rest.IsEmpty || rest[0] != ':')
                continue;
            var value = rest[1..];
            var end = value.IndexOf("*/");
            value = (end < 0 ? value : value[..end]).Trim();
            return value.IsEmpty ? null : value.ToString();
        }

        return null;
    }
}
