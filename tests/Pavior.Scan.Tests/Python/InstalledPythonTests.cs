using System.Text;
using Pavior.Core;
using Pavior.Scan.Python;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Python;

public sealed class InstalledPythonTests
{
    private const string SitePackages = "opt/site-packages";

    /// <summary>Installed by pip and setuptools; expected.txt is what importlib.metadata lists.</summary>
    [Fact]
    public void The_list_is_the_one_that_python_itself_gives()
    {
        var folder = Repository.Fixture("Pavior.Scan.Tests", "python/installed/site-packages");
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = SitePackages + "/" + Path.GetRelativePath(folder, file).Replace('\\', '/');
            var found = ExtractorRun.Over(file.EndsWith(".egg", StringComparison.Ordinal) ? new PythonEgg() : new InstalledPython(), path, File.ReadAllBytes(file));
            Assert.Empty(found.Gaps);
            lines.AddRange(found.Packages.Select(p => $"{p.Name} {p.Version}"));
        }

        Snapshot.Match(
            Repository.Fixture("Pavior.Scan.Tests", "python/installed/expected.txt"),
            string.Join('\n', lines.Distinct().Order(StringComparer.Ordinal)) + "\n");
    }

    [Fact]
    public void Metadata_tells_name_licence_maker_and_needs()
    {
        var package = Assert.Single(Metadata("""
            Metadata-Version: 2.1
            Name: Zope.Some__Thing
            Version: 1.0.post1
            Author-email: Jo <jo@example.org>
            License: a long
              text
            Classifier: License :: OSI Approved
            Classifier: License :: OSI Approved :: MIT License
            Requires-Dist: Other.Name[x] (>=1.0) ; python_version > "3"
            Requires-Dist: plain
            Requires-Dist: only-extra ; (python_version > "3") and extra == 'x'
            Requires-Dist: tricky ; platform_machine == "extra"

            Name: not-a-header
            """).Packages);

        Assert.Equal("pkg:pypi/zope-some-thing@1.0.post1", package.Purl.ToString());
        Assert.Equal(["MIT License"], package.Licenses);
        Assert.Equal("Jo <jo@example.org>", package.Supplier);
        Assert.Equal(["other-name", "plain", "tricky"], package.Requires);
    }

    [Theory]
    [InlineData("License-Expression: MIT OR Apache-2.0\nLicense: x", "MIT OR Apache-2.0")]
    [InlineData("License: BSD\n  Redistribution and use", "BSD")]
    [InlineData("License: UNKNOWN", "")]
    public void A_licence_is_what_the_best_field_says(string fields, string license) =>
        Assert.Equal(license, string.Join('|', Assert.Single(Metadata($"Name: a\nVersion: 1\n{fields}\n").Packages).Licenses));

    [Theory]
    [InlineData("Name: a\n", "line 2: expected a field Version above this line")]
    [InlineData("Version: 1\n", "line 2: expected a field Name with the name of a distribution above this line")]
    [InlineData("", "line 1: expected a field Name with the name of a distribution above this line")]
    public void Metadata_without_name_or_version_is_a_gap(string text, string reason) =>
        Assert.EndsWith(reason, Assert.Single(Metadata(text).Gaps).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_copy_inside_another_distribution_is_vendored() =>
        Assert.Equal(
            Relation.Vendored,
            Assert.Single(ExtractorRun.Over(
                new InstalledPython(), $"{SitePackages}/setuptools/_vendor/wheel-0.43.0.dist-info/METADATA", "Name: wheel\nVersion: 0.43.0\n").Packages).Relation);

    [Fact]
    public void A_record_lists_files_from_the_root_of_the_target()
    {
        var owned = Assert.Single(ExtractorRun.Over(
            new InstalledPython(),
            "usr/lib/python3/site-packages/a-1.dist-info/RECORD",
            "a/__init__.py,sha256=x,1\r\n../../../bin/a,,\n\"a/b,\"\"c\"\".py\",,\n/etc/a.conf,,\n../../../../../../up,,\n\n").Owned);

        Assert.Equal("", owned.Package);
        Assert.Equal(
            ["usr/lib/python3/site-packages/a/__init__.py", "usr/bin/a", "usr/lib/python3/site-packages/a/b,\"c\".py", "etc/a.conf", "up"],
            Paths(owned.Files));
    }

    [Fact]
    public void A_conda_record_names_build_channel_and_files()
    {
        var package = Assert.Single(ExtractorRun.Over(new CondaMeta(), "opt/conda/conda-meta/xz-5.4.6-h5eee18b_1.json", """
            {"name": "xz", "version": "5.4.6", "build": "h5eee18b_1", "channel": "https://conda.example.org/pkgs/main/linux-64",
             "subdir": "linux-64", "fn": "xz-5.4.6-h5eee18b_1.conda", "license": "LGPL-2.1-or-later",
             "depends": ["libgcc-ng >=11.2.0", "__glibc >=2.17", "python_abi"], "files": ["bin/xz", "lib/liblzma.so.5"]}
            """).Packages);

        Assert.Equal("pkg:conda/xz@5.4.6?build=h5eee18b_1&channel=main&subdir=linux-64&type=conda", package.Purl.ToString());
        Assert.Equal(["LGPL-2.1-or-later"], package.Licenses);
        Assert.Equal(["libgcc-ng", "python_abi"], package.Requires);
        Assert.Equal(["opt/conda/bin/xz", "opt/conda/lib/liblzma.so.5"], Paths(package.Files));
    }

    [Fact]
    public void Broken_variants_are_read_or_refused_but_never_crash()
    {
        var folder = Repository.Fixture("Pavior.Scan.Tests", "python/installed/site-packages");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            IExtractor extractor = file.EndsWith(".egg", StringComparison.Ordinal) ? new PythonEgg() : new InstalledPython();
            foreach (var bytes in SeededMutations.Of(File.ReadAllBytes(file), 500))
                ExtractorRun.Over(extractor, "a/" + Path.GetFileName(file), bytes);
        }
    }

    private static Extraction Metadata(string text) =>
        ExtractorRun.Over(new InstalledPython(), $"{SitePackages}/a-1.dist-info/METADATA", text);

    private static List<string> Paths(FileList files)
    {
        var paths = new List<string>();
        foreach (var path in files)
            paths.Add(Encoding.UTF8.GetString(path));
        return paths;
    }
}
