using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Python;

/// <summary>
/// What pip is told to install (https://pip.pypa.io/en/stable/reference/requirements-file-format/). Only exact pins say which
/// version that is; files that it includes are read by themselves.
/// </summary>
internal sealed class RequirementsFile : IExtractor
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Joined by backslashes: hashes of many wheels stand on one logical line.</summary>
    private const int MaxLineLength = 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "python-requirements",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the exactly pinned packages of pip requirements files",
        Modes: ScanModes.Source,
        Patterns:
        [
            new FilePattern.Affixed("requirements", ".txt"),
            new FilePattern.Ending("requirements.txt"),
            new FilePattern.Within("requirements", ".txt"),
        ]);

    public void Extract(FileContent file, Extraction into)
    {
        var text = TextFile.Read(file, MaxBytes);
        var lines = new TextLines(text);
        var logical = new StringBuilder();
        var first = 0;
        while (lines.MoveNext())
        {
            var line = lines.Current;
            if (logical.Length == 0)
                first = lines.Number;
            if (line.EndsWith("\\") && !line.TrimStart().StartsWith("#"))
            {
                logical.Append(line[..^1]);
                if (logical.Length > MaxLineLength)
                    throw ParseException.Limit(file.Path, $"line {first}: longer than {MaxLineLength} characters");
                continue;
            }

            ReadLine(logical.Append(line).ToString(), first, file.Path, into);
            logical.Clear();
        }

        if (logical.Length > 0)
            ReadLine(logical.ToString(), first, file.Path, into);
    }

    private static void ReadLine(string text, int line, string path, Extraction into)
    {
        var specifier = WithoutOptions(WithoutComment(text)).Trim();
        if (specifier.IsEmpty || specifier[0] == '-' || IsUrlOrPath(specifier))
            return;
        var requirement = Requirement.TryParse(specifier);
        if (requirement is null)
        {
            into.Expect(line, "a requirement: name, extras, versions, marker");
            return;
        }

        if (requirement.Version is null)
            return;
        into.Add(new Package
        {
            Purl = new PackageUrl("pypi", null, PythonName.Normalize(requirement.Name), requirement.Version),
            Relation = Relation.Declared,
            Evidence = [new Evidence(path, into.Extractor, Line: line)],
        });
    }

    /// <summary>A comment begins the line or follows white space: <c>#</c> is also part of URLs.</summary>
    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
                return line[..i];
        }

        return line;
    }

    /// <summary>Options of one requirement (<c>--hash</c>, <c>--config-settings</c>) follow it after white space.</summary>
    private static ReadOnlySpan<char> WithoutOptions(ReadOnlySpan<char> line)
    {
        for (var i = 1; i + 1 < line.Length; i++)
        {
            if (line[i] == '-' && line[i + 1] == '-' && char.IsWhiteSpace(line[i - 1]))
                return line[..i];
        }

        return line;
    }

    private static bool IsUrlOrPath(ReadOnlySpan<char> text)
    {
        if (text[0] is '.' or '/')
            return true;
        var word = text;
        var space = word.IndexOfAny(" \t;@");
        if (space >= 0)
            word = word[..space];
        return word.Contains("://", StringComparison.Ordinal) || word.ContainsAny("/\\")
            || word.EndsWith(".whl", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase);
    }
}
