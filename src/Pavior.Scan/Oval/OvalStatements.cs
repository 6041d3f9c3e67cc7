using Pavior.Core;

namespace Pavior.Scan.Oval;

/// <summary>Turns the alternatives of one definition into statements: one for each package of each ecosystem, whatever the number of architectures.</summary>
/// <param name="ecosystem">Which ecosystem the platform of an alternative is; null for a product that no package of a distribution comes from.</param>
internal sealed class OvalStatements(Func<OvalTest?, string?> ecosystem)
{
    private readonly Dictionary<(string Ecosystem, string Package, string? Module), List<(VersionInterval? Interval, string? Architecture)>> _found = [];

    /// <summary>In the order of the definition. A statement is about architectures only where they differ.</summary>
    /// <param name="prototype">Holds what all of them have in common.</param>
    public List<AffectedPackage> Read(List<OvalTest[]> alternatives, AffectedPackage prototype)
    {
        _found.Clear();
        foreach (var alternative in alternatives)
            Add(alternative);
        var statements = new List<AffectedPackage>();
        foreach (var (key, entries) in _found)
        {
            var one = prototype with { Ecosystem = key.Ecosystem, Name = key.Package, Module = key.Module };
            var everywhere = entries.Where(e => e.Architecture is not null).Select(e => e.Architecture).Distinct().Count();
            foreach (var group in entries.GroupBy(e => e.Interval))
            {
                var architectures = group.Select(e => e.Architecture).Distinct().ToArray();
                var limited = architectures.Length < everywhere && !architectures.Contains(null);
                var statement = limited ? one with { Architectures = [.. architectures.SelectMany(GoNames).Distinct()] } : one;
                statements.Add(group.Key is { } interval
                    ? interval == VersionInterval.All ? statement : statement with { Vulnerable = new([interval]) }
                    : statement with { Status = AffectedStatus.NotAffected });
            }
        }

        return statements;
    }

    /// <summary>An alternative with a condition that cannot be written down (another kind of build, a negation) says nothing that is always true.</summary>
    private void Add(OvalTest[] alternative)
    {
        if (Array.Exists(alternative, t => t.State.HasOther && t.Module is null) || ecosystem(Array.Find(alternative, t => t.IsPlatform && t.State.Version is not null)) is not { } release)
            return;
        var module = alternative.Select(t => t.Module).FirstOrDefault(m => m is not null);
        var architecture = alternative.Where(t => t.IsPlatform || t.State.Evr is not null).Select(t => t.State.Architecture).FirstOrDefault(a => a is not null);
        foreach (var package in alternative.Where(t => !t.IsPlatform && t.Package.Length > 0 && !t.State.HasSignature).GroupBy(t => t.Package))
        {
            if (!TryInterval(package, out var interval))
                continue;
            var key = (release, package.Key, module);
            if (!_found.TryGetValue(key, out var entries))
                _found[key] = entries = [];
            if (!entries.Contains((interval, architecture)))
                entries.Add((interval, architecture));
        }
    }

    /// <summary>All conditions on one package together. Null stands for "not affected", which SUSE writes as a version that no package has.</summary>
    private static bool TryInterval(IEnumerable<OvalTest> tests, out VersionInterval? interval)
    {
        var all = VersionInterval.All;
        interval = all;
        foreach (var state in tests.Select(t => t.State))
        {
            if (state.Evr is not { Length: > 0 } evr)
            {
                if (state.Version != "0")
                    return false;
                interval = null;
                return true;
            }

            evr = evr.StartsWith("0:", StringComparison.Ordinal) ? evr[2..] : evr;
            switch (state.EvrOperation)
            {
                // The number is the place of "less than" in the enumeration of the schema; some write that.
                case "less than" or "6":
                    all = all with { To = evr, ToIncluded = false };
                    break;
                case "less than or equal" or "8":
                    all = all with { To = evr, ToIncluded = true };
                    break;
                // "Later than 0-0" is how SUSE says that every version is affected.
                case "greater than" or "5":
                    all = evr is "0" or "0-0" ? all : all with { From = evr, FromIncluded = false };
                    break;
                case "greater than or equal" or "7":
                    all = all with { From = evr, FromIncluded = true };
                    break;
                case "equals" or "1":
                    all = new VersionInterval(evr, true, evr, true);
                    break;
                default:
                    return false;
            }
        }

        interval = all;
        return true;
    }

    /// <summary>RPM's names as Go has them; a pattern may hold several.</summary>
    private static IEnumerable<string> GoNames(string? pattern) =>
        (pattern ?? "").Split(['(', ')', '|', '^', '$'], StringSplitOptions.RemoveEmptyEntries).Select(name => name switch
        {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            "i386" or "i586" or "i686" => "386",
            _ => name,
        });
}
