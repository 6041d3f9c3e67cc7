namespace Pavior.Scan.Debian;

/// <summary>One release of Debian.</summary>
/// <param name="Name">Code name: bookworm.</param>
/// <param name="Ecosystem"><c>Debian:12</c>.</param>
/// <param name="LastYear">Year in which its long term support ended or ends; vulnerabilities of later years were not looked at for it.</param>
internal sealed record DebianRelease(string Name, string Ecosystem, int LastYear);
