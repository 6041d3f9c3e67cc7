using Pavior.Core;

namespace Pavior.Scan.Advisories;

internal static class VersionOrders
{
    public static VersionOrder? Of(string ecosystem) => null;

    public static VersionOrder? OfType(string type) => null;
}
