using System.Text;
using Pavior.Core;
using Pavior.Scan;
using Pavior.Testing;
using Xunit;

namespace Pavior.Structure;

/// <summary>Every extractor is in the list, has an id of its own, and is documented from its own description.</summary>
public sealed class ExtractorListTests
{
    [Fact]
    public void Every_extractor_is_in_the_list()
    {
        var implemented = typeof(Extractors).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IExtractor).IsAssignableFrom(t));
        Assert.Empty(implemented.Except(Extractors.All.Select(e => e.GetType())).Select(t => t.FullName));
    }

    [Fact]
    public void Ids_are_kebab_case_and_unique()
    {
        var ids = Extractors.All.Select(e => e.Info.Id).ToArray();
        Assert.DoesNotContain(ids, id => id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'));
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void The_reference_page_is_what_the_extractors_say() =>
        Snapshot.Match(Path.Combine(Repository.Root, "docs/reference/extractors.md"), Page());

    private static string Page()
    {
        var page = new StringBuilder("""
            # What Pavior reads

            Written from the extractors themselves; a test fails when the two differ. *Image* also stands for root file systems.
            `Installed` packages are proven by files that can run, `Declared` ones by a lock file or manifest.


            """);
        foreach (var ecosystem in Extractors.All.GroupBy(e => e.Info.Ecosystem).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append("## ").Append(ecosystem.Key).Append("\n\n| id | where | files | what it proves |\n|---|---|---|---|\n");
            foreach (var info in ecosystem.Select(e => e.Info).OrderBy(i => i.Id, StringComparer.Ordinal))
            {
                var modes = info.Modes == ScanModes.Both ? "image, source" : info.Modes.ToString().ToLowerInvariant();
                page.Append("| `").Append(info.Id).Append("` | ").Append(modes).Append(" | ")
                    .AppendJoin(", ", info.Patterns.Select(Text)).Append(" | ").Append(info.Title.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string Text(FilePattern pattern) => pattern switch
    {
        FilePattern.Named named => $"`{named.Name}`",
        FilePattern.Ending ending => $"`*{ending.Suffix}`",
        FilePattern.At at => $"`/{at.Path}`",
        FilePattern.Below below => $"`/{below.Folder}**{below.Suffix}`",
        FilePattern.Within within => $"`{within.Folder}/*{within.Suffix}`",
        FilePattern.Affixed affixed => $"`{affixed.Prefix}*{affixed.Suffix}`",
        FilePattern.Executable => "programs and libraries (ELF, PE, Mach-O)",
        _ => $"`{pattern}`",
    };
}
