using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Npm;

/// <summary>
/// The repository of retire.js (github.com/RetireJS/retire.js), in both its files: libraries as they lie in web pages, and npm
/// packages. What one advisory says in several entries of a library becomes one.
/// </summary>
internal sealed class RetireFeed : AdvisoryFeed
{
    /// <summary>Bytes of one file; the longest seen has 600 kB.</summary>
    private const int MaxFile = 64 * 1024 * 1024;

    /// <summary>Vulnerabilities of one library; the longest list seen has 160.</summary>
    private const int MaxVulnerabilities = 20_000;

    /// <summary>Shows how an entry is written, in both files.</summary>
    private const string Example = "retire-example";

    public override string Id => "retirejs";

    public override string Title => "Libraries with known vulnerabilities (retire.js)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        var walk = new JsonHead.Walk(head);
        return walk.NextMember() && walk.Kind == JsonTokenType.StartObject && !walk.IsNamed("data"u8)
            && head.IndexOf("\"vulnerabilities\""u8) >= 0 && (head.IndexOf("\"below\""u8) >= 0 || head.IndexOf("\"extractors\""u8) >= 0);
    }

    public override void Read(FileContent file, FeedSink sink)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxFile));
        var gaps = new RecordGaps(file.Path, sink);
        foreach (var library in json.Root.Members())
        {
            if (library.Value.ValueKind != JsonValueKind.Object || library.NameEquals(Example))
                continue;
            var (ecosystem, name) = Identify(library.Name, new RecordNode(library.Value));
            if (!FeedWords.IsWord(name))
            {
                gaps.AtLine(json.LineOf(library), "the name of a library");
                continue;
            }

            var read = new RetireLibrary(ecosystem, name);
            var count = 0;
            foreach (var entry in library.Value.ItemsOf("vulnerabilities"u8))
            {
                if (++count > MaxVulnerabilities)
                    throw ParseException.Limit(file.Path, $"{name}: more than {MaxVulnerabilities} vulnerabilities");
                if (!read.Add(new RecordNode(entry)))
                    gaps.AtLine(json.LineOf(entry), "a version in \"below\"");
            }

            foreach (var advisory in read.Advisories())
                sink.Add(advisory);
        }
    }

    /// <summary>As retire.js makes package URLs: <c>basePurl</c>, else the name on npm, else the library's own.</summary>
    private static (string Ecosystem, string Name) Identify(string key, RecordNode library)
    {
        if (library.TextOf("basePurl") is { } text && PackageUrl.TryParse(text, out var purl))
            return (Ecosystems.OfType(purl.Type) ?? purl.Type, Ecosystems.NameOf(purl));
        return ("npm", library.TextOf("npmname") ?? key);
    }
}
