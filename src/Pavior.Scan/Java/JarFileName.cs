using System.Buffers;

namespace Pavior.Scan.Java;

/// <summary>The artifact and version in an archive's file name: <c>commons-io-2.11.0.jar</c>, <c>org.eclipse.osgi_3.18.0.jar</c>, <c>guava-r06.jar</c>.</summary>
internal readonly record struct JarFileName(string Stem, string Artifact, string? Version)
{
    private static readonly SearchValues<char> DigitsAndDot = SearchValues.Create("0123456789.");

    /// <summary>Characters of a file name; no file system here takes more, and the search below is not linear.</summary>
    private const int MaxStem = 255;

    /// <summary>What stands between numbers inside a version; other words mean that the name goes on: <c>log4j-1.2-api-2.17.1</c>.</summary>
    private static readonly string[] VersionWords =
    [
        "alpha", "android", "atlassian", "b", "beta", "build", "cr", "dev", "ea", "final", "fuse", "ga", "hudson", "incubating", "java",
        "jbossorg", "jdk", "jenkins", "jre", "m", "milestone", "p", "patch", "pre", "preview", "r", "rc", "redhat", "release", "rev", "snapshot",
        "sp", "v",
    ];

    /// <summary>Classifiers that follow a version in a file name but are no part of it.</summary>
    private static readonly string[] Classifiers =
    [
        "-all", "-bin", "-boot", "-bundle", "-exec", "-executable", "-fat", "-jar-with-dependencies", "-javadoc", "-nodeps", "-runner", "-shaded",
        "-sources", "-standalone", "-test-sources", "-tests", "-uber", "-with-dependencies",
    ];

    /// <param name="path">Path with '/' between folders and '!' before what is in an archive; only the last segment counts.</param>
    public static JarFileName Parse(string path)
    {
        var name = path.AsSpan(path.AsSpan().LastIndexOfAny('/', '!') + 1);
        var dot = name.LastIndexOf('.');
        var stem = dot > 0 ? name[..dot] : name;
        if (stem.Length > MaxStem)
            return new JarFileName(stem.ToString(), stem.ToString(), null);
        var at = FindBundleVersion(stem);
        if (at < 0)
            at = FindVersion(stem, "-");
        if (at < 0)
            at = FindVersion(stem, "_");
        if (at < 0)
            at = FindDottedVersion(stem);
        if (at <= 0)
            return new JarFileName(stem.ToString(), WithoutAssembly(stem).ToString(), null);
        return new JarFileName(stem.ToString(), stem[..at].ToString(), WithoutSeries(WithoutClassifier(stem[(at + 1)..])).ToString());
    }

    private static ReadOnlySpan<char> WithoutAssembly(ReadOnlySpan<char> stem) =>
        stem.EndsWith("-jar-with-dependencies", StringComparison.Ordinal) ? stem[..^"-jar-with-dependencies".Length] : stem;

    /// <summary><c>log4j-1.2-1.2.17</c>: the name carries the series that the version continues.</summary>
    private static ReadOnlySpan<char> WithoutSeries(ReadOnlySpan<char> version)
    {
        var dash = version.IndexOf('-');
        if (dash <= 0)
            return version;
        var series = version[..dash];
        var rest = version[(dash + 1)..];
        return rest.StartsWith(series, StringComparison.Ordinal) && rest.Length > series.Length && rest[series.Length] == '.' ? rest : version;
    }

    /// <summary>
    /// <c>name_1.2.3</c> and <c>name_1.2.3.qualifier</c>, as Eclipse names bundles; qualifiers hold dashes. <c>name_2.13.8-1.0</c> is
    /// something else: the version of Scala that 1.0 was built for.
    /// </summary>
    private static int FindBundleVersion(ReadOnlySpan<char> stem)
    {
        for (var at = 1; at < stem.Length; at++)
        {
            if (stem[at] == '_' && IsBundleVersion(stem[(at + 1)..]))
                return at;
        }

        return -1;
    }

    private static bool IsBundleVersion(ReadOnlySpan<char> text)
    {
        for (var number = 1; !text.IsEmpty; number++)
        {
            var end = text.IndexOfAnyExceptInRange('0', '9');
            var rest = end < 0 ? default : text[end..];
            if (end == 0 || (number < 3 && (rest.IsEmpty || rest[0] != '.')))
                return false;
            if (number == 3)
                return rest.IsEmpty || rest[0] == '.';
            text = rest[1..];
        }

        return false;
    }

    /// <summary>Index of the separator before the version; negative when there is none.</summary>
    private static int FindVersion(ReadOnlySpan<char> stem, ReadOnlySpan<char> separator)
    {
        for (var at = 1; at < stem.Length - 1; at++)
        {
            if (stem[at] == separator[0] && StartsVersion(stem[(at + 1)..]) && !NameGoesOn(stem[(at + 1)..], separator[0]))
                return at;
        }

        return -1;
    }

    /// <summary>A digit, or <c>r06</c>, <c>rc1</c>, <c>v2.1</c>, <c>build212</c>.</summary>
    private static bool StartsVersion(ReadOnlySpan<char> text)
    {
        if (char.IsAsciiDigit(text[0]))
            return true;
        foreach (var word in (ReadOnlySpan<string>)["r", "rc", "v", "build"])
        {
            if (!text.StartsWith(word, StringComparison.OrdinalIgnoreCase) || text.Length == word.Length)
                continue;
            var digits = text[word.Length..];
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            if (end != 0 && (end < 0 || digits[end] is '-' or '.' or '_'))
                return true;
        }

        return false;
    }

    /// <summary>True when a word that no version holds stands between this number and a later one.</summary>
    private static bool NameGoesOn(ReadOnlySpan<char> version, char separator)
    {
        var sawOtherWord = false;
        foreach (var range in version.Split(separator))
        {
            var part = version[range];
            if (part.IsEmpty)
                continue;
            if (char.IsAsciiDigit(part[0]))
            {
                if (sawOtherWord)
                    return true;
                continue;
            }

            sawOtherWord |= !IsVersionWord(part);
        }

        return false;
    }

    private static bool IsVersionWord(ReadOnlySpan<char> part)
    {
        var end = part.IndexOfAny(DigitsAndDot);
        var word = end < 0 ? part : part[..end];
        foreach (var known in VersionWords)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary><c>name.1.2.3</c>: only where at least two numbers end the name, since <c>log4j1.2</c> is a name.</summary>
    private static int FindDottedVersion(ReadOnlySpan<char> stem)
    {
        for (var at = 1; at < stem.Length - 2; at++)
        {
            if (stem[at] == '.' && char.IsAsciiLetter(stem[at - 1]) && char.IsAsciiDigit(stem[at + 1]) && stem[(at + 1)..].Contains('.'))
                return at;
        }

        return -1;
    }

    private static ReadOnlySpan<char> WithoutClassifier(ReadOnlySpan<char> text)
    {
        foreach (var classifier in Classifiers)
        {
            if (text.Length > classifier.Length && text.EndsWith(classifier, StringComparison.OrdinalIgnoreCase))
                return text[..^classifier.Length];
        }

        return text;
    }
}
