using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.DotNet;

/// <summary>
/// Microsoft's list of vulnerabilities for each month of .NET releases (cve.json of github.com/dotnet/core): which runtimes and
/// SDKs, and which NuGet packages, from which version to which.
/// </summary>
internal sealed class DotNetCveFeed : AdvisoryFeed
{
    /// <summary>Bytes of one month; the longest seen has 40 kB.</summary>
    private const int MaxFile = 16 * 1024 * 1024;

    /// <summary>Statements on packages and products of one month.</summary>
    private const int MaxStatements = 10_000;

    public override string Id => "dotnet";

    public override string Title => "Vulnerabilities of .NET (Microsoft)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) => JsonHead.HasMembers(head, "disclosures"u8, "last_updated"u8);

    public override void Read(FileContent file, FeedSink sink)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxFile));
        var root = new RecordNode(json.Root);
        var updated = FeedDates.Time(root.TextOf("last_updated"));
        sink.Published = updated;
        var gaps = new RecordGaps(file.Path, sink);
        var affected = new Dictionary<string, List<AffectedPackage>>(StringComparer.Ordinal);
        ReadStatements(file.Path, root["products"], "product", name => (Ecosystems.Generic, ProductName(name)), affected, gaps);
        ReadStatements(file.Path, root["packages"], "package", name => ("NuGet", name), affected, gaps);
        foreach (var disclosure in root["disclosures"])
        {
            if (disclosure.TextOf("id") is { } id && FeedWords.IsWord(id))
                sink.Add(ToAdvisory(disclosure, id, updated, affected.GetValueOrDefault(id) ?? []));
            else
                gaps.At("disclosures", "an id in each");
        }
    }

    private static void ReadStatements(
        string path,
        RecordNode statements,
        string kind,
        Func<string, (string Ecosystem, string Name)> identify,
        Dictionary<string, List<AffectedPackage>> affected,
        RecordGaps gaps)
    {
        var ranges = new SortedDictionary<(string Id, string Name), List<VersionInterval>>();
        var count = 0;
        foreach (var statement in statements)
        {
            if (++count > MaxStatements)
                throw ParseException.Limit(path, $"more than {MaxStatements} {kind}s");
            var (id, name) = (statement.TextOf("cve_id"), statement.TextOf("name"));
            if (!FeedWords.IsWord(id) || !FeedWords.IsWord(name) || Interval(statement) is not { } interval)
            {
                gaps.At($"{kind} {count}", "\"cve_id\", \"name\", and the first and last vulnerable version");
                continue;
            }

            if (!ranges.TryGetValue((id!, name!), out var intervals))
                ranges[(id!, name!)] = intervals = [];
            if (!intervals.Contains(interval))
                intervals.Add(interval);
        }

        foreach (var ((id, name), intervals) in ranges)
        {
            if (!affected.TryGetValue(id, out var packages))
                affected[id] = packages = [];
            var (ecosystem, ownName) = identify(name);
            packages.Add(new AffectedPackage { Ecosystem = ecosystem, Name = ownName, Vulnerable = new VersionRange(intervals) });
        }
    }

    /// <summary>
    /// The last vulnerable version is included. Where the fix is of the same release line the range ends there instead, so that it
    /// is known as the fix; it may also be one of a later line, or a slip (2.17 for 2.1.7), and then it bounds nothing.
    /// </summary>
    private static VersionInterval? Interval(RecordNode statement)
    {
        var from = statement.TextOf("min_vulnerable")?.Trim();
        var to = statement.TextOf("max_vulnerable")?.Trim();
        var fix = statement.TextOf("fixed")?.Trim();
        if (!FeedWords.IsWord(from) || (!FeedWords.IsWord(to) && !FeedWords.IsWord(fix)))
            return null;
        var isFix = FeedWords.IsWord(fix) && (!FeedWords.IsWord(to) || Line(fix).SequenceEqual(Line(to)));
        return isFix ? new VersionInterval(from, true, fix, false) : new VersionInterval(from, true, to, true);
    }

    /// <summary>The first two numbers.</summary>
    private static ReadOnlySpan<char> Line(string? version)
    {
        var text = version.AsSpan();
        var first = text.IndexOfAnyExceptInRange('0', '9');
        if (first < 0 || text[first] != '.')
            return text;
        var second = text[(first + 1)..].IndexOfAnyExceptInRange('0', '9');
        return second < 0 ? text : text[..(first + 1 + second)];
    }

    /// <summary>Products are named by the archives that hold them; <see cref="DotNetRuntimes"/> names what is installed.</summary>
    private static string ProductName(string product) => product switch
    {
        "dotnet-aspnetcore" => "aspnetcore-runtime",
        "dotnet-windowsdesktop" => "windowsdesktop-runtime",
        _ => product,
    };

    private static Advisory ToAdvisory(RecordNode disclosure, string id, DateTimeOffset? updated, List<AffectedPackage> affected)
    {
        var systems = Limited(disclosure["platforms"]);
        var architectures = Limited(disclosure["architectures"]);
        var vector = disclosure["cvss"].TextOf("vector");
        var links = new ReferenceLinks();
        foreach (var link in disclosure["references"])
            links.Add(link.Text);
        return new Advisory
        {
            Id = id,
            Feed = "dotnet",
            Summary = SummaryLine.From(disclosure.TextOf("problem")),
            Published = FeedDates.Time(disclosure["timeline"]["disclosure"].TextOf("date")),
            Modified = updated,
            Cvss = FeedWords.IsWord(vector) ? [vector!] : [],
            Severity = SeverityWords.Parse(disclosure["cna"].TextOf("severity")),
            Weaknesses = FeedWords.IsWord(disclosure.TextOf("weakness")) ? [disclosure.TextOf("weakness")!] : [],
            References = links.Choose(),
            Affected = [.. affected.Select(a => a with { OperatingSystems = systems, Architectures = architectures })],
        };
    }

    /// <summary>Go's names of systems and architectures; none when all are meant.</summary>
    private static string[] Limited(RecordNode words)
    {
        var names = words.Texts().Where(FeedWords.IsWord).Select(w => w switch
        {
            "macos" => "darwin",
            "x64" => "amd64",
            "x86" => "386",
            _ => w,
        }).Order(StringComparer.Ordinal).ToArray();
        return names.Contains("all") ? [] : names;
    }
}
