using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;
using Pavior.Formats.Yaml;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Alpine;

/// <summary>
/// A security database in the form of Alpine (secdb), JSON or YAML: for each source package the versions that mended something, with what they
/// mended; the version <c>0</c> stands for what the package never had.
/// </summary>
internal sealed class SecurityFixes
{
    /// <summary>Bytes of one database; Alpine's largest has 1.5 MB, Wolfi's 20 MB.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Fixes in one database, each for one vulnerability.</summary>
    private const int MaxFixes = 5_000_000;

    private readonly string _path;
    private readonly RecordGaps _gaps;
    private readonly Utf8Pool _pool = new();
    private readonly List<(string Id, string? Alias)> _ids = [];

    /// <summary>In the order of the file; a fix that is written down twice is there once.</summary>
    private readonly Dictionary<(string Id, string Package, string Version), string?> _fixes = [];

    private SecurityFixes(string path, RecordGaps gaps)
    {
        _path = path;
        _gaps = gaps;
    }

    /// <summary><c>distroversion</c>: v3.20, edge; empty where a distribution has no releases.</summary>
    public string Release { get; private set; } = "";

    /// <summary><c>urlprefix</c>, where the packages come from.</summary>
    public string UrlPrefix { get; private set; } = "";

    /// <summary>True for a file that starts like a security database, and whose packages lie where the pattern says.</summary>
    /// <param name="pattern">A part of <c>apkurl</c>, which tells apart who uses this form.</param>
    public static bool IsDatabase(ReadOnlySpan<byte> head, ReadOnlySpan<byte> pattern)
    {
        if (head.IndexOf(pattern) < 0)
            return false;
        if (head.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("{"u8))
            return head.IndexOf("\"apkurl\""u8) > 0;
        var lines = new Utf8LineReader(head);
        while (lines.Read())
        {
            var line = lines.Current;
            if (line.IsEmpty || line[0] == '#' || line.SequenceEqual("---"u8))
                continue;
            return line.StartsWith("distroversion:"u8) || line.StartsWith("apkurl:"u8) || line.StartsWith("reponame:"u8) || line.StartsWith("archs:"u8)
                || line.StartsWith("urlprefix:"u8) || line.StartsWith("packages:"u8);
        }

        return false;
    }

    /// <exception cref="ParseException">It is neither JSON nor YAML, or a limit was reached.</exception>
    public static SecurityFixes Read(FileContent file, FeedSink sink)
    {
        var fixes = new SecurityFixes(file.Path, new RecordGaps(file.Path, sink));
        var bytes = file.ReadAll(MaxBytes).Span;
        if (bytes.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("{"u8))
            fixes.ReadJson(bytes);
        else
            fixes.ReadYaml(bytes);
        return fixes;
    }

    /// <summary>One advisory for each vulnerability, in the order of the file.</summary>
    /// <param name="reference">The page about one, where the publisher has some.</param>
    public IEnumerable<Advisory> Advisories(string feed, string ecosystem, Func<string, string?> reference) =>
        from fix in _fixes
        group fix by fix.Key.Id into vulnerability
        select new Advisory
        {
            Id = vulnerability.Key,
            Feed = feed,
            Aliases = [.. vulnerability.Where(f => f.Value is not null).Select(f => f.Value!).Distinct()],
            References = reference(vulnerability.Key) is { } page ? [page] : [],
            Affected =
            [
                .. vulnerability.Select(f => new AffectedPackage
                {
                    Ecosystem = ecosystem,
                    Name = f.Key.Package,
                    IsSource = true,
                    Status = f.Key.Version == "0" ? AffectedStatus.NotAffected : AffectedStatus.Affected,
                    Vulnerable = f.Key.Version == "0" ? VersionRange.All : new([VersionInterval.Before(f.Key.Version)]),
                }),
            ],
        };

    private void ReadJson(ReadOnlySpan<byte> bytes)
    {
        var cursor = new JsonCursor(_path, bytes);
        if (!cursor.EnterObject(out var top))
            throw cursor.Expected("an object with packages");
        while (cursor.NextMember(top))
        {
            if (cursor.Name.SequenceEqual("distroversion"u8))
                Release = _pool.Get(cursor.Utf8);
            else if (cursor.Name.SequenceEqual("urlprefix"u8))
                UrlPrefix = _pool.Get(cursor.Utf8);
            else if (cursor.Name.SequenceEqual("packages"u8) && cursor.EnterArray(out var packages))
            {
                while (cursor.NextItem(packages))
                    ReadPackage(ref cursor);
            }
        }

        cursor.End();
    }

    private void ReadPackage(ref JsonCursor cursor)
    {
        if (!cursor.EnterObject(out var wrapper))
            throw cursor.Expected("an object with the member pkg");
        while (cursor.NextMember(wrapper))
        {
            if (!cursor.Name.SequenceEqual("pkg"u8) || !cursor.EnterObject(out var package))
                continue;
            var name = "";
            var found = new List<(string Version, byte[] Id)>();
            while (cursor.NextMember(package))
            {
                if (cursor.Name.SequenceEqual("name"u8))
                    name = _pool.Get(cursor.Utf8);
                else if (cursor.Name.SequenceEqual("secfixes"u8) && cursor.EnterObject(out var versions))
                    ReadVersions(ref cursor, versions, found);
            }

            foreach (var (version, id) in found)
                Add(name, version, id);
        }
    }

    /// <summary>The name may come after the fixes.</summary>
    private void ReadVersions(ref JsonCursor cursor, int depth, List<(string Version, byte[] Id)> found)
    {
        while (cursor.NextMember(depth))
        {
            var version = _pool.Get(cursor.Name);
            if (!cursor.EnterArray(out var ids))
                continue;
            while (cursor.NextItem(ids))
            {
                if (found.Count == MaxFixes)
                    throw TooMany();
                found.Add((version, cursor.Utf8.ToArray()));
            }
        }
    }

    private void ReadYaml(ReadOnlySpan<byte> bytes)
    {
        if (YamlStream.ParseSingle(_path, bytes).Root is not YamlMapping root)
            throw ParseException.AtLine(_path, 1, "a mapping with packages");
        Release = root.TextOf("distroversion") ?? "";
        UrlPrefix = root.TextOf("urlprefix") ?? "";
        foreach (var item in (root["packages"] as YamlSequence)?.Items ?? [])
        {
            if ((item as YamlMapping)?["pkg"] is not YamlMapping package)
                throw ParseException.AtLine(_path, item.Line, "a mapping with the key pkg");
            foreach (var version in (package["secfixes"] as YamlMapping)?.Entries ?? [])
            {
                foreach (var id in (version.Value as YamlSequence)?.Items ?? [])
                    Add(package.TextOf("name") ?? "", version.Name ?? "", System.Text.Encoding.UTF8.GetBytes(id.Text ?? ""));
            }
        }
    }

    private void Add(string package, string version, ReadOnlySpan<byte> text)
    {
        version = version.Trim();
        _ids.Clear();
        SecurityFixIds.Read(text, _pool, _ids);
        if (package.Length == 0 || version.Length == 0 || _ids.Count == 0)
            _gaps.At($"{(package.Length == 0 ? "a package" : package)} {version}".TrimEnd(), "a package, a version and the name of a vulnerability");
        else
        {
            foreach (var (id, alias) in _ids)
            {
                if (_fixes.Count == MaxFixes)
                    throw TooMany();
                _fixes.TryAdd((id, package, version), alias);
            }
        }
    }

    private ParseException TooMany() => ParseException.Limit(_path, $"more than {MaxFixes} fixes");
}
