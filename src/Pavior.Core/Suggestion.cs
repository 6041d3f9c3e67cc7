namespace Pavior.Core;

/// <summary>One upgrade and what it removes.</summary>
/// <param name="Name">What to upgrade: a package, or the source package from which several come.</param>
/// <param name="Ecosystem">purl type.</param>
/// <param name="From">Installed versions, ordered.</param>
/// <param name="To">The lowest version that removes <paramref name="Findings"/>.</param>
/// <param name="Findings">Findings that it removes.</param>
/// <param name="Risk">Sum of their risk.</param>
/// <param name="Packages">Packages that change.</param>
public sealed record Suggestion(
    string Name, string Ecosystem, IReadOnlyList<string> From, string To, int Findings, double Risk, IReadOnlyList<PackageUrl> Packages);
