using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Yaml;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Ruby;

/// <summary>
/// The Ruby advisory database (github.com/rubysec/ruby-advisory-db), a file for each gem or interpreter and flaw. It says which
/// versions are mended and which never had the flaw; vulnerable is what is neither.
/// </summary>
internal sealed class RubySecFeed : AdvisoryFeed
{
    /// <summary>Bytes of one advisory; the longest seen has 20 kB.</summary>
    private const int MaxFile = 1024 * 1024;

    /// <summary>Requirements of one advisory.</summary>
    private const int MaxRequirements = 1_000;

    public override string Id => "rubysec";

    public override string Title => "Ruby advisory database (RubySec)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        if (!path.EndsWith(".yml", StringComparison.Ordinal) && !path.EndsWith(".yaml", StringComparison.Ordinal))
            return false;
        var text = Encoding.UTF8.GetString(head);
        return YamlHead.HasKey(text, "title") && YamlHead.HasKey(text, "date") && (YamlHead.HasKey(text, "gem") || YamlHead.HasKey(text, "engine"));
    }

    public override void Read(FileContent file, FeedSink sink)
    {
        var root = new RecordNode(YamlStream.ParseSingle(file.Path, file.ReadAll(MaxFile).Span).Root);
        var gem = root.TextOf("gem");
        var name = FeedWords.Require(file.Path, "gem", gem ?? root.TextOf("engine"), "the name of a gem or engine");
        var affected = new AffectedPackage
        {
            Ecosystem = gem is null ? Ecosystems.Generic : Ecosystem(root.TextOf("platform")),
            Name = gem is null && name == "rbx" ? "rubinius" : name,
            Vulnerable = Vulnerable(file.Path, root),
        };
        var links = new ReferenceLinks();
        links.Add(root.TextOf("url"), isAdvisory: true);
        foreach (var link in root["related"]["url"])
            links.Add(link.Text);
        sink.Add(new Advisory
        {
            // One flaw has a file for each gem that has it, so the flaw's own name is not the file's.
            Id = $"{name}/{Path.GetFileNameWithoutExtension(file.Path)}",
            Feed = Id,
            Aliases = Aliases(root),
            Summary = SummaryLine.From(root.TextOf("title")),
            Published = FeedDates.Time(root.TextOf("date")),
            Severity = Rating(root),
            References = links.Choose(),
            Affected = [affected],
        });
    }

    /// <summary>A gem for JRuby is published as one of its own, with the platform java.</summary>
    private static string Ecosystem(string? platform) => platform == "jruby" ? "RubyGems:java" : "RubyGems";

    private static VersionRange Vulnerable(string path, RecordNode root)
    {
        var order = GemVersionOrder.Instance;
        var safe = new List<VersionInterval>();
        foreach (var requirement in root["patched_versions"].Texts().Concat(root["unaffected_versions"].Texts()))
        {
            if (safe.Count > MaxRequirements)
                throw ParseException.Limit(path, $"more than {MaxRequirements} requirements");
            safe.AddRange(GemRequirement.Parse(requirement, path).Intervals);
        }

        return VersionRange.Of(order, safe).Complement(order);
    }

    private static List<string> Aliases(RecordNode root)
    {
        var aliases = new List<string>(3);
        Add("CVE-", root.TextOf("cve"));
        Add("GHSA-", root.TextOf("ghsa"));
        Add("OSVDB-", root.TextOf("osvdb"));
        return aliases;

        void Add(string prefix, string? number)
        {
            if (FeedWords.IsWord(number))
                aliases.Add(number!.StartsWith(prefix, StringComparison.Ordinal) ? number : prefix + number);
        }
    }

    /// <summary>The database keeps scores without their vectors.</summary>
    private static Severity Rating(RecordNode root)
    {
        foreach (var version in (ReadOnlySpan<string>)["cvss_v4", "cvss_v3", "cvss_v2"])
        {
            if (decimal.TryParse(root.TextOf(version), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score))
                return SeverityWords.OfScore(score);
        }

        return Severity.Unknown;
    }
}
