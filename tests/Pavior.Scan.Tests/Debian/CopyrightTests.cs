using System.Text;
using Pavior.Core;
using Pavior.Reports.Licenses;
using Pavior.Scan.Debian;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Debian;

public sealed class CopyrightTests
{
    private const string Path = "usr/share/doc/shop/copyright";

    [Theory]
    [InlineData("Expat", "MIT")]
    [InlineData("expat", "MIT")]
    [InlineData("GPL-2", "GPL-2.0-only")]
    [InlineData("GPL-2.0", "GPL-2.0-only")]
    [InlineData("GPL-2.0.0+", "GPL-2.0-or-later")]
    [InlineData("GPL-1+", "GPL-1.0-or-later")]
    [InlineData("LGPL-2.1+", "LGPL-2.1-or-later")]
    [InlineData("AGPL-3", "AGPL-3.0-only")]
    [InlineData("GFDL-1.3+", "GFDL-1.3-or-later")]
    [InlineData("GFDL-NIV-1.2", "GFDL-1.2-no-invariants-only")]
    [InlineData("GPL-2.0-or-later", "GPL-2.0-or-later")]
    [InlineData("Apache-2", "Apache-2.0")]
    [InlineData("BSD-3-clause", "BSD-3-Clause")]
    [InlineData("CC0", "CC0-1.0")]
    [InlineData("CC-BY-SA-3", "CC-BY-SA-3.0")]
    [InlineData("Zope-2.1", "ZPL-2.1")]
    [InlineData("MPL-1.1+", "MPL-1.1+")]
    [InlineData("LPPL-1.3c", "LPPL-1.3c")]
    [InlineData("zlib", "Zlib")]
    [InlineData("MIT-0", "MIT-0")]
    [InlineData("GPL-1+ or Artistic", "GPL-1.0-or-later OR Artistic-1.0-Perl")]
    [InlineData("GPL-2+ and Expat or ISC", "GPL-2.0-or-later AND MIT OR ISC")]
    [InlineData("GPL-2+ or Artistic-2.0, and BSD-3-clause", "(GPL-2.0-or-later OR Artistic-2.0) AND BSD-3-Clause")]
    [InlineData("Expat, or GPL-2 and ISC", "MIT OR GPL-2.0-only AND ISC")]
    [InlineData("Expat, or ISC, and Zlib", "(MIT OR ISC) AND Zlib")]
    [InlineData("GPL-2 with Linux-syscall-note exception", "GPL-2.0-only WITH Linux-syscall-note")]
    [InlineData("GPL-2+ with Font exception and Expat", "GPL-2.0-or-later WITH Font-exception-2.0 AND MIT")]
    [InlineData("Apache-2.0 WITH LLVM-exception", "Apache-2.0 WITH LLVM-exception")]
    public void Names_with_a_counterpart_are_SPDX_expressions(string name, string expected)
    {
        Assert.Equal(expected, DebianLicense.Read(name));
        Assert.True(LicenseExpression.IsValid(expected));
    }

    [Theory]
    [InlineData("public-domain")]
    [InlineData("GPL")]
    [InlineData("GPL-7")]
    [InlineData("BSD-3-clause~Google")]
    [InlineData("SIL-1.1")]
    [InlineData("LPPL-1.3+")]
    [InlineData("Expat+")]
    [InlineData("GPL-2+ with OpenSSL exception")]
    [InlineData("Expat or Custom")]
    [InlineData("LGPLv3+_or_GPLv2+")]
    public void Names_without_one_stay_as_they_are_written(string name) => Assert.Equal(name, DebianLicense.Read(name));

    [Theory]
    [InlineData("")]
    [InlineData("Permission to use, copy, modify, and distribute this software")]
    [InlineData("and")]
    [InlineData("Expat or")]
    [InlineData("Expat, ISC")]
    [InlineData("Expat with")]
    [InlineData("or Expat")]
    [InlineData(", and Expat")]
    [InlineData("The MIT License")]
    public void Other_words_are_no_licence_names(string text) => Assert.Null(DebianLicense.Read(text));

    [Fact]
    public void A_machine_readable_file_states_the_licences_of_its_files_once_and_in_order()
    {
        var found = Licenses("""
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
            Upstream-Name: shop
            License: Apache-2.0

            Files: *
            Copyright: 2020 A
            License: GPL-2+
             This program is free software; see /usr/share/common-licenses/GPL-2.
             .
             License: not-a-field

            Files: lib/*
            Copyright: 2021 B
            license: GPL-2.0+

            Files: debian/*
            Copyright: 2022 C
            License:
             public-domain

            Files: art/*
            License:
             Whoever reads this
             may do as they please.

            License: only-the-text
             Its words.
            """);

        Assert.Equal(["Apache-2.0", "GPL-2.0-or-later", "public-domain"], found);
    }

    [Fact]
    public void A_free_text_states_the_common_licences_that_it_refers_to()
    {
        var found = Licenses("""
            This package was debianized by A.
            License: see below

            On Debian systems, the complete text of the GNU General Public License is in "/usr/share/common-licenses/GPL-2".
            The library is under /usr/share/common-licenses/LGPL-2.1, the manual
            under `/usr/share/common-licenses/Artistic'; again /usr/share/common-licenses/GPL-2.
            Not /usr/share/common-licenses/, not /usr/share/common-licenses/GPL-7 and not /usr/share/common-licenses/BSDs.
            """);

        Assert.Equal(["GPL-2", "LGPL-2.1", "Artistic-1.0-Perl"], found);
    }

    [Fact]
    public void A_machine_readable_file_without_names_is_read_as_free_text() =>
        Assert.Equal(["BSD-3-Clause"], Licenses("Format: x\n\nLicense: a\n /usr/share/common-licenses/BSD\n"));

    [Theory]
    [InlineData("")]
    [InlineData("Format: x\n")]
    [InlineData("Copyright 2020 A. All rights reserved.\n")]
    public void A_file_that_says_nothing_certain_states_nothing(string text) => Assert.Empty(Licenses(text));

    [Fact]
    public void More_licences_than_any_package_has_are_a_gap()
    {
        var text = new StringBuilder("Format: x\n");
        for (var i = 0; i <= 1000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\nFiles: {i}\nLicense: name-of-{i}x\n");

        var found = ExtractorRun.Over(new CopyrightExtractor(), Path, text.ToString());

        Assert.Equal((GapKind.LimitReached, $"{Path}: more than 1000 licences"), (Assert.Single(found.Gaps).Kind, found.Gaps[0].Reason));
        Assert.Empty(found.Licenses);
    }

    [Fact]
    public void A_copyright_file_deeper_in_the_folder_is_not_the_packages() =>
        Assert.True(ExtractorRun.Over(new CopyrightExtractor(), "usr/share/doc/shop/examples/copyright", "/usr/share/common-licenses/GPL-2").IsEmpty);

    [Fact]
    public void Damaged_files_are_read_without_complaint()
    {
        const string Seed = "Format: x\nLicense: A\n\nFiles: *\nLicense: GPL-2+ or Artistic, and B with Font exception\n /usr/share/common-licenses/GPL-2\n";
        foreach (var bytes in SeededMutations.Of(Encoding.UTF8.GetBytes(Seed), 3000))
            Assert.Empty(ExtractorRun.Over(new CopyrightExtractor(), Path, bytes).Gaps);
    }

    private static IReadOnlyList<string> Licenses(string text)
    {
        var found = ExtractorRun.Over(new CopyrightExtractor(), Path, text);
        Assert.Empty(found.Gaps);
        return found.Licenses;
    }
}
