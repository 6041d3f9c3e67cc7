using System.Globalization;
using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>What was said of one package of one ecosystem, from all repositories and architectures.</summary>
internal sealed class RedHatStatement
{
    private readonly List<string> _fixes = [];

    /// <summary>What is said of it where there is no fix.</summary>
    public AffectedStatus? Open { get; set; }

    public bool IsNotAffected { get; set; }

    public Severity Severity { get; set; }

    public void AddFix(string evr)
    {
        if (!_fixes.Contains(evr))
            _fixes.Add(evr);
    }

    /// <summary>
    /// What is flawed when minor releases got fixes of their own. After the fix of one (<c>7.76.1-23.el9_2.4</c>) the next starts again without it,
    /// with a higher number before the tag, up to its own fix (<c>7.76.1-26.el9_3.2</c>).
    /// </summary>
    public static VersionRange Before(IEnumerable<string> fixes)
    {
        var order = RpmVersionOrder.Instance;
        var sorted = fixes.Order(Comparer<string>.Create((a, b) => order.Compare(a, b) is not 0 and var compared ? compared : string.CompareOrdinal(a, b))).ToArray();
        var intervals = new List<VersionInterval> { VersionInterval.Before(sorted[0]) };
        for (var i = 1; i < sorted.Length; i++)
        {
            if (AfterStream(sorted[i - 1]) is { } start && order.Compare(start, sorted[i]) < 0)
                intervals.Add(new VersionInterval(start, true, sorted[i], false));
        }

        return new VersionRange(intervals);
    }

    /// <summary><c>7.76.1-24</c> for <c>7.76.1-23.el9_2.4</c>: later than anything that was built from the same release number.</summary>
    private static string? AfterStream(string evr)
    {
        var dash = evr.LastIndexOf('-');
        var end = dash + 1;
        while (end < evr.Length && char.IsAsciiDigit(evr[end]))
            end++;
        return dash > 0 && int.TryParse(evr.AsSpan(dash + 1, end - dash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{evr.AsSpan(0, dash)}-{number + 1}")
            : null;
    }

    /// <summary>
    /// A fix counts before anything else, since an update holds packages that needed none; what is open counts before "not affected", which a
    /// document may say of another repository. Null when nothing was said.
    /// </summary>
    public AffectedPackage? Package((string Ecosystem, string Name, bool IsSource, string? Module) key, Severity general)
    {
        var statement = new AffectedPackage
        {
            Ecosystem = key.Ecosystem,
            Name = key.Name,
            IsSource = key.IsSource,
            Module = key.Module,
            Severity = Severity == general ? Severity.Unknown : Severity,
        };
        if (_fixes.Count > 0)
            return statement with { Vulnerable = Before(_fixes) };
        if (Open is { } open)
            return statement with { Status = open };
        return IsNotAffected ? statement with { Status = AffectedStatus.NotAffected } : null;
    }
}
