using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Formats.Vex;

/// <summary>
/// The product tree of a CSAF document: what each product id stands for. A combination (<c>relationships</c> in 2.0, <c>product_paths</c> in 2.1)
/// stands for a path: a component, what it is part of, and so on up to the product that is shipped.
/// </summary>
internal sealed class CsafProductTree(string path, VexGaps gaps, Utf8Pool pool)
{
    /// <summary>Products and combinations of one document.</summary>
    private const int MaxProducts = 1_000_000;

    /// <summary>Steps from a component up to its product; a package in a module in a product has two.</summary>
    private const int MaxPath = 8;

    /// <summary>Product ids that groups and combinations of one document list.</summary>
    private const int MaxMembers = 5_000_000;

    /// <summary>Names of one kind that a product has when all its definitions are taken together.</summary>
    private const int MaxJoined = 64;

    private readonly Dictionary<string, VexComponent> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _combinations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VexComponent[]> _paths = new(StringComparer.Ordinal);

    private int _members;

    public void Read(ref JsonScan scan)
    {
        if (!scan.TryObject())
            return;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("branches"u8))
                ReadBranches(ref scan);
            else if (name.SequenceEqual("full_product_names"u8))
                ReadProducts(ref scan);
            else if (name.SequenceEqual("relationships"u8) || name.SequenceEqual("product_paths"u8))
                ReadCombinations(ref scan);
            else if (name.SequenceEqual("product_groups"u8))
                ReadGroups(ref scan);
            else
                scan.Skip();
        }
    }

    /// <summary>The products of a group; none for a group that is not there.</summary>
    public IReadOnlyList<string> Group(string id) => _groups.TryGetValue(id, out var products) ? products : [];

    /// <summary>From the component itself to the product that it is shipped in; a single item for a product that stands for itself.</summary>
    public IReadOnlyList<VexComponent> Path(string id)
    {
        if (_paths.TryGetValue(id, out var known))
            return known;
        if (_combinations.ContainsKey(id))
            return Follow(id, depth: 0) ?? Undefined(id);
        return _paths[id] = [_products.GetValueOrDefault(id) ?? new VexComponent { Id = id }];
    }

    /// <summary>Null when the combination goes in a circle, or further than any real one.</summary>
    private VexComponent[]? Follow(string id, int depth)
    {
        if (_paths.TryGetValue(id, out var known))
            return known;
        if (!_combinations.TryGetValue(id, out var parts))
            return [_products.GetValueOrDefault(id) ?? new VexComponent { Id = id }];
        if (depth == MaxPath)
            return null;
        var steps = new List<VexComponent>();
        foreach (var part in parts)
        {
            if (Follow(part, depth + 1) is not { } inner || steps.Count + inner.Length > MaxPath)
                return null;
            steps.AddRange(inner);
        }

        if (_products.TryGetValue(id, out var own) && own.IsIdentified)
            steps[0] = Joined(steps[0], own);
        return _paths[id] = [.. steps];
    }

    /// <summary>
    /// The first with the names of the second as well. A combination may have identifiers of its own, which are then those of the component where it
    /// is installed.
    /// </summary>
    private static VexComponent Joined(VexComponent first, VexComponent second) => first with
    {
        Purls = Joined(first.Purls, second.Purls),
        Cpes = Joined(first.Cpes, second.Cpes),
        Hashes = Joined(first.Hashes, second.Hashes),
    };

    private static IReadOnlyList<T> Joined<T>(IReadOnlyList<T> first, IReadOnlyList<T> second) =>
        second.All(first.Contains) ? first : [.. first.Union(second).Take(MaxJoined)];

    private VexComponent[] Undefined(string id)
    {
        gaps.Add(path, 1, $"a product {VexGaps.Shorten(id)} that is not defined by itself and is at most {MaxPath} steps deep");
        return _paths[id] = [new VexComponent { Id = id }];
    }

    /// <summary>As deep as JSON may be nested.</summary>
    private void ReadBranches(ref JsonScan scan)
    {
        scan.Array("branches");
        while (scan.NextItem())
        {
            scan.Object("a branch");
            string? category = null, label = null, product = null;
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("category"u8))
                    category = scan.Text(pool);
                else if (name.SequenceEqual("name"u8))
                    label = scan.Text(pool);
                else if (name.SequenceEqual("product"u8))
                    product = ReadProduct(ref scan);
                else if (name.SequenceEqual("branches"u8))
                    ReadBranches(ref scan);
                else
                    scan.Skip();
            }

            if (product is not null && category == "product_version_range" && label is { Length: > 0 })
                _products[product] = _products[product] with { Versions = [new VexVersions(label, IsRange: true)] };
        }
    }

    private void ReadProducts(ref JsonScan scan)
    {
        scan.Array("full_product_names");
        while (scan.NextItem())
            ReadProduct(ref scan);
    }

    /// <summary>
    /// A <c>full_product_name</c>; gives its id. Red Hat repeats one for each repository that holds it, and then all of its names count. The name of a
    /// combination only says again what its parts are called.
    /// </summary>
    private string ReadProduct(ref JsonScan scan, bool isCombination = false)
    {
        scan.Object("a product");
        var line = scan.Line;
        string? id = null;
        var names = new VexNames(gaps, path);
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("product_id"u8))
                id = scan.Text("product_id", pool);
            else if (name.SequenceEqual("name"u8) && !isCombination)
                names.Name = scan.Text(pool);
            else if (name.SequenceEqual("product_identification_helper"u8))
                ReadIdentification(ref scan, names);
            else
                scan.Skip();
        }

        if (id is null)
            throw ParseException.AtLine(path, line, "a product with a product_id");
        if (_products.Count == MaxProducts)
            throw ParseException.Limit(path, $"more than {MaxProducts} products");
        names.AddOwnId(id);
        var product = names.Build();
        _products[id] = _products.TryGetValue(id, out var before) ? Joined(before, product) : product;
        return id;
    }

    private void ReadIdentification(ref JsonScan scan, VexNames names)
    {
        if (!scan.TryObject())
            return;
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("purl"u8))
                names.AddPurl(scan.Text(), scan.Line);
            else if (name.SequenceEqual("purls"u8))
                ReadPurls(ref scan, names);
            else if (name.SequenceEqual("cpe"u8))
                names.AddCpe(scan.Text(pool), scan.Line);
            else if (name.SequenceEqual("hashes"u8))
                ReadHashes(ref scan, names);
            else
                scan.Skip();
        }
    }

    private static void ReadPurls(ref JsonScan scan, VexNames names)
    {
        if (!scan.TryArray())
            return;
        while (scan.NextItem())
            names.AddPurl(scan.Text(), scan.Line);
    }

    /// <summary><c>[{"file_hashes": [{"algorithm": …, "value": …}], "filename": …}]</c>.</summary>
    private static void ReadHashes(ref JsonScan scan, VexNames names)
    {
        if (!scan.TryArray())
            return;
        while (scan.NextItem())
        {
            if (!scan.TryObject())
                continue;
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("file_hashes"u8) && scan.IsArray)
                    ReadFileHashes(ref scan, names);
                else
                    scan.Skip();
            }
        }
    }

    private static void ReadFileHashes(ref JsonScan scan, VexNames names)
    {
        while (scan.NextItem())
        {
            if (!scan.TryObject())
                continue;
            string? algorithm = null, value = null;
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("algorithm"u8))
                    algorithm = scan.Text();
                else if (name.SequenceEqual("value"u8))
                    value = scan.Text();
                else
                    scan.Skip();
            }

            names.AddHash(algorithm, value, scan.Line);
        }
    }

    private void ReadCombinations(ref JsonScan scan)
    {
        scan.Array("combinations of products");
        while (scan.NextItem())
        {
            scan.Object("a combination of products");
            var line = scan.Line;
            string? id = null, first = null, second = null;
            string[] rest = [];
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("full_product_name"u8))
                    id = ReadProduct(ref scan, isCombination: true);
                else if (name.SequenceEqual("product_reference"u8) || name.SequenceEqual("beginning_product_reference"u8))
                    first = scan.Text("a product id", pool);
                else if (name.SequenceEqual("relates_to_product_reference"u8))
                    second = scan.Text("a product id", pool);
                else if (name.SequenceEqual("subpaths"u8))
                    rest = ReadSubpaths(ref scan);
                else
                    scan.Skip();
            }

            if (id is null || first is null || (second is null && rest.Length == 0))
                throw ParseException.AtLine(path, line, "a combination of two products with a name of its own");
            _combinations.TryAdd(id, second is null ? [first, .. rest] : [first, second]);
        }
    }

    private string[] ReadSubpaths(ref JsonScan scan)
    {
        var next = new List<string>();
        scan.Array("subpaths");
        while (scan.NextItem())
        {
            scan.Object("a subpath");
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("next_product_reference"u8))
                    next.Add(Member(ref scan));
                else
                    scan.Skip();
            }
        }

        return [.. next];
    }

    private string Member(ref JsonScan scan)
    {
        if (++_members > MaxMembers)
            throw ParseException.Limit(path, $"groups and combinations of more than {MaxMembers} products");
        return scan.Text("a product id", pool);
    }

    private void ReadGroups(ref JsonScan scan)
    {
        scan.Array("product_groups");
        while (scan.NextItem())
        {
            scan.Object("a product group");
            string? id = null;
            var products = new List<string>();
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("group_id"u8))
                {
                    id = scan.Text("group_id", pool);
                }
                else if (name.SequenceEqual("product_ids"u8))
                {
                    scan.Array("product_ids");
                    while (scan.NextItem())
                        products.Add(Member(ref scan));
                }
                else
                {
                    scan.Skip();
                }
            }

            if (id is not null)
                _groups.TryAdd(id, [.. products]);
        }
    }
}
