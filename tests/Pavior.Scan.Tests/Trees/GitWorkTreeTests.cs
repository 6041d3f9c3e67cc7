using Pavior.Scan.Sources;
using Pavior.Core;
using Pavior.Scan.Trees;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Trees;

public sealed class GitWorkTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitWorkTreeTests()
    {
        foreach (var folder in new[] { "repo/.git", "repo/services/api", "repo/module/src", "repo/odd/.git", "elsewhere" })
            Directory.CreateDirectory(_folder[folder]);
        File.WriteAllText(_folder["repo/.git/HEAD"], "ref: refs/heads/main\n");
        File.WriteAllText(_folder["repo/module/.git"], "gitdir: ../.git/modules/module\n");
        File.CreateSymbolicLink(_folder["elsewhere/link"], _folder["repo/services"]);
    }

    [Theory]
    [InlineData("repo", "")]
    [InlineData("repo/", "")]
    [InlineData("repo/services/api", "services/api")]
    [InlineData("repo/services/api/", "services/api")]
    [InlineData("repo/module", "")]
    [InlineData("repo/module/src", "src")]
    [InlineData("repo/odd", "odd")]
    [InlineData("elsewhere/link", "services")]
    [InlineData("elsewhere/link/api", "services/api")]
    [InlineData("elsewhere", null)]
    public void A_folder_knows_its_place_in_the_work_tree(string folder, string? expected) => Assert.Equal(expected, GitWorkTree.PathOf(_folder[folder]));

    [Fact]
    public async Task Only_source_trees_have_a_place_in_a_repository()
    {
        await using var tree = await TargetSources.OpenAsync("dir:" + _folder["repo/services"], new SourceOptions(), TestContext.Current.CancellationToken);
        await using var root = await TargetSources.OpenAsync("rootfs:" + _folder["repo/services"], new SourceOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(("services", null), (tree.Target.RepositoryPath, root.Target.RepositoryPath));
    }

    public void Dispose() => _folder.Dispose();
}
