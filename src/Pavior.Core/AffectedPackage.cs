namespace Pavior.Core;

/// <summary>What an advisory says of one package of one ecosystem.</summary>
public sealed record AffectedPackage
{
    /// <summary>
    /// The OSV name, with the release where the ecosystem has some: <c>PyPI</c>, <c>npm</c>, <c>Go</c>, <c>Debian:12</c>,
    /// <c>Ubuntu:22.04</c>, <c>Alpine:v3.19</c>, <c>AlmaLinux:9</c>, <c>Red Hat:9</c>.
    /// </summary>
    public required string Ecosystem { get; init; }

    /// <summary>As the ecosystem spells it; Maven is <c>group:artifact</c>. For a distribution see <see cref="IsSource"/>.</summary>
    public required string Name { get; init; }

    /// <summary>True when the name is that of a distribution's source package, so that every binary package built from it is meant.</summary>
    public bool IsSource { get; init; }

    public AffectedStatus Status { get; init; } = AffectedStatus.Affected;

    /// <summary>Versions that are vulnerable; any of them. With no ranges and no <see cref="Versions"/>, all are.</summary>
    public VersionRange Vulnerable { get; init; } = VersionRange.All;

    /// <summary>Versions listed one by one beside the range.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>RPM module stream that the statement is limited to: <c>postgresql:12</c>.</summary>
    public string? Module { get; init; }

    /// <summary>Go packages and functions in them that hold the flaw: <c>net/http.(*Request).ParseForm</c>; a bare package path when all of it does.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Operating systems that it is limited to (Go names); empty for all.</summary>
    public IReadOnlyList<string> OperatingSystems { get; init; } = [];

    /// <summary>Architectures that it is limited to (Go names); empty for all.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>This package's own severity, where a distribution rates it for itself.</summary>
    public Severity Severity { get; init; }
}
