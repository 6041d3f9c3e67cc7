using System.Text;
using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.DotNet;
using Pavior.Scan.Java;
using Pavior.Scan.Npm;
using Pavior.Scan.Php;
using Pavior.Scan.Python;
using Pavior.Scan.Ruby;
using Pavior.Scan.Rust;
using Pavior.Scan.Versions;

namespace Pavior.Fuzz.Targets;

/// <summary>The version orders, which have to hold for any three strings, and the readers of range expressions.</summary>
internal static class VersionTargets
{
    private const string Versions = "1.0.0-alpha.1+build\n1:1.0~rc1-2\n1.0_p1-r3\n";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. VersionOrders.All.Select(Order),
        Range("cargo", "^1.2, ~1.2.3, 1.*, =1, >=1.0.0-rc.1, <2", SemanticVersionOrder.Instance, CargoRange.Parse),
        Range("composer", "^1.2 || ~2.0.1, !=2.0.3 | 1.0.* | 1.0 - 2.0@beta | >=1-p1,<2.x-dev#a | dev-main as 1.0", ComposerVersionOrder.Instance, ComposerRange.Parse),
        Range("gem", "~> 1.2.3.rc1, >= 1.2, != 1.4-java", GemVersionOrder.Instance, GemRequirement.Parse),
        Range("maven", "[1.0,2.0),(,0.5],(3,],1.2-rc1", MavenVersionOrder.Instance, MavenRange.Parse),
        Range("npm", "^1.2.3-a || ~0.4 || 0.1.x || >=3 <3.2.1+b || 1 - 2.x, *", SemanticVersionOrder.Instance, NpmRange.Parse),
        Range("nuget", "[1.0.0-a, 2.0.*)", NuGetVersionOrder.Instance, NuGetRange.Parse),
        Range("python", ">=1.0,!=1.3.*,~=1.4rc1,===x,<2.post1,>1!0a1,==1+l", PythonVersionOrder.Instance, PythonSpecifiers.Parse),
        Range("plain", ">= 0:1.0, < 0:1.4-3.el9 || = 2", RpmVersionOrder, (text, path) => PlainRange.Parse(RpmVersionOrder, text, path)),
    ];

    private static VersionOrder RpmVersionOrder => Scan.Rpm.RpmVersionOrder.Instance;

    private static FuzzTarget Order(VersionOrder order) => new($"order-{order.Id}", [Encoding.UTF8.GetBytes(Versions)], bytes =>
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        for (var i = 0; i + 2 < lines.Length && i < 100; i++)
            CheckThree(order, lines[i], lines[i + 1], lines[i + 2]);
    });

    private static void CheckThree(VersionOrder order, string a, string b, string c)
    {
        int ab = Sign(order, a, b), bc = Sign(order, b, c), ac = Sign(order, a, c);
        if (ab + bc is var sum && sum != 0 && ac != Math.Sign(sum))
            throw new InvalidOperationException($"'{a}' {ab} '{b}' {bc} '{c}', but the first is {ac} to the last");
        if (ab == 0 && bc == 0 && ac != 0)
            throw new InvalidOperationException($"'{a}', '{b}', '{c}': equal in pairs, but the first is {ac} to the last");
        _ = order.IsValid(a);
    }

    private static int Sign(VersionOrder order, string left, string right)
    {
        var forth = Math.Sign(order.Compare(left, right));
        if (Math.Sign(order.Compare(right, left)) != -forth || order.Compare(left, left) != 0)
            throw new InvalidOperationException($"'{left}' '{right}': {forth}, but not the other way back");
        if (VersionInterval.Only(right).Contains(order, right) && forth == 0 && Math.Sign(order.CompareToEnd(left, right)) != 0)
            throw new InvalidOperationException($"'{left}' '{right}': equal, but not as the end of a range");
        return forth;
    }

    private static FuzzTarget Range(string name, string seed, VersionOrder order, Func<string, string, VersionRange> parse) =>
        new($"range-{name}", [.. seed.Split(" || ").Append(seed).Select(Encoding.UTF8.GetBytes)], bytes =>
        {
            var range = parse(Encoding.UTF8.GetString(bytes), "a.json");
            if (range.Complement(order).Complement(order) is var again && again.ToString() != range.ToString())
                throw new InvalidOperationException($"{range} turned inside out twice is {again}");
        });
}
