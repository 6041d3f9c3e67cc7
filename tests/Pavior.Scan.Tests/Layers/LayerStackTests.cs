using System.Text;
using Pavior.Core;
using Pavior.Scan.Layers;
using Xunit;

namespace Pavior.Scan.Tests.Layers;

public sealed class LayerStackTests
{
    private const string Status = "var/lib/dpkg/status";

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void The_order_in_which_layers_are_finished_changes_nothing(params int[] order)
    {
        var layers = new[]
        {
            Layer([(Status, ["bash"]), ("app/old/package.json", ["left-pad"])]),
            Layer([(Status, ["bash", "curl"])]),
            Layer([(Status, ["bash", "curl", "git"])], opaque: ["app"]),
        };
        var stack = new LayerStack(layers.Length);
        foreach (var index in order)
            stack.Add(index, layers[index]);
        var squash = stack.Finish();

        var file = Assert.Single(squash.VisibleFiles());
        Assert.Equal((Status, 2), (file.Path, file.Layer));
        var origin = squash.Origins(file, "dpkg");
        Assert.Equal([0, 1, 2], file.Extractions[0].Packages.Select(origin));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(2, 1, 0)]
    public void A_file_of_two_names_comes_from_the_same_layer_in_whatever_order_its_names_go(params int[] order)
    {
        var layers = new[]
        {
            Layer([("bin/a", ["tool"])]) with { OtherNames = new Dictionary<string, string> { ["bin/b"] = "bin/a" } },
            Layer([]) with { Whiteouts = new HashSet<string> { "bin/b" } },
            Layer([("bin/a", ["tool"])]),
        };
        var stack = new LayerStack(layers.Length);
        foreach (var index in order)
            stack.Add(index, layers[index]);
        var squash = stack.Finish();
        var file = Assert.Single(squash.VisibleFiles());
        Assert.Equal([0], file.Extractions[0].Packages.Select(squash.Origins(file, "dpkg")));
    }

    [Fact]
    public void A_file_in_place_of_a_folder_hides_what_the_folder_held()
    {
        var stack = new LayerStack(2);
        stack.Add(1, Layer([("app", [])]));
        stack.Add(0, Layer([("app/package.json", ["left-pad"])]));
        Assert.Empty(stack.Finish().VisibleFiles());
    }

    private static LayerResult Layer((string Path, string[] Packages)[] files, string[]? opaque = null)
    {
        var paths = files.Select(f => PathHash.OfFile(Encoding.UTF8.GetBytes(f.Path))).ToArray();
        Array.Sort(paths);
        return LayerResult.Of(files.ToDictionary(f => f.Path, f => Found(f.Path, f.Packages))) with
        {
            Paths = paths,
            OpaqueFolders = (opaque ?? []).ToHashSet(),
        };
    }

    private static IReadOnlyList<Extraction> Found(string path, string[] packages)
    {
        if (packages.Length == 0)
            return [];
        var extraction = new Extraction("dpkg", path);
        foreach (var name in packages)
        {
            Assert.True(PackageUrl.TryParse($"pkg:deb/{name}@1", out var purl));
            extraction.Add(new Package { Purl = purl });
        }

        return [extraction];
    }
}
