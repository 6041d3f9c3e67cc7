using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Reports.Sbom;
using Pavior.Reports.Spdx;

namespace Pavior.Scan.Sbom;

/// <summary>What an SPDX document says, collected by the reader of its form and then understood in one way.</summary>
internal sealed class SpdxDocument(string path)
{
    private const string Format = "spdx";
    private const int MaxLicenseText = 10_000;

    private readonly SbomReading _reading = new(path, Format);
    private readonly Dictionary<string, SpdxPackage> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _needs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _described = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _generatedFrom = new(StringComparer.Ordinal);

    public List<SpdxPackage> Packages { get; } = [];

    /// <summary>LicenseRef identifiers and the words that they stand for.</summary>
    private Dictionary<string, string> LicenseTexts { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths of files by identifier.</summary>
    private Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    private Dictionary<string, List<string>> FilesOf { get; } = new(StringComparer.Ordinal);

    public string? Created { get; set; }

    public void Add(SpdxPackage package)
    {
        if (Packages.Count >= Extraction.MaxPackages)
            throw ParseException.Limit(path, $"more than {Extraction.MaxPackages} packages in one file");
        Packages.Add(package);
        foreach (var text in (ReadOnlySpan<string?>)[package.Id, package.Name, package.Version, package.Supplier, package.LicenseDeclared, package.LicenseConcluded, package.SourceInfo, package.Purl, package.Cpe])
            Keep(text ?? "");
        foreach (var annotation in package.Annotations)
            Keep(annotation);
        _byId.TryAdd(package.Id, package);
    }

    /// <summary>Takes a text that is kept while the document is read.</summary>
    /// <exception cref="ParseException">There are too many.</exception>
    public void Keep(string text) => _reading.Keep(text);

    public void AddFile(string id, string name)
    {
        if (!Files.TryAdd(id, name))
            return;
        _reading.Keep(id);
        _reading.Keep(name);
    }

    /// <summary>Keeps what a LicenseRef stands for; the first counts unless the second is better.</summary>
    public void AddLicenseText(string id, string text, bool isBetter = false)
    {
        text = text.Length > MaxLicenseText ? "" : text;
        if (!LicenseTexts.TryAdd(id, text) && isBetter)
            LicenseTexts[id] = text;
        _reading.Keep(id);
        _reading.Keep(text);
    }

    public void Annotate(string id, string text)
    {
        if (!_byId.TryGetValue(id, out var package))
            return;
        _reading.Keep(text);
        package.Annotations.Add(text);
    }

    public void Describe(string id)
    {
        if (_described.Add(id))
            _reading.Keep(id);
    }

    /// <param name="from">Identifier of an element.</param>
    /// <param name="type">As version 2 writes it.</param>
    /// <param name="to">Identifier of an element.</param>
    public void Relate(string from, string type, string to)
    {
        switch (type)
        {
            case "DESCRIBES":
                Describe(to);
                break;
            case "DESCRIBED_BY":
                Describe(from);
                break;
            case "DEPENDS_ON":
                AddTo(_needs, from, to);
                break;
            case "DEPENDENCY_OF" or "RUNTIME_DEPENDENCY_OF":
                AddTo(_needs, to, from);
                break;
            case "GENERATED_FROM":
                AddSource(from, to);
                break;
            case "GENERATES":
                AddSource(to, from);
                break;
            case "CONTAINS" when Files.ContainsKey(to):
                AddTo(FilesOf, from, to);
                break;
        }
    }

    public SbomReading Understand()
    {
        var subject = Packages.Find(IsSubject);
        if (subject is not null)
            ReadSubject(subject);
        else
            _reading.Subject = _reading.Subject with { Created = SbomPropertyReader.Time(Created) };
        foreach (var package in Packages)
        {
            if (package != subject)
                ReadPackage(package);
        }

        return _reading;
    }

    /// <summary>What the document describes; a library that is described alone is the package to be read.</summary>
    private bool IsSubject(SpdxPackage package) =>
        _described.Contains(package.Id)
        && (Packages.Count > 1 || package.Purpose == "CONTAINER" || package.Annotations.Exists(a => a.StartsWith("{\"pavior:target:", StringComparison.Ordinal)));

    private void ReadSubject(SpdxPackage package)
    {
        var (properties, diffIds) = Properties(package);
        var target = new Target(TargetKind.Sbom, package.Name)
        {
            Created = SbomPropertyReader.Time(Created),
            Layers = ForeignProperties.Layers(diffIds, path),
            ConfigDigest = Digest.TryParse(properties.GetValueOrDefault(ForeignProperties.Trivy + "ImageID"), out var id) ? id : null,
        };
        if (properties.ContainsKey("pavior:target:kind"))
            target = target with { Created = null };
        _reading.Subject = SbomPropertyReader.Apply(target, properties);
        _reading.AddTold(SbomPropertyReader.Gaps(properties));
    }

    private void ReadPackage(SpdxPackage package)
    {
        var (properties, _) = Properties(package);
        if (package.Purpose == "OPERATING-SYSTEM")
        {
            _reading.Distribution ??= SbomPropertyReader.Distribution(properties) ?? new Distribution(package.Name, package.Version ?? "", "");
            return;
        }

        if (package.Purl is null && !IsSoftware(package, properties))
            return;
        var purl = SbomPurl.Of(package.Purl, null, package.Name, package.Version, out var isNamed);
        if (package.Purl is not null && !isNamed)
            _reading.Complain(ParseException.AtLine(path, package.Line, $"a package URL, not {package.Purl}"));
        if (purl is not { } identity)
        {
            _reading.Complain(ParseException.AtLine(path, package.Line, "a package with a name"));
            return;
        }

        var read = new Package
        {
            Purl = identity,
            Confidence = isNamed ? Confidence.High : Confidence.Low,
            Licenses = Licenses(package),
            Supplier = SpdxSupplier.Read(package.Supplier),
            Source = Source(package),
            Requires = [.. Requires(package.Id).Distinct()],
            Evidence = FileEvidence(package.Id),
            Properties = package.Cpe is { Length: > 0 } cpe
                ? new SortedDictionary<string, string>(StringComparer.Ordinal) { ["sbom:cpe"] = cpe }
                : System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty,
        };
        _reading.Add(SbomPropertyReader.Apply(ForeignProperties.Apply(read, properties, _reading.Subject.Layers, Format), properties));
    }

    /// <summary>Without a purl, containers, files and the sources of other packages are no packages of the target.</summary>
    private bool IsSoftware(SpdxPackage package, Dictionary<string, string> properties) =>
        package.Purpose is not ("CONTAINER" or "SOURCE" or "FILE" or "DEVICE" or "ARCHIVE")
        && !_sources.Contains(package.Id)
        && !ForeignProperties.IsContainerOfPackages(properties);

    private string[] Licenses(SpdxPackage package)
    {
        var expression = package.LicenseDeclared is null or "" or "NOASSERTION" or "NONE" ? package.LicenseConcluded : package.LicenseDeclared;
        if (expression is null or "" or "NOASSERTION" or "NONE")
            return [];
        return UsesOwnWords(expression) && IsFlat(expression)
            ? [.. expression.Split(" AND ", StringSplitOptions.RemoveEmptyEntries).Select(Words)]
            : [expression];
    }

    /// <summary>Only what stands for words of the package itself is taken apart: a real expression is worth more whole.</summary>
    private bool UsesOwnWords(string expression) => LicenseTexts.Count > 0 && expression.Split(' ').Any(LicenseTexts.ContainsKey);

    private static bool IsFlat(string expression) =>
        !expression.Contains('(', StringComparison.Ordinal) && !expression.Contains(" OR ", StringComparison.Ordinal);

    private string Words(string term) => LicenseTexts.TryGetValue(term, out var words) && words.Length is > 0 and <= MaxLicenseText ? words : term;

    /// <summary>By relationship, or in Trivy's words: <c>built package from: glibc 2.36-9</c>.</summary>
    private SourcePackage? Source(SpdxPackage package)
    {
        const string Trivy = "built package from: ";
        if (_generatedFrom.TryGetValue(package.Id, out var id) && _byId.TryGetValue(id, out var source))
            return new SourcePackage(source.Name, source.Version ?? "");
        if (package.SourceInfo is not { } info || !info.StartsWith(Trivy, StringComparison.Ordinal))
            return null;
        var space = info.IndexOf(' ', Trivy.Length);
        return space < 0 ? new SourcePackage(info[Trivy.Length..], "") : new SourcePackage(info[Trivy.Length..space], info[(space + 1)..]);
    }

    private IEnumerable<string> Requires(string id) =>
        _needs.TryGetValue(id, out var needs) ? needs.Select(to => _byId.GetValueOrDefault(to)?.Name).OfType<string>().Where(n => n.Length > 0) : [];

    private Evidence[] FileEvidence(string id) =>
        FilesOf.TryGetValue(id, out var files) ? [.. files.Select(f => new Evidence(FilePath(Files[f]), Format)).Where(e => e.Path.Length > 0)] : [];

    private static string FilePath(string name) => (name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name).TrimStart('/');

    /// <summary>Our own are a JSON object; Trivy's a name, a colon and a value, of which only the diff ids repeat.</summary>
    private static (Dictionary<string, string> Properties, List<string> DiffIds) Properties(SpdxPackage package)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        var diffIds = new List<string>();
        foreach (var annotation in package.Annotations)
        {
            if (annotation.StartsWith("{\"pavior:", StringComparison.Ordinal))
                AddOwn(annotation, properties);
            else if (annotation.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0)
                AddForeign(annotation[..colon], annotation[(colon + 2)..], properties, diffIds);
        }

        return (properties, diffIds);
    }

    private static void AddOwn(string annotation, Dictionary<string, string> into)
    {
        try
        {
            using var json = JsonFile.ParseObject("annotation", System.Text.Encoding.UTF8.GetBytes(annotation));
            foreach (var member in json.Root.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String)
                    into.TryAdd(member.Name, member.Value.AsText()!);
            }
        }
        catch (ParseException)
        {
            // Somebody else's text that begins like ours: an annotation is free text, and free text it stays.
        }
    }

    private static void AddForeign(string name, string value, Dictionary<string, string> into, List<string> diffIds)
    {
        if (name == "DiffID")
            diffIds.Add(value);
        else
            into.TryAdd(ForeignProperties.Trivy + name, value);
    }

    private void AddTo(Dictionary<string, List<string>> lists, string key, string value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            _reading.Keep(key);
            lists[key] = list = [];
        }

        _reading.Keep(value);
        list.Add(value);
    }

    private void AddSource(string made, string source)
    {
        if (_sources.Add(source))
            _reading.Keep(source);
        if (_generatedFrom.TryAdd(made, source))
            _reading.Keep(made);
    }
}
