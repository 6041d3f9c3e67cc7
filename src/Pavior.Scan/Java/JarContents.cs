using Pavior.Formats.Zip;

namespace Pavior.Scan.Java;

/// <summary>The entries of one archive that say what it is and what it carries.</summary>
internal sealed class JarContents
{
    /// <summary>Entries worth keeping; the largest applications have some 2,000.</summary>
    private const int MaxKept = 100_000;

    /// <summary>Bytes of the names of all these.</summary>
    private const long MaxNameBytes = 8L * 1024 * 1024;

    private int _kept;
    private long _nameBytes;

    public ZipMember? Manifest { get; private set; }

    public List<ZipMember> PomProperties { get; } = [];

    public List<ZipMember> PomFiles { get; } = [];

    public List<ZipMember> Archives { get; } = [];

    public bool HasClasses { get; private set; }

    /// <summary>Walks the directory once. What was seen before a damaged place is kept; the exception comes out.</summary>
    /// <exception cref="Core.ParseException">A damaged directory, or a limit.</exception>
    public void Fill(ZipReader zip, string path)
    {
        foreach (var entry in zip.Entries())
        {
            var name = entry.Name;
            if (name.EndsWith(".class"u8))
                HasClasses = true;
            else if (name.EndsWith("/pom.properties"u8))
                PomProperties.Add(Keep(entry, path));
            else if (name.EndsWith("/pom.xml"u8) && name.IndexOf("META-INF/maven/"u8) >= 0)
                PomFiles.Add(Keep(entry, path));
            else if (name.Length == 20 && System.Text.Ascii.EqualsIgnoreCase(name, "META-INF/MANIFEST.MF"))
                Manifest ??= entry.Keep();
            else if (JavaArchiveNames.IsArchive(name) && entry.Size > 0)
                Archives.Add(Keep(entry, path));
        }
    }

    private ZipMember Keep(in ZipEntry entry, string path)
    {
        _nameBytes += entry.Name.Length;
        return ++_kept <= MaxKept && _nameBytes <= MaxNameBytes
            ? entry.Keep()
            : throw Core.ParseException.Limit(path, $"more than {MaxKept} Maven files and nested archives, or names of more than {MaxNameBytes} bytes");
    }
}
