namespace Pavior.Core;

/// <summary>A vulnerability that an advisory names for a package, and that is no finding: kept so that silence can be explained.</summary>
/// <param name="Id">As in <see cref="Finding.Id"/>.</param>
/// <param name="Package">The package that was looked at.</param>
/// <param name="Feed">Feed of the advisory.</param>
/// <param name="Advisory">Its id.</param>
/// <param name="Reason">Why it does not apply, as a clause.</param>
public sealed record SetAside(string Id, PackageUrl Package, string Feed, string Advisory, string Reason);
