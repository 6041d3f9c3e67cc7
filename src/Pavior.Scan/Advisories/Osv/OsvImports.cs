namespace Pavior.Scan.Advisories.Osv;

/// <summary>
/// The part of a package that is meant: Go's <c>ecosystem_specific.imports</c> (go.dev/doc/security/vuln/database) and
/// RustSec's <c>ecosystem_specific.affects</c>. Systems and architectures are given Go's names.
/// </summary>
internal sealed class OsvImports
{
    /// <summary>Symbols kept of one package; beyond it the package as a whole is meant.</summary>
    private const int MaxSymbols = 2_000;

    private readonly List<string> _symbols = [];
    private bool _everySystem;
    private bool _everyArchitecture;
    private bool _wholePackage;

    public IReadOnlyList<string> Symbols => _wholePackage ? [] : _symbols;

    public IReadOnlyList<string> OperatingSystems { get; private set; } = [];

    public IReadOnlyList<string> Architectures { get; private set; } = [];

    public static OsvImports Read(RecordNode ecosystemSpecific)
    {
        var read = new OsvImports();
        if (ecosystemSpecific["imports"] is { IsArray: true } imports)
            read.ReadGo(imports);
        else if (ecosystemSpecific["affects"] is { IsObject: true } affects)
            read.ReadRust(affects);
        return read;
    }

    private void ReadGo(RecordNode imports)
    {
        foreach (var import in imports)
        {
            var (systems, architectures) = (import["goos"].Texts(), import["goarch"].Texts());
            _everySystem |= systems.Count == 0;
            _everyArchitecture |= architectures.Count == 0;
            OperatingSystems = Union(OperatingSystems, systems);
            Architectures = Union(Architectures, architectures);
            ReadSymbols(import.TextOf("path"), import["symbols"].Texts());
        }

        if (_everySystem)
            OperatingSystems = [];
        if (_everyArchitecture)
            Architectures = [];
    }

    private void ReadSymbols(string? package, IReadOnlyList<string> symbols)
    {
        if (!FeedWords.IsWord(package) || _symbols.Count + symbols.Count > MaxSymbols)
        {
            _wholePackage = true;
            return;
        }

        if (symbols.Count == 0)
            _symbols.Add(package!);
        foreach (var symbol in symbols)
        {
            if (FeedWords.IsWord(symbol))
                _symbols.Add($"{package}.{symbol}");
        }
    }

    private void ReadRust(RecordNode affects)
    {
        OperatingSystems = Union([], affects["os"].Texts().Select(SystemName));
        Architectures = Union([], affects["arch"].Texts().Select(ArchitectureName));
        _symbols.AddRange(affects["functions"].Texts().Where(FeedWords.IsWord).Take(MaxSymbols));
    }

    private static string[] Union(IReadOnlyList<string> known, IEnumerable<string> more) =>
        [.. known.Concat(more.Where(FeedWords.IsWord)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxSymbols)];

    private static string SystemName(string rust) => rust switch
    {
        "macos" => "darwin",
        "wasi" => "wasip1",
        _ => rust,
    };

    private static string ArchitectureName(string rust) => rust switch
    {
        "x86_64" => "amd64",
        "x86" => "386",
        "aarch64" => "arm64",
        "powerpc64" => "ppc64",
        "wasm32" => "wasm",
        _ => rust,
    };
}
