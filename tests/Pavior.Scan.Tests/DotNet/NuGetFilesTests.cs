using System.Text;
using Pavior.Core;
using Pavior.Scan.DotNet;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.DotNet;

public sealed class NuGetFilesTests
{
    private const string Lock = """
        {"version":1,"dependencies":{"net10.0":{
          "Newtonsoft.Json":{"type":"Direct","requested":"[13.0.3, )","resolved":"13.0.3","contentHash":"HrC5"},
          "Serilog":{"type":"Transitive","resolved":"4.0.0","contentHash":"x","dependencies":{"Newtonsoft.Json":"13.0.1"}},
          "my.project":{"type":"Project"}},
         "net10.0/linux-x64":{"Newtonsoft.Json":{"type":"Direct","resolved":"13.0.3"}}}}
        """;

    private const string Config = """
        <?xml version="1.0" encoding="utf-8"?>
        <packages>
          <package id="EntityFramework" version="6.4.4" targetFramework="net48" />
          <package id="NUnit" version="3.13.3" targetFramework="net48" developmentDependency="true" />
        </packages>
        """;

    private const string Props = """
        <Project>
          <PropertyGroup>
            <SerilogVersion>4.0.0</SerilogVersion>
          </PropertyGroup>
          <ItemGroup Label="all">
            <PackageVersion Include="Newtonsoft.Json" Version="13.0.3" />
            <PackageVersion Include="Serilog" Version="$(SerilogVersion)" />
            <PackageVersion Include="Moq" Version="$(Elsewhere)" />
            <PackageVersion Include="Pinned" Version="[1.2.3]" />
            <PackageVersion Include="Nested"><Version>2.0.0-rc.1</Version></PackageVersion>
            <GlobalPackageReference Include="Floating" Version="1.*" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void Locked_packages_are_declared_once_and_projects_are_not()
    {
        var found = ExtractorRun.Over(new PackagesLockExtractor(), "packages.lock.json", Lock);

        Assert.Empty(found.Gaps);
        Assert.Equal("Newtonsoft.Json 13.0.3\nSerilog 4.0.0", ExtractorRun.Lines(found));
        Assert.Equal(2, found.Packages.Count);
        Assert.All(found.Packages, p => Assert.Equal(Relation.Declared, p.Relation));
        Assert.Equal(["Newtonsoft.Json"], found.Packages[1].Requires);
    }

    [Fact]
    public void A_package_list_of_old_projects_is_read_with_lines()
    {
        var found = ExtractorRun.Over(new PackagesConfigExtractor(), "packages.config", Config);

        Assert.Equal("EntityFramework 6.4.4\nNUnit 3.13.3", ExtractorRun.Lines(found));
        Assert.Equal((DependencyScope.Development, 4), (found.Packages[1].Scope, found.Packages[1].Evidence[0].Line));
    }

    [Fact]
    public void Central_versions_are_read_with_properties_of_the_same_file()
    {
        var found = ExtractorRun.Over(MsBuildPackagesExtractor.Central, "Directory.Packages.props", Props);

        Assert.Empty(found.Gaps);
        Assert.Equal(
            "Floating \nMoq \nNested 2.0.0-rc.1\nNewtonsoft.Json 13.0.3\nPinned 1.2.3\nSerilog 4.0.0",
            ExtractorRun.Lines(found));
        Assert.Equal("$(Elsewhere)", found.Packages.Single(p => p.Name == "Moq").Properties["nuget:requested"]);
    }

    [Fact]
    public void References_of_a_project_without_a_version_use_one_that_is_stated_elsewhere()
    {
        var found = ExtractorRun.Over(MsBuildPackagesExtractor.Project, "a.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="A" Version="1.0.0" PrivateAssets="all" />
                <PackageReference Include="B" />
                <ProjectReference Include="../c/c.csproj" />
              </ItemGroup>
            </Project>
            """);

        Assert.Empty(found.Gaps);
        Assert.Equal(DependencyScope.Development, Assert.Single(found.Packages).Scope);
    }

    [Fact]
    public void Restored_packages_are_declared()
    {
        var found = ExtractorRun.Over(new ProjectAssetsExtractor(), "obj/project.assets.json",
            """{"version":3,"libraries":{"A/1.0.0":{"type":"package","sha512":"x"},"b/1.0.0":{"type":"project"}}}""");

        Assert.Equal("A 1.0.0", ExtractorRun.Lines(found));
    }

    [Fact]
    public void A_document_type_is_refused()
    {
        const string Bomb = """<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><packages>&b;</packages>""";

        Assert.Single(ExtractorRun.Over(new PackagesConfigExtractor(), "packages.config", Bomb).Gaps);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        Attack(new PackagesLockExtractor(), Lock);
        Attack(new PackagesConfigExtractor(), Config);
        Attack(MsBuildPackagesExtractor.Central, Props);
        Attack(new ProjectAssetsExtractor(), """{"version":3,"libraries":{"A/1.0.0":{"type":"package","sha512":"x"}}}""");
    }

    private static void Attack(IExtractor extractor, string seed)
    {
        foreach (var bytes in SeededMutations.Of(Encoding.UTF8.GetBytes(seed), 1500))
            ExtractorRun.Over(extractor, "a", bytes);
    }
}
