using Pavior.Core;
using Pavior.Scan.Advisories.Store;

namespace Pavior.Scan.Match;

/// <summary>A statement of an advisory that a package's version falls under.</summary>
internal sealed record Candidate(StoredAdvisory Advisory, AffectedPackage Affected, PackageKey Key, VersionOrder Order)
{
    public bool Contains(string version)
    {
        if ((Affected.Versions.Count == 0 || Affected.Vulnerable != VersionRange.All) && Affected.Vulnerable.Contains(Order, version))
            return true;
        for (var i = 0; i < Affected.Versions.Count; i++)
        {
            if (Order.Compare(Affected.Versions[i], version) == 0)
                return true;
        }

        return false;
    }
}
