using Pavior.Core;
using Pavior.Reports.Sbom;
using Xunit;

namespace Pavior.Reports.Tests;

public sealed class SbomReferencesTests
{
    [Fact]
    public void A_purl_that_looks_numbered_gets_a_name_of_its_own() => Assert.Equal(
        ["pkg:golang/a@1", "pkg:golang/a@1#2", "pkg:golang/a@1#2#2", "pkg:golang/a@1#3"],
        SbomReferences.Of(Packages("pkg:golang/a@1", "pkg:golang/a@1", "pkg:golang/a@1#2", "pkg:golang/a@1")));

    [Fact]
    public void A_number_that_is_taken_is_passed_over() => Assert.Equal(
        ["pkg:golang/a@1#2", "pkg:golang/a@1", "pkg:golang/a@1#3"],
        SbomReferences.Of(Packages("pkg:golang/a@1#2", "pkg:golang/a@1", "pkg:golang/a@1")));

    [Fact]
    public void Names_of_other_things_in_the_document_are_not_given_again() => Assert.Equal(
        ["pkg:oci/shop@1#2", "pkg:golang/a@1"],
        SbomReferences.Of(Packages("pkg:oci/shop@1", "pkg:golang/a@1"), "pkg:oci/shop@1", "operating-system"));

    private static Package[] Packages(params string[] purls) => [.. purls.Select(purl =>
    {
        Assert.True(PackageUrl.TryParse(purl, out var parsed));
        return new Package { Purl = parsed };
    })];
}
