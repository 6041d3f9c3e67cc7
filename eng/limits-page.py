#!/usr/bin/env python3
"""Writes docs/reference/limits.md from the named limits in the source. With --check it only says whether the page is up to date."""
import pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/limits.md"
CONST = re.compile(r"\bconst (?:int|long|uint) (Max\w+|HeaderBytes|RatioMatters) = ([^;]+);")
SPAN = re.compile(r"public (?:TimeSpan|int) (\w+) \{ get; init; \} = ([^;]+);")

# Folder to heading, in the order of the page.
AREAS = {
    "Core": "Every file", "Scan/Layers": "Layers", "Scan/Images": "Images in folders and archives", "Scan/Trees": "Folders",
    "Scan/Registry": "Registries", "Scan/LocalStores": "Local stores and daemons", "Scan/Cache": "Cache",
    "Formats/Oci": "OCI documents", "Formats/Tar": "Tar", "Formats/Zip": "Zip", "Formats/Files": "Compression and temporary files", "Formats/Deflate": "gzip",
    "Formats/Json": "JSON", "Formats/Yaml": "YAML", "Formats/Toml": "TOML", "Formats/Sqlite": "SQLite",
    "Formats/BerkeleyDb": "Berkeley DB", "Formats/Bolt": "Bolt", "Formats/Cvss": "CVSS vectors", "Formats/Vex": "VEX documents", "Formats/Xml": "XML", "Formats/Cel": "Conditions (CEL)", "Formats/Patterns": "Patterns (RE2)", "Policy": "Policy", "Formats/Text": "Text", "Formats/Elf": "ELF", "Formats/Pe": "PE", "Formats/MachO": "Mach-O",
    "Scan/OperatingSystems": "os-release", "Scan/Debian": "Debian", "Scan/Alpine": "Alpine", "Scan/Rpm": "RPM", "Scan/Arch": "Arch",
    "Scan/Binaries": "Programs", "Scan/Go": "Go", "Scan/Rust": "Rust", "Scan/DotNet": ".NET", "Scan/Java": "Java", "Scan/Npm": "npm",
    "Scan/Python": "Python", "Scan/Ruby": "Ruby", "Scan/Php": "PHP", "Scan/Editors": "Editor extensions", "Scan/Mcp": "MCP servers",
    "Scan/MachineLearning": "Models", "Scan/Sbom": "SBOMs", "Reports": "Reports", "Scan/Assembly": "The report", "Scan/Versions": "Versions and ranges", "Scan/Advisories": "Advisory feeds and database",
    "Scan/Match": "Matching", "Scan/Csaf": "CSAF", "Scan/Oval": "OVAL", "Scan/Ubuntu": "Ubuntu", "Scan/Wolfi": "Wolfi", "Scan/GitHub": "GitHub advisories", "Scan/Bitnami": "Bitnami", "Cli": "Command line",
}
# What a limit is of, where the comment at the constant says why it is what it is, or there is none.
WORDS = {
    "MaxBytes": "bytes of the file", "MaxFile": "bytes of the file", "MaxDepth": "values nested in values", "MaxEntries": "entries",
    "MaxPart": "characters of a part of a name", "MaxName": "bytes of a name", "MaxNameLength": "characters of a name", "MaxManifest": "bytes of the manifest",
    "MaxHeader": "bytes of the header", "MaxPath": "bytes of a path", "MaxPageSize": "bytes of a page", "MaxLicenses": "licences", "MaxValues": "values",
    "MaxMetadataBytes": "bytes of the metadata", "MaxRecordBytes": "bytes of the list of files", "MaxFields": "fields of one file",
    "Extraction.MaxPackages": "packages from one file", "Extraction.MaxGaps": "gaps from one file that are listed one by one",
    "ExecutableMagic.MaxFatArchitectures": "architectures in a fat Mach-O file", "OciLayout.MaxIndexDepth": "indexes in indexes",
    "RegistryImage.MaxIndexDepth": "indexes in indexes",
    "CredentialProgram.MaxAnswer": "bytes that a credential helper answers",
    "ImageReference.MaxName": "characters of registry and repository", "ImageReference.MaxTag": "characters of a tag",
    "RegistryAuthorization.MaxToken": "bytes of a token server's answer",
    "RegistryLimits.FirstPause": "pause before the second attempt; doubled for each one after", "RegistryRepository.MaxErrorBody": "bytes of an error document",
    "RegistryRepository.MaxErrorCode": "characters of an error code that is shown", "ContainerdSource.MaxTries": "attempts to read a database that changes meanwhile",
    "ContainersStorageRoots.MaxConfiguration": "bytes of storage.conf", "ZipEnd.MaxComment": "bytes of the archive's comment",
    "ZipLimits.MaxRatio": "unpacked bytes for each packed one, in a member longer than `RatioMatters`",
    "ZipLimits.RatioMatters": "bytes that a member may have whatever its ratio", "YamlStream.MaxBytes": "bytes of the file",
    "YamlStream.MaxAliasedNodes": "nodes that all aliases may stand for, counted as if copied", "TomlReader.MaxScalarLength": "characters of a number",
    "SqliteDatabase.MaxSchemaRows": "rows of the schema", "SqliteTableReader.MaxPayload": "bytes of one row", "SqliteTableReader.MaxDepth": "pages on the way to a leaf",
    "BerkeleyReader.MaxItem": "bytes of one item", "BerkeleyReader.MaxDepth": "pages on the way to a leaf", "ElfFile.MaxSections": "sections",
    "ElfFile.MaxSegments": "segments", "ElfFile.MaxNameTable": "bytes of the table of names", "ElfNotes.MaxBytes": "bytes of a note section",
    "ElfNotes.MaxNotes": "notes", "PeFile.MaxDirectories": "directories of the header", "PeVersionBlock.MaxStrings": "strings of the version resource",
    "PeVersionInfo.MaxResource": "bytes of the version resource", "MachOFat.MaxArchitectures": "architectures in a fat file",
    "MachOFile.MaxCommandBytes": "bytes of load commands", "MachOFile.MaxSections": "sections", "ShellVariables.MaxVariables": "variables",
    "ChiselManifestExtractor.MaxPlainBytes": "bytes of the manifest when unpacked", "ApkDatabase.MaxFileListBytes": "bytes of all file lists when joined",
    "NdbHeaderBlobs.MaxSlotPages": "pages of slots", "NdbHeaderBlobs.MaxBlob": "bytes of one header", "RpmDatabaseExtractor.MaxDamages": "damaged headers that are listed one by one",
    "RpmFileNames.MaxBytes": "bytes of all file lists when joined", "RpmHeader.MaxEntries": "tags of one header", "ClassifierScan.MaxBytes": "bytes of constant data searched in one program",
    "VersionPattern.MaxReach": "bytes to either side of a pattern's fixed text", "VersionPattern.MaxVersionLength": "characters of a version",
    "GoBuildInfoReader.MaxSearch": "bytes searched for the build information", "GoBuildInfoReader.MaxString": "bytes of the list of modules",
    "GoModFile.MaxLines": "lines", "GoSumExtractor.MaxLines": "lines", "GoModuleList.MaxModules": "modules", "GoModuleList.MaxSettings": "build settings",
    "AuditablePackages.MaxPackages": "packages", "AuditableReader.MaxCompressed": "bytes of the section", "AuditableReader.MaxInflated": "bytes of the list when unpacked",
    "BundleExtractor.MaxAssembly": "bytes of one assembly", "BundleReader.MaxSearch": "bytes searched for the bundle's mark", "DepsJson.MaxLibraries": "libraries",
    "MsBuildItem.MaxReferences": "properties that name properties", "EmbeddedPoms.MaxPomProperties": "bytes of pom.properties", "PomBuilder.MaxProperties": "properties",
    "UnresolvedVersions.MaxNamed": "coordinates that a gap names", "LockedPackages.MaxPlaces": "places of one package in one file that are kept",
    "NpmName.MaxLength": "characters of a name", "NpmVersion.MaxLength": "characters of a version", "PackageJson.MaxBytes": "bytes of the file",
    "PackageJson.MaxRequires": "requirements", "YarnClassicLock.MaxRequirements": "requirements of one entry", "CondaMeta.MaxBytes": "bytes of the file",
    "DistributionMetadata.MaxLicenseName": "characters of a licence's name", "RequirementsFile.MaxLineLength": "characters of a line joined by backslashes",
    "InstalledFiles.MaxPath": "characters of a path", "ComposerPackage.MaxListed": "entries of one list", "WordPressExtractor.HeaderBytes": "bytes looked at for the version",
    "WordPressExtractor.MaxVersion": "characters of the version", "EditorExtension.MaxBytes": "bytes of the manifest", "JetBrainsPluginExtractor.MaxText": "characters of a field",
    "ManifestXml.MaxCharacters": "characters of the manifest", "ContainerRun.MaxReference": "characters of an image reference", "McpCommandLine.MaxWraps": "commands that start commands",
    "McpConfiguration.MaxServers": "servers", "McpConfiguration.MaxArguments": "arguments of one server", "McpServerExtractor.MaxBytes": "bytes of the file",
    "SafetensorsModel.MaxHeader": "bytes of the header", "SbomReading.MaxComplaints": "breaches of the schema that are listed one by one",
    "SbomFile.MaxMarks": "commas, colons and opening brackets", "SpdxDocument.MaxLicenseText": "characters of a licence text", "LicenseExpression.MaxLength": "characters of a licence expression",
    "LicenseExpression.MaxDepth": "parentheses in parentheses", "MarkdownReportWriter.MaxInstruction": "characters of an instruction that are shown",
    "SbomPropertyReader.MaxNumbered": "numbered properties of one kind",
    "TomlDocument.MaxBytes": "bytes of the file", "InstalledPython.MaxMetadataBytes": "bytes of the metadata",
    "InstalledPython.MaxRecordBytes": "bytes of the list of files", "MetadataHeaders.MaxFields": "fields of one file",
    "GgufReader.MaxKey": "bytes of a key", "GgufReader.MaxText": "bytes of a text that is kept", "SbomFile.MaxLength": "bytes of the file",
    "RangeReader.MaxLength": "characters of a range", "RangeReader.MaxTerms": "comparisons in a range",
    "RegistryHttp.MaxHeaderKiB": "kibibytes of an answer's headers", "AlpmLocalExtractor.MaxValues": "values of one field",
}
# Sizes read as such; all else are counts.
SIZES = re.compile(r"Bytes|File$|Header$|Manifest$|Memory|Unpacked|Payload|Item|Blob|Directory$|Inflated|Compressed|PageSize|Page$|Answer|Token|Body|Configuration"
                   r"|MaxLine$|Search|Resource|NameTable|MaxEntry$|Assembly|MaxString$|Path$|PomProperties|RatioMatters")


