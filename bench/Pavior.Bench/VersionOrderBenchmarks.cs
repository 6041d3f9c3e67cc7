using BenchmarkDotNet.Attributes;
using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Bench;

/// <summary>One comparison of two versions of a package, as matching does for each end of each range.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class VersionOrderBenchmarks
{
    private VersionOrder _order = VersionOrders.All[0];
    private string[] _versions = [];

    [ParamsSource(nameof(Ids))]
    public string Order { get; set; } = "";

    public static IEnumerable<string> Ids => VersionOrders.All.Select(o => o.Id);

    [GlobalSetup]
    public void Setup()
    {
        _order = VersionOrders.All.Single(o => o.Id == Order);
        _versions = Order switch
        {
            "deb" => ["1:4.1.33-1+deb10u1", "1:4.1.33-1+deb10u2", "2.7.4+reloaded2-13ubuntu1", "2.7.4+reloaded2-13+deb9u1"],
            "rpm" or "alpm" => ["0:3.10.0-229.1.2.el7", "0:3.10.0-229.4.2.el7", "2.39-126.el10_2.alma.1", "2.39-127.el10_2"],
            "apk" => ["1.2.3a_rc1-r4", "1.2.3a_rc2-r0", "13.0.14.5_git20240101-r4", "13.0.14.5_p1-r4"],
            "maven" => ["2.9.10.8", "2.9.10", "4.1.100.Final", "1.0-alpha-2-SNAPSHOT"],
            "pep440" => ["2.0.1+cu118", "2.0.1", "1.0.0rc9.post1", "1.0.0rc10"],
            "composer" => ["v6.4.12", "6.4.13", "2.3.2-p2", "2.3.2-beta1"],
            "gem" => ["6.1.7.3", "6.1.7", "5.0.0.beta1.1", "5.0.0.rc1"],
            "go" => ["v1.2.3", "v0.0.0-20240101000000-abcdefabcdef", "1.21.5", "go1.22rc1"],
            _ => ["1.2.3", "1.2.10", "4.17.21", "5.0.0-beta.11"],
        };
    }

    [Benchmark(OperationsPerInvoke = 16)]
    public int Compare()
    {
        var sum = 0;
        foreach (var left in _versions)
        {
            foreach (var right in _versions)
                sum += _order.Compare(left, right);
        }

        return sum;
    }
}
