using System.Text;
using Pavior.Core;
using Pavior.Scan.Sbom;
using Xunit;

namespace Pavior.Scan.Tests.Sbom;

public sealed class ForeignSbomTests
{
    [Fact]
    public void Trivys_cyclonedx_gives_packages_layers_and_source_packages()
    {
        var report = Read("""
            {
              "bomFormat": "CycloneDX", "specVersion": "1.6",
              "metadata": {
                "timestamp": "2026-11-24T06:42:07+00:00",
                "component": {
                  "bom-ref": "root", "type": "container", "name": "shop",
                  "properties": [
                    {"name": "aquasecurity:trivy:DiffID", "value": "sha256:1111111111111111111111111111111111111111111111111111111111111111"},
                    {"name": "aquasecurity:trivy:DiffID", "value": "sha256:2222222222222222222222222222222222222222222222222222222222222222"}
                  ]
                }
              },
              "components": [
                {"bom-ref": "os", "type": "operating-system", "name": "debian", "version": "12.15",
                 "properties": [{"name": "aquasecurity:trivy:Class", "value": "os-pkgs"}]},
                {"bom-ref": "lock", "type": "application", "name": "srv/package-lock.json",
                 "properties": [{"name": "aquasecurity:trivy:Class", "value": "lang-pkgs"}]},
                {"bom-ref": "a", "type": "library", "name": "libc6", "version": "2.36-9", "supplier": {"name": "GNU Libc Maintainers"},
                 "licenses": [{"license": {"id": "LGPL-2.1-only"}}, {"license": {"name": "own words"}}],
                 "purl": "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12.15",
                 "properties": [
                   {"name": "aquasecurity:trivy:LayerDiffID", "value": "sha256:1111111111111111111111111111111111111111111111111111111111111111"},
                   {"name": "aquasecurity:trivy:SrcName", "value": "glibc"}, {"name": "aquasecurity:trivy:SrcVersion", "value": "2.36"},
                   {"name": "aquasecurity:trivy:SrcRelease", "value": "9"}, {"name": "aquasecurity:trivy:SrcEpoch", "value": "1"}]},
                {"bom-ref": "b", "type": "library", "name": "ms", "version": "2.0.0", "purl": "pkg:npm/ms@2.0.0",
                 "properties": [
                   {"name": "aquasecurity:trivy:FilePath", "value": "app/node_modules/ms/package.json"},
                   {"name": "aquasecurity:trivy:LayerDiffID", "value": "sha256:2222222222222222222222222222222222222222222222222222222222222222"}]},
                {"bom-ref": "c", "type": "library", "name": "ms", "version": "2.0.0", "purl": "pkg:npm/ms@2.0.0",
                 "properties": [{"name": "aquasecurity:trivy:FilePath", "value": "app/other/ms/package.json"}]}
              ],
              "dependencies": [{"ref": "b", "dependsOn": ["a", "gone"]}]
            }
            """);
        Assert.Empty(report.Inventory.Gaps);
        Assert.Equal(new Distribution("debian", "12.15", "").PurlQualifier, report.Inventory.Distribution?.PurlQualifier);
        Assert.Equal(2, report.Target.Layers.Count);
        var libc = report.Inventory.Packages[0];
        Assert.Equal(new SourcePackage("glibc", "1:2.36-9"), libc.Source);
        Assert.Equal(["LGPL-2.1-only", "own words"], libc.Licenses);
        Assert.Equal([new Evidence("bom", "cyclonedx")], libc.Evidence);
        var ms = report.Inventory.Packages[1];
        Assert.Equal([new Evidence("app/node_modules/ms/package.json", "cyclonedx", 1), new Evidence("app/other/ms/package.json", "cyclonedx")], ms.Evidence);
        Assert.Equal(["libc6"], ms.Requires);
        Assert.Equal(2, report.Inventory.Packages.Count);
    }