def value(name, text):
    """The constant for people: 64 MiB, 10,000, 15 s."""
    if span := re.match(r"TimeSpan\.From(Seconds|Milliseconds|Minutes)\((\d+)\)", text):
        return f"{int(span[2]):,} {dict(Seconds='s', Milliseconds='ms', Minutes='min')[span[1]]}"
    if text == "ushort.MaxValue":
        return "65,535"
    number = eval(re.sub(r"(?<=\d)[LUu_]+(?=\b|\d)", "", text.replace("_", "")))  # an arithmetic constant of our own source
    for size, unit in () if not SIZES.search(name.split(".")[1]) or name == "SbomFile.MaxLength" else ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if number >= size and number % size == 0:
            return f"{number // size:,} {unit}"
    return f"{number:,}"


def words(name, comment):
    """What is counted: from the table, else from the comment at the constant."""
    text = WORDS.get(name) or comment or WORDS.get(name.split(".")[1])
    if text is None:
        sys.exit(f"{name}: nothing says what it is of; comment it or add it to WORDS")
    text = text.split("; ")[0] if name not in WORDS else text
    text = re.sub(r"<[^>]+>", "", text).rstrip(".").replace("|", "\\|")
    return text if text[1:2].isupper() else text[0].lower() + text[1:]


def limits():
    found = {}
    for file in sorted((ROOT / "src").rglob("*.cs")):
        folder = str(file.relative_to(ROOT / "src").parent).replace("Pavior.", "")
        area = next((a for a in AREAS if folder == a or folder.startswith(a + "/")), None)
        lines = file.read_text("utf-8-sig").splitlines()
        spans = file.name == "RegistryLimits.cs"
        for at, line in enumerate(lines):
            if not (hit := (SPAN if spans else CONST).search(line)):
                continue
            if area is None:
                sys.exit(f"{file}: a folder without heading; add it to AREAS")
            comment, above = "", at - 1
            while above >= 0 and lines[above].strip().startswith("///"):
                comment = lines[above].strip().removeprefix("///").strip() + " " + comment
                above -= 1
            comment = re.sub(r"</?summary>", "", comment).strip()
            name = f"{file.stem}.{hit[1]}"
            found.setdefault(area, []).append((name, value(name, hit[2]), words(name, comment)))
    return found


def page():
    yield """# Limits

Every length, depth and count that is read from input has a named limit, so that a hostile file costs little and says so. Written from the
source by `eng/limits-page.py`.

A limit that one file reaches is a [gap](../concepts/architecture.md#gaps) of kind `limit-reached`: the rest of the scan goes on, and the exit
code is 3. A limit of the image itself (its manifest, its index, the registry's answers) ends the scan with exit code 2. Limits of *Reports* only
shorten what is shown. `KiB` is 1,024 bytes.
"""
    found = limits()
    for area in AREAS:
        if area in found:
            yield f"## {AREAS[area]}\n\n| limit | of what | name |\n|---:|---|---|"
            yield "\n".join(f"| {number} | {text} | `{name}` |" for name, number, text in found[area]) + "\n"


text = "\n".join(page())
if "--check" in sys.argv:
    sys.exit(0 if PAGE.exists() and PAGE.read_text() == text else f"{PAGE.relative_to(ROOT)} is not what the source says; run eng/limits-page.py")
PAGE.write_text(text)
