using System.Text;
using Pavior.Core;
using Pavior.Scan.Arch;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Arch;

public sealed class AlpmTests
{
    private const string Desc = """
        %NAME%
        gcc-libs

        %VERSION%
        1:13.2.1-3

        %BASE%
        gcc

        %DESC%
        Runtime libraries shipped by GCC

        %ARCH%
        x86_64

        %PACKAGER%
        Allan McRae <allan@example.org>

        %LICENSE%
        GPL-3.0-with-GCC-exception
        GFDL-1.3-or-later

        %DEPENDS%
        glibc>=2.27
        libtsan.so=2-64
        bash

        """;

    [Fact]
    public void A_desc_file_is_a_package()
    {
        var package = Assert.Single(Read("desc", Desc).Packages);

        Assert.Equal("pkg:alpm/gcc-libs@1:13.2.1-3?arch=x86_64", package.Purl.ToString());
        Assert.Equal(new SourcePackage("gcc", "1:13.2.1-3"), package.Source);
        Assert.Equal(["GPL-3.0-with-GCC-exception", "GFDL-1.3-or-later"], package.Licenses);
        Assert.Equal(["bash", "glibc"], package.Requires);
        Assert.Equal("Allan McRae <allan@example.org>", package.Supplier);
    }

    [Fact]
    public void A_files_file_lists_what_the_package_of_its_folder_owns()
    {
        var owned = Assert.Single(Read("files", "%FILES%\nusr/\nusr/lib/libgcc_s.so.1\n\n%BACKUP%\netc/x\t00\n").Owned);

        Assert.Equal("", owned.Package);
        Assert.Equal("usr/\nusr/lib/libgcc_s.so.1\n", Encoding.UTF8.GetString(owned.Files.Utf8Lines));
    }

    [Fact]
    public void A_desc_file_without_version_is_a_gap() =>
        Assert.Equal("var/lib/pacman/local/a-1-1/desc, line 1: expected a section %VERSION%", Assert.Single(Read("desc", "%NAME%\na\n").Gaps).Reason);

    [Fact]
    public void No_mutation_throws()
    {
        Mutations.Run(Encoding.UTF8.GetBytes(Desc), 2000, b => ExtractorRun.Over(new AlpmLocalExtractor(), "var/lib/pacman/local/a-1-1/desc", b));
        Mutations.Run("%FILES%\na\n\n"u8.ToArray(), 1000, b => ExtractorRun.Over(new AlpmLocalExtractor(), "var/lib/pacman/local/a-1-1/files", b));
    }

    private static Extraction Read(string file, string text) => ExtractorRun.Over(new AlpmLocalExtractor(), "var/lib/pacman/local/a-1-1/" + file, text);
}