    [Fact]
    public void Syfts_cyclonedx_gives_the_source_package_of_the_purl()
    {
        var report = Read("""
            {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
              {"bom-ref":"1","type":"library","name":"libcrypto3","version":"3.1.4-r5","cpe":"cpe:2.3:a:openssl:libcrypto3:3.1.4-r5:*:*:*:*:*:*:*",
               "purl":"pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=alpine-3.19.1&upstream=openssl",
               "properties":[{"name":"syft:location:0:path","value":"/lib/apk/db/installed"}]},
              {"bom-ref":"2","type":"library","name":"bash","version":"5.1.8","purl":"pkg:rpm/centos/bash@5.1.8-6.el9?upstream=bash-5.1.8-6.el9.src.rpm"},
              {"bom-ref":"3","type":"file","name":"/etc/passwd"}]}
            """);
        var crypto = report.Inventory.Packages[0];
        Assert.Equal("pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=alpine-3.19.1", crypto.Purl.ToString());
        Assert.Equal(new SourcePackage("openssl", "3.1.4-r5"), crypto.Source);
        Assert.Equal("lib/apk/db/installed", crypto.Evidence[0].Path);
        Assert.StartsWith("cpe:2.3:a:openssl", crypto.Properties["sbom:cpe"], StringComparison.Ordinal);
        Assert.Equal(new SourcePackage("bash", "5.1.8-6.el9"), report.Inventory.Packages[1].Source);
        Assert.Equal(2, report.Inventory.Packages.Count);
    }

    [Fact]
    public void A_component_without_purl_is_listed_as_generic_and_uncertain()
    {
        var package = Assert.Single(Read("""
            {"bomFormat":"CycloneDX","specVersion":"1.4","components":[
              {"type":"application","group":"acme","name":"tool","version":"1","components":[]},
              {"type":"device","name":"printer"}]}
            """).Inventory.Packages);
        Assert.Equal(("pkg:generic/acme/tool@1", Confidence.Low), (package.Purl.ToString(), package.Confidence));
    }

    [Fact]
    public void A_purl_that_is_none_is_a_gap_and_the_package_stays()
    {
        var report = Read("""
            {"bomFormat":"CycloneDX","specVersion":"1.4","components":[
              {"type":"library","name":"left-pad","version":"1","purl":"left-pad@1"}]}
            """);
        Assert.Equal("pkg:generic/left-pad@1", Assert.Single(report.Inventory.Packages).Purl.ToString());
        Assert.Equal("bom, line 2: expected a package URL, not left-pad@1", Assert.Single(report.Inventory.Gaps).Reason);
    }

    [Fact]
    public void Nested_and_external_components_are_read()
    {
        var report = Read("""
            {"bomFormat":"CycloneDX","specVersion":"1.7","components":[
              {"type":"library","name":"a","version":"1","purl":"pkg:npm/a@1","scope":"excluded",
               "components":[{"type":"library","name":"b","version":"2","purl":"pkg:npm/b@2","isExternal":true}]}]}
            """);
        Assert.Equal(
            [("a", Relation.Installed, DependencyScope.Development), ("b", Relation.Declared, DependencyScope.Runtime)],
            report.Inventory.Packages.Select(p => (p.Name, p.Relation, p.Scope)));
    }

    [Fact]
    public void Complaints_about_xml_name_its_lines()
    {
        var report = Read("""
            <?xml version="1.0"?>
            <bom xmlns="http://cyclonedx.org/schema/bom/1.5">
              <components>
                <component type="library" bom-ref="x">
                  <name>a</name>
                  <version>1</version>
                  <hashes><hash alg="SHA-256">beef</hash></hashes>
                  <licenses><license><id>MIT</id></license></licenses>
                  <purl>pkg:npm/a@1</purl>
                  <evidence><occurrences><occurrence><location>/srv/a</location><line>7</line></occurrence></occurrences></evidence>
                </component>
              </components>
              <dependencies><dependency ref="x"><dependency ref="x"/></dependency></dependencies>
            </bom>
            """);
        var package = Assert.Single(report.Inventory.Packages);
        Assert.Equal(["MIT"], package.Licenses);
        Assert.Equal([new Evidence("srv/a", "cyclonedx", null, 7)], package.Evidence);
        Assert.Equal("bom, line 7: expected hash content of 32, 40, 64, 96 or 128 hexadecimal digits", Assert.Single(report.Inventory.Gaps).Reason);
    }

