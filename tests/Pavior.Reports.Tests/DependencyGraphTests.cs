using System.Diagnostics;
using Pavior.Core;
using Pavior.Reports.Sbom;
using Xunit;

namespace Pavior.Reports.Tests;

public sealed class DependencyGraphTests
{
    [Fact]
    public void In_a_file_of_many_packages_a_name_means_each_of_that_file()
    {
        var graph = DependencyGraph.Of([Package("a", "1", ["lock"], "b", "c"), Package("b", "1", ["lock"]), Package("b", "2", ["lock"]), Package("b", "3", ["other"]), Package("c", "1", ["other"])]);
        Assert.Equal([1, 2], graph.NeededBy(0));
    }

    [Fact]
    public void Where_each_has_its_own_file_a_name_means_the_nearest()
    {
        var graph = DependencyGraph.Of(
            [Package("a", "1", ["x/node_modules/a/p"], "b"), Package("b", "1", ["y/node_modules/b/p"]), Package("b", "2", ["x/node_modules/b/p"]), Package("b", "3", ["x/node_modules/c/b/p"])]);
        Assert.Equal([2], graph.NeededBy(0));
    }

    [Fact]
    public void The_nearest_is_the_one_that_looking_at_all_would_find()
    {
        var random = new Random(7);
        string[] folders = ["a/", "b/", "ab/", "a!", ""];
        string Path() => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => folders[random.Next(folders.Length)])) + "f" + random.Next(1_000_000);
        for (var round = 0; round < 200; round++)
        {
            var packages = Enumerable.Range(0, 12).Select(i => Package("b", $"{i}", [Path(), Path()])).Append(Package("a", "1", [Path()], "b")).ToArray();
            Assert.Equal([Nearest(packages, packages[12].Evidence[0].Path)], DependencyGraph.Of(packages).NeededBy(12));
        }
    }

    [Fact]
    public void Many_places_times_many_names_times_many_candidates_end_soon()
    {
        var clock = Stopwatch.StartNew();
        var places = Enumerable.Range(0, 3_000).Select(i => $"x{i}/p").ToArray();
        var graph = DependencyGraph.Of([Package("a", "1", places, [.. Enumerable.Repeat("b", 3_000)]), .. Enumerable.Range(0, 1_000).Select(i => Package("b", $"{i}", ["b"]))]);
        Assert.Equal(1, graph.NeededBy(0)[0]);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    [Fact]
    public void A_file_in_which_all_need_all_versions_of_one_name_has_so_many_edges()
    {
        var packages = Enumerable.Range(0, 2_000).Select(i => Package("a", $"{i}", ["lock"], "b")).Concat(Enumerable.Range(0, 2_000).Select(i => Package("b", $"{i}", ["lock"]))).ToArray();
        var graph = DependencyGraph.Of(packages);
        Assert.Equal(2_000, graph.NeededBy(0).Count);
        Assert.Equal([2_000], graph.NeededBy(1_999));
    }

    [Fact]
    public void Many_lines_of_one_file_are_one_place()
    {
        var clock = Stopwatch.StartNew();
        var lines = Enumerable.Repeat("lock", 30).ToArray();
        var graph = DependencyGraph.Of([.. Enumerable.Range(0, 1_000).Select(i => Package("a", $"{i}", lines, "a"))]);
        Assert.Equal(999, graph.NeededBy(0).Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    private static int Nearest(Package[] packages, string path)
    {
        var (nearest, longest) = (-1, -1);
        for (var i = 0; i < packages.Length - 1; i++)
        {
            foreach (var evidence in packages[i].Evidence)
            {
                var shared = 0;
                for (var at = 0; at < path.Length && at < evidence.Path.Length && path[at] == evidence.Path[at]; at++)
                    shared = path[at] is '/' or '!' ? at + 1 : shared;
                if (shared > longest)
                    (longest, nearest) = (shared, i);
            }
        }

        return nearest;
    }

    private static Package Package(string name, string version, string[] places, params string[] requires) => new()
    {
        Purl = new PackageUrl("npm", null, name, version),
        Evidence = [.. places.Select(p => new Evidence(p, "x"))],
        Requires = requires,
    };
}
