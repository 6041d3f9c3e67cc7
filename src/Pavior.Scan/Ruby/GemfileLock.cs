using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Ruby;

/// <summary>Bundler's lock file: sections at the margin, specifications at four spaces, what each needs at six.</summary>
internal sealed class GemfileLock : IExtractor
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Characters of a line; the address of a repository is repeated for every gem from there.</summary>
    private const int MaxLine = 8 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "gemfile-lock",
        Version: 1,
        Ecosystem: "Ruby",
        Title: "Reads the gems that Bundler locked, from gem servers and from Git",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("Gemfile.lock"), new FilePattern.Named("gems.locked")]);

    public void Extract(FileContent file, Extraction into)
    {
        var lines = new TextLines(TextFile.Read(file, MaxBytes));
        var section = "";
        string? remote = null;
        string? revision = null;
        Package? open = null;
        var requires = new List<string>();
        while (lines.MoveNext())
        {
            if (lines.Current.Length > MaxLine)
                throw ParseException.Limit(file.Path, $"line {lines.Number}: longer than {MaxLine} characters");
            var line = lines.Current.TrimEnd();
            var indent = line.Length - line.TrimStart(' ').Length;
            var content = line[indent..];
            if (line.IsEmpty)
                continue;
            if (indent == 0)
            {
                if (IsConflictMarker(line))
                    throw ParseException.AtLine(file.Path, lines.Number, "a section, not a merge conflict");
                Close(into, ref open, requires);
                (section, remote, revision) = (line.ToString(), null, null);
            }
            else if (section is not ("GEM" or "GIT"))
            {
                // PATH is the project's own code; the other sections repeat names without versions.
                continue;
            }
            else if (indent == 2 && content.StartsWith("remote: "))
                remote = content["remote: ".Length..].ToString();
            else if (indent == 2 && content.StartsWith("revision: "))
                revision = content["revision: ".Length..].ToString();
            else if (indent == 4)
            {
                Close(into, ref open, requires);
                open = Specification(content, section == "GIT" ? (remote, revision) : default, lines.Number, into);
            }
            else if (indent == 6 && Name(content) is { } needed)
                requires.Add(needed);
        }

        Close(into, ref open, requires);
    }

    private static void Close(Extraction into, ref Package? open, List<string> requires)
    {
        if (open is not null)
            into.Add(open with { Requires = [.. requires] });
        open = null;
        requires.Clear();
    }

    /// <summary><c>name (version[-platform])</c>; a gem's version itself has no dash here.</summary>
    private static Package? Specification(
        ReadOnlySpan<char> content, (string? Remote, string? Revision) git, int line, Extraction into)
    {
        var name = Name(content);
        var open = content.IndexOf(" (");
        if (name is null || open != name.Length || !content.EndsWith(")"))
        {
            into.Expect(line, "a gem: name (version)");
            return null;
        }

        var version = content[(open + 2)..^1];
        var dash = version.IndexOf('-');
        var platform = dash < 0 ? null : version[(dash + 1)..].ToString();
        version = dash < 0 ? version : version[..dash];
        if (!Gemspec.IsVersion(version))
        {
            into.Expect(line, $"a version of {name}");
            return null;
        }

        KeyValuePair<string, string>[] origin = git.Remote is null
            ? []
            : [new("vcs_url", git.Revision is null ? $"git+{git.Remote}" : $"git+{git.Remote}@{git.Revision}")];
        return new Package
        {
            Purl = GemPurl.Of(name, version.ToString(), platform, origin),
            Relation = Relation.Declared,
            Evidence = [new Evidence(into.Path, into.Extractor, Line: line)],
        };
    }

    private static string? Name(ReadOnlySpan<char> content)
    {
        var end = content.IndexOf(' ');
        var name = (end < 0 ? content : content[..end]).TrimEnd('!');
        return Gemspec.IsName(name) ? name.ToString() : null;
    }

    private static bool IsConflictMarker(ReadOnlySpan<char> line) =>
        line.StartsWith("<<<<<<<") || line.StartsWith("=======") || line.StartsWith(">>>>>>>") || line.StartsWith("|||||||");
}