    [Fact]
    public void Trivys_spdx_gives_packages_without_sources_and_lock_files()
    {
        var report = Read("""
            {
              "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "shop", "creationInfo": {"created": "2026-11-24T07:00:43Z"},
              "packages": [
                {"SPDXID": "SPDXRef-Image", "name": "shop", "primaryPackagePurpose": "CONTAINER", "annotations": [
                  {"comment": "DiffID: sha256:1111111111111111111111111111111111111111111111111111111111111111"}]},
                {"SPDXID": "SPDXRef-OS", "name": "debian", "versionInfo": "12.15", "primaryPackagePurpose": "OPERATING-SYSTEM"},
                {"SPDXID": "SPDXRef-Lock", "name": "srv/package-lock.json", "primaryPackagePurpose": "APPLICATION",
                 "annotations": [{"comment": "Class: lang-pkgs"}]},
                {"SPDXID": "SPDXRef-libc", "name": "libc6", "versionInfo": "2.36-9", "supplier": "Organization: GNU (gnu@lists.example.org)",
                 "sourceInfo": "built package from: glibc 2.36-9", "licenseDeclared": "MIT AND LicenseRef-1", "licenseConcluded": "ISC",
                 "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:deb/debian/libc6@2.36-9"}],
                 "annotations": [{"comment": "LayerDiffID: sha256:1111111111111111111111111111111111111111111111111111111111111111"}]},
                {"SPDXID": "SPDXRef-ms", "name": "ms", "versionInfo": "2.0.0", "licenseDeclared": "NONE", "licenseConcluded": "NOASSERTION",
                 "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/ms@2.0.0"}]}
              ],
              "files": [{"SPDXID": "SPDXRef-File", "fileName": "./app/node_modules/ms/package.json"}],
              "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-1", "name": "LGPL-2.1 and more", "extractedText": "This component is licensed under LGPL"}],
              "relationships": [
                {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-Image"},
                {"spdxElementId": "SPDXRef-ms", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-File"},
                {"spdxElementId": "SPDXRef-ms", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-libc"}
              ]
            }
            """);
        Assert.Empty(report.Inventory.Gaps);
        Assert.Equal(["libc6", "ms"], report.Inventory.Packages.Select(p => p.Name));
        var libc = report.Inventory.Packages[0];
        Assert.Equal(new SourcePackage("glibc", "2.36-9"), libc.Source);
        Assert.Equal(["MIT", "LGPL-2.1 and more"], libc.Licenses);
        Assert.Equal("GNU <gnu@lists.example.org>", libc.Supplier);
        var ms = report.Inventory.Packages[1];
        Assert.Equal([new Evidence("app/node_modules/ms/package.json", "spdx")], ms.Evidence);
        Assert.Equal(["libc6"], ms.Requires);
        Assert.Empty(ms.Licenses);
        Assert.Equal("debian-12.15", report.Inventory.Distribution?.PurlQualifier);
    }

    [Fact]
    public void Tag_value_by_hand_is_read()
    {
        var report = Read("""
            # made by hand
            SPDXVersion: SPDX-2.2
            DataLicense: CC0-1.0
            PackageName: zlib
            SPDXID: SPDXRef-zlib
            PackageVersion: 1.3
            PackageLicenseDeclared: LicenseRef-own
            PackageComment: <text>PackageName: not one
            SPDXID: SPDXRef-no</text>
            ExternalRef: SECURITY cpe23Type cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*
            ExternalRef: PACKAGE_MANAGER purl pkg:github/madler/zlib@1.3

            PackageName: other
            SPDXID: SPDXRef-other
            FileName: ./lib/libz.so
            SPDXID: SPDXRef-file
            LicenseID: LicenseRef-own
            ExtractedText: <text>do what
            you like</text>
            Relationship: SPDXRef-zlib DEPENDS_ON SPDXRef-other
            """);
        Assert.Equal(["pkg:generic/other", "pkg:github/madler/zlib@1.3"], report.Inventory.Packages.Select(p => p.Purl.ToString()));
        Assert.Equal(["do what\nyou like"], report.Inventory.Packages[1].Licenses);
        Assert.Equal(["other"], report.Inventory.Packages[1].Requires);
    }

