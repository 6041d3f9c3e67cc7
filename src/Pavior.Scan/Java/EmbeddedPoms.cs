using Pavior.Core;
using Pavior.Formats.Zip;

namespace Pavior.Scan.Java;

/// <summary>Reads the Maven files of one archive: a pom.properties and pom.xml pair for each artifact.</summary>
/// <param name="budget">Bytes of Maven files in the outermost archive and all nested ones: reading XML takes far longer than inflating it.</param>
internal sealed class EmbeddedPoms(string archive, ZipReader zip, ZipBudget budget, Extraction into)
{
    private const int MaxPomProperties = 1024 * 1024;

    /// <summary>Folders that the build of the archive itself fills.</summary>
    private static readonly string[] Roots = ["META-INF/maven/", "WEB-INF/classes/META-INF/maven/", "BOOT-INF/classes/META-INF/maven/"];

    /// <summary>One for each artifact, in the archive's order; the version is null where the files leave it to a parent.</summary>
    public IReadOnlyList<EmbeddedPom> Read(JarContents contents)
    {
        var files = new Dictionary<string, ZipMember>(StringComparer.Ordinal);
        foreach (var member in contents.PomFiles)
            files.TryAdd(Folder(member.Name), member);
        var poms = new List<EmbeddedPom>();
        var seen = new HashSet<MavenId>();
        foreach (var member in contents.PomProperties)
        {
            files.Remove(Folder(member.Name), out var pomFile);
            Add(member.Name, ReadProperties(member), pomFile is null ? null : ReadPom(pomFile));
        }

        foreach (var (_, member) in files)
            Add(member.Name, default, ReadPom(member));
        return poms;

        void Add(string entry, MavenId stated, Pom? pom)
        {
            var id = stated.IsComplete ? stated : pom is null ? Fill(stated, entry) : Fill(Merge(stated, pom.Id), entry);
            if (MavenId.IsPart(id.Group) && MavenId.IsPart(id.Artifact) && seen.Add(id))
                poms.Add(new EmbeddedPom(id, entry, IsAtRoot(entry)) { Licenses = pom?.Licenses ?? [], Organization = pom?.Organization });
        }
    }

    private static MavenId Merge(MavenId first, MavenId second) => new(
        MavenId.IsPart(first.Group) ? first.Group : second.Group,
        MavenId.IsPart(first.Artifact) ? first.Artifact : second.Artifact,
        MavenId.IsPart(first.Version) ? first.Version : second.Version);

    /// <summary>The path itself names group and artifact: <c>META-INF/maven/GROUP/ARTIFACT/pom.xml</c>.</summary>
    private static MavenId Fill(MavenId id, string entry)
    {
        if (!MavenId.IsPart(id.Version))
            id = id with { Version = null };
        var segments = entry.Split('/');
        var at = Array.LastIndexOf(segments, "maven");
        return at >= 0 && segments.Length == at + 4 ? Merge(id, new MavenId(segments[at + 1], segments[at + 2], null)) : id;
    }

    private MavenId ReadProperties(ZipMember member)
    {
        try
        {
            budget.Take(member.Size, archive);
            var values = JavaProperties.Parse(zip.ReadAll(member, $"{archive}!{member.Name}", MaxPomProperties).Span);
            return new MavenId(Value("groupId"), Value("artifactId"), Value("version"));

            string? Value(string key) => values.GetValueOrDefault(key)?.Trim();
        }
        catch (ParseException bad)
        {
            into.Add(bad.AsGap());
            return default;
        }
    }

    private Pom? ReadPom(ZipMember member)
    {
        var path = $"{archive}!{member.Name}";
        try
        {
            budget.Take(member.Size, archive);
            return PomReader.Read(zip.ReadAll(member, path, PomReader.MaxBytes), path);
        }
        catch (ParseException bad)
        {
            into.Add(bad.AsGap());
            return null;
        }
    }

    private static bool IsAtRoot(string entry) => Array.Exists(Roots, r => entry.StartsWith(r, StringComparison.Ordinal));

    private static string Folder(string entry) => entry[..entry.LastIndexOf('/')];
}
