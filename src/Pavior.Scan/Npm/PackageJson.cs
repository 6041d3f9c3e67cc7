using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Scan.Npm;

/// <summary>What a package.json says about its package.</summary>
internal sealed record PackageJson
{
    /// <summary>The largest published manifests, which carry whole readmes, stay below a tenth of it.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>More requirements than this are not a manifest.</summary>
    private const int MaxRequires = 10_000;

    public string? Name { get; init; }

    public string? Version { get; init; }

    /// <summary>True when its makers forbid to publish it: then no registry knows it, and no advisory speaks of it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>True for an extension of Visual Studio Code or an editor made from it.</summary>
    public bool IsEditorExtension { get; init; }

    public IReadOnlyList<string> Licenses { get; init; } = [];

    public string? Supplier { get; init; }

    public IReadOnlyList<string> Requires { get; init; } = [];

    public static PackageJson Read(FileContent file)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        var root = json.Root;
        return new PackageJson
        {
            Name = root.TextOf("name"u8),
            Version = root.TextOf("version"u8),
            IsPrivate = root.IsTrue("private"u8),
            IsEditorExtension = root.TryGetMember("engines"u8, out var engines) && engines.TryGetMember("vscode"u8, out _),
            Licenses = LicensesOf(root),
            Supplier = SupplierOf(root),
            Requires = RequiresOf(root),
        };
    }

    /// <summary>Names behind the requirements that an installation has to meet.</summary>
    public static IReadOnlyList<string> RequiresOf(JsonElement package)
    {
        DistinctNames? names = null;
        foreach (var member in package.MembersOf("dependencies"u8))
            Add(ref names, member);
        foreach (var member in package.MembersOf("optionalDependencies"u8))
            Add(ref names, member);
        return names is null ? [] : names.Sorted();
    }

    /// <summary><c>license</c> as text or object, and the older <c>licenses</c> as a list of either.</summary>
    public static IReadOnlyList<string> LicensesOf(JsonElement package)
    {
        if (package.TryGetMember("license"u8, out var license))
            return LicenseList(license);
        return package.TryGetMember("licenses"u8, out var licenses) ? LicenseList(licenses) : [];
    }

    private static void Add(ref DistinctNames? names, JsonProperty member)
    {
        var name = NpmName.Resolve(member.Name, member.Value.AsText());
        names ??= new DistinctNames();
        if (names.Count < MaxRequires && NpmName.IsValid(name))
            names.Add(name);
    }

    private static List<string> LicenseList(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return LicenseText(value) is { } one ? [one] : [];
        var list = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (LicenseText(item) is { } text && !list.Contains(text) && list.Count < 32)
                list.Add(text);
        }

        return list;
    }

    private static string? LicenseText(JsonElement value)
    {
        var text = (value.AsText() ?? value.TextOf("type"u8) ?? value.TextOf("name"u8))?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? SupplierOf(JsonElement package)
    {
        if (!package.TryGetMember("author"u8, out var author))
            return null;
        var text = author.AsText()?.Trim();
        if (text is null && author.TextOf("name"u8)?.Trim() is { Length: > 0 } name)
            text = author.TextOf("email"u8) is { Length: > 0 } email ? $"{name} <{email}>" : name;
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
