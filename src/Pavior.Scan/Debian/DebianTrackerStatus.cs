using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Debian;

/// <summary>What the tracker's JSON says of a package in one release, in its own words.</summary>
internal record struct DebianTrackerStatus()
{
    /// <summary><c>resolved</c>, <c>open</c> or <c>undetermined</c>.</summary>
    public string Word { get; set; } = "";

    /// <summary><c>fixed_version</c>; <c>0</c> for what was never affected.</summary>
    public string Fix { get; set; } = "";

    /// <summary>With stars behind it where it was not Debian that decided: <c>low**</c>.</summary>
    public string Urgency { get; set; } = "";

    /// <summary>Debian decided against an advisory (<c>nodsa</c>): the flaw is minor, and a point release may mend it.</summary>
    public bool HasNoAdvisory { get; set; }

    /// <summary><c>ignored</c>, <c>postponed</c>, or empty for a decision without such a word.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Null when the word is none that the tracker knows.</summary>
    public readonly AffectedPackage? Statement(string ecosystem, string package)
    {
        if (Status() is not { } status)
            return null;
        return new AffectedPackage
        {
            Ecosystem = ecosystem,
            Name = package,
            IsSource = true,
            Status = status,
            Vulnerable = status == AffectedStatus.Affected && Fix.Length > 0 ? new([VersionInterval.Before(Fix)]) : VersionRange.All,
            Severity = SeverityWords.Parse(Urgency.AsSpan().TrimEnd('*')),
        };
    }

    private readonly AffectedStatus? Status() => (Word, Urgency, Reason) switch
    {
        ("resolved", _, _) when Fix == "0" => AffectedStatus.NotAffected,
        ("resolved", _, _) when Fix.Length > 0 => AffectedStatus.Affected,
        ("open", "end-of-life", _) => AffectedStatus.EndOfLife,
        ("open", _, "postponed") => AffectedStatus.Deferred,
        ("open", _, "ignored") => AffectedStatus.WillNotFix,
        ("open", _, _) when HasNoAdvisory => AffectedStatus.Unscheduled,
        ("open", _, _) => AffectedStatus.Affected,
        ("undetermined", _, _) => AffectedStatus.UnderInvestigation,
        _ => null,
    };
}
