using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>What one advisory says of one package, as a database gives it.</summary>
/// <param name="Advisory">Its number in the database.</param>
/// <param name="Affected">The words themselves.</param>
internal sealed record Statement(int Advisory, AffectedPackage Affected);
