using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Java;

/// <summary>
/// The attributes of a META-INF/MANIFEST.MF that say what the jar is (JAR file specification, "JAR Manifest"): the main section and,
/// for attributes that it lacks, what all per-package sections agree on, as jars made before 2005 have it.
/// </summary>
internal sealed class JarManifest
{
    /// <summary>Bytes of one header that is wanted.</summary>
    private const int MaxValue = 64 * 1024;

    private static readonly string[] Wanted =
    [
        "Artifact-Id", "Automatic-Module-Name", "Bundle-License", "Bundle-Name", "Bundle-SymbolicName", "Bundle-Vendor", "Bundle-Version",
        "Created-By", "Extension-Name", "Group-Id", "Implementation-Title", "Implementation-Vendor", "Implementation-Vendor-Id",
        "Implementation-Version", "Main-Class", "Plugin-License-Name", "Plugin-Version", "Short-Name", "Specification-Title",
        "Specification-Version", "Start-Class",
    ];

    private readonly Dictionary<string, string> _main = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sections = new(StringComparer.Ordinal);

    private JarManifest()
    {
    }

    public static JarManifest Empty { get; } = new();

    /// <summary>The value, trimmed; null when it is absent, empty, or a <c>%key</c> or <c>${expression}</c> that stands for something else.</summary>
    public string? this[string name]
    {
        get
        {
            var value = _main.GetValueOrDefault(name) ?? _sections.GetValueOrDefault(name);
            return string.IsNullOrEmpty(value) || value[0] == '%' || value.Contains("${", StringComparison.Ordinal) ? null : value;
        }
    }

    /// <summary>Reads what is there; lines that are no attributes are passed over, as the Java runtime's own leniency varies.</summary>
    /// <exception cref="ParseException">A value that is wanted is too long to be one.</exception>
    public static JarManifest Parse(ReadOnlySpan<byte> bytes, string path)
    {
        var manifest = new JarManifest();
        var isMain = true;
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        while (!bytes.IsEmpty)
        {
            var line = TakeLine(ref bytes);
            if (line.IsEmpty)
            {
                isMain = false;
                continue;
            }

            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || WantedName(line[..colon].TrimEnd((byte)' ')) is not { } name)
            {
                SkipContinuations(ref bytes);
                continue;
            }

            var value = Unfold(line[(colon + 1)..], ref bytes, path);
            if (isMain)
                manifest._main.TryAdd(name, value);
            else if (!manifest._sections.TryAdd(name, value) && manifest._sections[name] != value)
                manifest._sections[name] = "";
        }

        return manifest;
    }

    private static string? WantedName(ReadOnlySpan<byte> name)
    {
        foreach (var wanted in Wanted)
        {
            if (wanted.Length == name.Length && Ascii.EqualsIgnoreCase(name, wanted))
                return wanted;
        }

        return null;
    }

    /// <summary>Joins continuation lines as bytes first: a character may be cut in two at the 72nd byte.</summary>
    private static string Unfold(ReadOnlySpan<byte> first, scoped ref ReadOnlySpan<byte> rest, string path)
    {
        if (first.Length > MaxValue)
            throw TooLong(path);
        if (rest.IsEmpty || rest[0] != ' ')
            return Encoding.UTF8.GetString(first).Trim();
        var joined = new List<byte>(first.Length + 128);
        joined.AddRange(first);
        while (!rest.IsEmpty && rest[0] == ' ')
        {
            joined.AddRange(TakeLine(ref rest)[1..]);
            if (joined.Count > MaxValue)
                throw TooLong(path);
        }

        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(joined)).Trim();
    }

    private static ParseException TooLong(string path) => ParseException.Limit(path, $"a header of more than {MaxValue} bytes");

    private static void SkipContinuations(scoped ref ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty && rest[0] == ' ')
            TakeLine(ref rest);
    }

    /// <summary>Lines end with CR LF, LF or CR alone.</summary>
    private static ReadOnlySpan<byte> TakeLine(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            var last = rest;
            rest = default;
            return last;
        }

        var line = rest[..end];
        rest = rest[(rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? end + 2 : end + 1)..];
        return line;
    }
}
