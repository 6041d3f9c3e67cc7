using System.Buffers;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Php;

/// <summary>Reads one package as Composer writes it into composer.lock and installed.json (getcomposer.org/doc/04-schema.md).</summary>
internal static class ComposerPackage
{
    private const int MaxNameLength = 256;

    private const int MaxListed = 10_000;

    private static readonly SearchValues<char> NameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Adds the package, or a gap at its line when it has no name or version.</summary>
    public static void Add(JsonFile json, JsonElement entry, Relation relation, DependencyScope scope, Extraction into)
    {
        var line = json.LineOf(entry);
        var name = entry.TextOf("name"u8);
        var version = entry.TextOf("version"u8)?.Trim();
        if (!IsName(name))
        {
            into.Expect(line, "a package named vendor/name");
            return;
        }

        if (string.IsNullOrEmpty(version))
        {
            into.Expect(line, $"a version of {name}");
            return;
        }

        var slash = name!.IndexOf('/', StringComparison.Ordinal);
        into.Add(new Package
        {
            Purl = new PackageUrl("composer", name[..slash], name[(slash + 1)..], version, Origin(entry, version)),
            Relation = relation,
            Scope = scope,
            Licenses = Texts(entry, "license"u8),
            Supplier = Supplier(entry),
            Requires = Requires(entry),
            Evidence = [new Evidence(json.Path, into.Extractor, Line: line)],
            Properties = Properties(entry),
        });
    }

    public static bool IsName(string? name)
    {
        if (name is null || name.Length > MaxNameLength)
            return false;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < name.Length - 1
            && !name.AsSpan(0, slash).ContainsAnyExcept(NameLetters) && !name.AsSpan(slash + 1).ContainsAnyExcept(NameLetters);
    }

    /// <summary>A branch is no version that anyone can look up: only its commit says what it is.</summary>
    private static KeyValuePair<string, string>[] Origin(JsonElement entry, string version)
    {
        var isBranch = version.StartsWith("dev-", StringComparison.Ordinal) || version.EndsWith("-dev", StringComparison.Ordinal);
        if (!isBranch || !entry.TryGetMember("source"u8, out var source) || source.TextOf("type"u8) is not { } type)
            return [];
        var address = WithoutUser(source.TextOf("url"u8));
        var commit = source.TextOf("reference"u8);
        return type is "git" or "hg" or "svn" && address is not null && !string.IsNullOrEmpty(commit)
            ? [new("vcs_url", $"{type}+{address}@{commit}")]
            : [];
    }

    /// <summary>Null for anything but a web address: a local path means nothing elsewhere, and a token before the host is a secret.</summary>
    private static string? WithoutUser(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "git" or "ssh"))
            return null;
        return $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}";
    }

    /// <summary>Platform requirements (php, ext-json, lib-curl, composer-runtime-api) are no packages: these have a vendor.</summary>
    private static List<string> Requires(JsonElement entry)
    {
        var names = new List<string>();
        foreach (var member in entry.MembersOf("require"u8))
        {
            if (IsName(member.Name) && names.Count < MaxListed)
                names.Add(member.Name.ToLowerInvariant());
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static List<string> Texts(JsonElement entry, ReadOnlySpan<byte> name)
    {
        var texts = new List<string>();
        if (entry.TextOf(name) is { Length: > 0 } one)
            texts.Add(one);
        foreach (var item in entry.ItemsOf(name))
        {
            if (item.AsText() is { Length: > 0 } text && texts.Count < MaxListed)
                texts.Add(text);
        }

        return texts;
    }

    private static string? Supplier(JsonElement entry)
    {
        foreach (var author in entry.ItemsOf("authors"u8))
        {
            if (author.TextOf("name"u8) is { Length: > 0 } name)
                return author.TextOf("email"u8) is { Length: > 0 } email ? $"{name} <{email}>" : name;
        }

        return null;
    }

    private static System.Collections.ObjectModel.ReadOnlyDictionary<string, string> Properties(JsonElement entry) =>
        entry.TextOf("type"u8) is { } type and not ("library" or "")
            ? new Dictionary<string, string> { ["composer:type"] = type }.AsReadOnly()
            : System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