    [Fact]
    public void Spdx_3_of_others_is_read()
    {
        var report = Read("""
            {"@context": "https://spdx.org/rdf/3.0.0/spdx-context.jsonld", "@graph": [
              {"type": "CreationInfo", "@id": "_:c", "created": "2024-05-02T00:00:00Z"},
              {"type": "software_Sbom", "spdxId": "urn:sbom", "rootElement": ["urn:app"]},
              {"type": "software_Package", "spdxId": "urn:app", "name": "app", "software_primaryPurpose": "application"},
              {"type": "Organization", "spdxId": "urn:org", "name": "Acme"},
              {"type": "software_Package", "spdxId": "urn:a", "name": "elliptic", "software_packageVersion": "6.5.2", "suppliedBy": "urn:org",
               "externalIdentifier": [{"externalIdentifierType": "packageUrl", "identifier": "pkg:npm/elliptic@6.5.2"}]},
              {"type": "Relationship", "from": "urn:a", "relationshipType": "hasDeclaredLicense", "to": ["https://spdx.org/licenses/MIT"]},
              {"type": "Relationship", "from": "urn:app", "relationshipType": "contains", "to": "urn:a"}]}
            """);
        var package = Assert.Single(report.Inventory.Packages);
        Assert.Equal(("pkg:npm/elliptic@6.5.2", "Acme", "MIT"), (package.Purl.ToString(), package.Supplier, package.Licenses[0]));
    }

    [Theory]
    [InlineData("", "bom, byte 0: expected an SBOM: CycloneDX as JSON or XML, SPDX 2 as JSON or tag-value, SPDX 3 as JSON-LD, or a JSON report of pavior")]
    [InlineData("{\"a\": 1}", "bom, byte 0: expected an SBOM: CycloneDX as JSON or XML, SPDX 2 as JSON or tag-value, SPDX 3 as JSON-LD, or a JSON report of pavior")]
    [InlineData("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"2.0\"}", "bom: CycloneDX 2.0: versions 1.2 to 1.7 are read")]
    [InlineData("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\",\n\"components\": [{\"type\": \"library\"}]}", "bom, line 2: expected a component with a name")]
    [InlineData("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\",\n\"components\": {}}", "bom, line 2: expected components as an array")]
    [InlineData("{\"spdxVersion\": \"SPDX-2.3\",\n\"packages\": [{\"SPDXID\": \"x\"}]}", "bom, line 2: expected a package with a name")]
    [InlineData("{\"spdxVersion\": \"SPDX-1.2\"}", "bom: SPDX-1.2: as JSON, versions SPDX-2.0 to SPDX-2.3 are read")]
    [InlineData("SPDXVersion: SPDX-2.3\nPackageName: a\n", "bom, line 2: expected a package with an SPDXID")]
    [InlineData("SPDXVersion: SPDX-2.3\nDocumentComment: <text>no end\n", "bom, line 2: expected a text that ends with </text>")]
    [InlineData("SPDXVersion: SPDX-2.3\nwhat is this\n", "bom, line 2: expected a tag, a colon and a value")]
    public void What_is_no_sbom_is_refused_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ParseException>(() => Read(text)).Message);

    [Fact]
    public void A_document_type_is_refused_not_expanded()
    {
        var refused = Assert.Throws<ParseException>(() => Read("""
            <!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library"><name>&b;</name></component></components></bom>
            """));
        Assert.StartsWith("bom, line 1: expected CycloneDX XML", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_not_followed()
    {
        var xml = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\">"
            + string.Concat(Enumerable.Repeat("<components><component type=\"library\"><name>a</name>", 10_000));
        Assert.Equal(GapKind.LimitReached, Assert.Throws<ParseException>(() => Read(xml)).Kind);
        var json = "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\"" + string.Concat(Enumerable.Repeat(", \"components\": [{\"type\": \"library\", \"name\": \"a\"", 10_000));
        Assert.Throws<ParseException>(() => Read(json));
    }

    [Fact]
    public void A_document_of_millions_of_values_is_refused_before_it_is_parsed()
    {
        var text = "{\"bomFormat\": [" + new string('[', 100) + string.Concat(Enumerable.Repeat("[],", 3_100_000));
        var refused = Assert.Throws<ParseException>(() => Read(text));
        Assert.Equal((GapKind.LimitReached, "bom: JSON of more than 3000000 values"), (refused.Kind, refused.Message));
    }

    [Fact]
    public void Of_thousands_of_breaches_and_complaints_a_hundred_each_are_told()
    {
        var components = string.Join(",\n", Enumerable.Range(0, 20_000).Select(i => $$"""{"type": "gadget", "name": "a{{i}}", "purl": "no", "bom-ref": ""}"""));
        var report = Read($$"""{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{{components}}]}""");
        Assert.Equal(201, report.Inventory.Gaps.Count);
    }

    internal static Report Read(string text) => SbomFile.Read("bom", Encoding.UTF8.GetBytes(text)).Finish(new Target(TargetKind.Sbom, "bom"));
}
