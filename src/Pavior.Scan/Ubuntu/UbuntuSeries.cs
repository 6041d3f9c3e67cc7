namespace Pavior.Scan.Ubuntu;

/// <summary>What stands before the package in a line of Ubuntu's tracker: a release, and the archive in it that is meant.</summary>
/// <param name="Name">Code name of the release: jammy.</param>
/// <param name="Support">Whose archive.</param>
/// <param name="Ecosystem"><c>Ubuntu:22.04</c>; the archives of Ubuntu Pro have names of their own, as in the OSV form: <c>Ubuntu:Pro:22.04</c>.</param>
internal sealed record UbuntuSeries(string Name, UbuntuSupport Support, string Ecosystem);
