using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Debian;

/// <summary>
/// One manifest in the jsonwall format (github.com/canonical/chisel, docs/reference/manifest.md): a JSON object a line, of kind <c>package</c>,
/// <c>slice</c>, <c>path</c> or <c>content</c>. A path names the slices it came with, and a slice's name starts with its package's.
/// </summary>
internal sealed class ChiselManifest(Extraction into)
{
    /// <summary>Characters of all paths, each counted for every package that has it.</summary>
    private const long MaxPaths = 16L * 1024 * 1024;

    /// <summary>What keeping a path costs beside its characters.</summary>
    private const int PathCost = 32;

    private readonly List<(Package Package, string Name)> _packages = [];
    private readonly Dictionary<string, List<string>> _files = new(StringComparer.Ordinal);
    private long _pathCharacters;
    private int _damages;

    public void Read(ReadOnlyMemory<byte> text)
    {
        for (var line = 1; !text.IsEmpty; line++)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var entry = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (entry.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                ReadLine(entry, line);
        }

        foreach (var (package, name) in _packages)
            into.Add(_files.TryGetValue(name, out var files) ? package with { Files = FileList.From(files) } : package);
    }

    private void ReadLine(ReadOnlyMemory<byte> entry, int line)
    {
        // Of most lines only the kind matters; full parsing is kept for the two that say something.
        try
        {
            using var json = JsonFile.ParseObject(into.Path, entry);
            if (line == 1 && json.Root.TextOf("jsonwall"u8) is null)
                throw ParseException.AtLine(into.Path, 1, "the header of a jsonwall file");
            switch (json.Root.TextOf("kind"u8))
            {
                case "package":
                    AddPackage(json.Root, line);
                    break;
                case "path":
                    AddPath(json.Root);
                    break;
            }
        }
        catch (ParseException bad) when (line > 1)
        {
            if (++_damages > Extraction.MaxGaps)
                throw ParseException.Limit(into.Path, $"more than {Extraction.MaxGaps} lines that are no JSON object");
            into.Add(ParseException.AtLine(into.Path, line, "a JSON object").AsGap() with { Kind = bad.Kind });
        }
    }

    private void AddPackage(JsonElement entry, int line)
    {
        if (entry.TextOf("name"u8) is not { Length: > 0 } name || entry.TextOf("version"u8) is not { Length: > 0 } version)
        {
            into.Add(ParseException.AtLine(into.Path, line, "a name and a version of the package").AsGap());
            return;
        }

        if (_packages.Count >= Extraction.MaxPackages)
            throw ParseException.Limit(into.Path, $"more than {Extraction.MaxPackages} packages in one file");
        var architecture = entry.TextOf("arch"u8);
        var package = new Package
        {
            Purl = new PackageUrl("deb", null, name, version, string.IsNullOrEmpty(architecture) ? null : [new("arch", architecture)]),
            Evidence = [new Evidence(into.Path, into.Extractor, Line: line)],
        };
        _packages.Add((package, name));
    }

    private void AddPath(JsonElement entry)
    {
        if (entry.TextOf("path"u8) is not { Length: > 0 } path || path.EndsWith('/') || path.Contains('\n', StringComparison.Ordinal))
            return;
        foreach (var slice in entry.ItemsOf("slices"u8))
        {
            // A slice is called package_part, and a package's name has no underscore.
            var name = slice.AsText()?.Split('_')[0] ?? "";
            if (!_files.TryGetValue(name, out var files))
                _files[name] = files = [];
            if (files.Count > 0 && files[^1] == path)
                continue;
            files.Add(path);
            _pathCharacters += path.Length + PathCost;
            if (_pathCharacters > MaxPaths)
                throw ParseException.Limit(into.Path, $"paths of more than {MaxPaths} characters, each counted for every package that has it");
        }
    }
}
