using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>Collects the names of one component while it is read. What claims to be a package URL and is none is noted, not lost silently.</summary>
internal sealed class VexNames(VexGaps gaps, string path)
{
    /// <summary>Names of one kind that one component may have; one or two is what documents give.</summary>
    private const int MaxNames = 64;

    private string? _id;
    private List<PackageUrl>? _purls;
    private List<string>? _cpes;
    private List<VexHash>? _hashes;

    public string? Name { get; set; }

    public bool IsEmpty => _id is null && _purls is null && _cpes is null && _hashes is null;

    /// <summary>The document's own name for it, which may be a package URL by itself.</summary>
    public void AddId(string id, int line)
    {
        _id = id;
        if (id.StartsWith("pkg:", StringComparison.Ordinal))
            AddPurl(id, line);
    }

    /// <summary>A name that means something inside the document only.</summary>
    public void AddOwnId(string? id) => _id = id;

    public void AddPurl(string? text, int line)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (PackageUrl.TryParse(text, out var purl))
            Add(ref _purls, purl, line);
        else
            gaps.Add(path, line, $"a package URL, not {VexGaps.Shorten(text)}");
    }

    public void AddCpe(string? cpe, int line)
    {
        if (!string.IsNullOrEmpty(cpe))
            Add(ref _cpes, cpe, line);
    }

    public void AddHash(string? algorithm, string? value, int line)
    {
        if (!string.IsNullOrEmpty(algorithm) && !string.IsNullOrEmpty(value))
            Add(ref _hashes, VexHash.Of(algorithm, value), line);
    }

    public VexComponent Build() => new()
    {
        Id = _id,
        Name = Name,
        Purls = _purls ?? (IReadOnlyList<PackageUrl>)[],
        Cpes = _cpes ?? (IReadOnlyList<string>)[],
        Hashes = _hashes ?? (IReadOnlyList<VexHash>)[],
    };

    private void Add<T>(ref List<T>? names, T name, int line)
    {
        names ??= new List<T>(1);
        if (names.Contains(name))
            return;
        if (names.Count == MaxNames)
            throw ParseException.Limit(path, $"line {line}: more than {MaxNames} names of one kind for one product");
        names.Add(name);
    }
}
