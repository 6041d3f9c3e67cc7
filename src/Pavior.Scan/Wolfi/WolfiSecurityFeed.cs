using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Alpine;

namespace Pavior.Scan.Wolfi;

/// <summary>Security databases of Wolfi, Chainguard and MinimOS: Alpine's form, without releases.</summary>
internal sealed class WolfiSecurityFeed : AdvisoryFeed
{
    public const string FeedId = "wolfi";

    /// <summary>Hosts of the packages, and the OSV name of what is built from them.</summary>
    private static readonly (string Host, string Ecosystem)[] Distributions =
    [
        ("wolfi.dev", "Wolfi"),
        ("cgr.dev", "Chainguard"),
        ("chainguard", "Chainguard"),
        ("mini.dev", "MinimOS"),
    ];

    public override string Id => FeedId;

    public override string Title => "Wolfi, Chainguard and MinimOS secdb";

    public override bool Joins => true;

    /// <summary>Chainguard's licence for the data forbids its use in scanners; who has another one may ask for it.</summary>
    public override bool OnRequest => true;

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        SecurityFixes.IsDatabase(head, "{{urlprefix}}/{{reponame}}/"u8);

    public override void Read(FileContent file, FeedSink sink)
    {
        var fixes = SecurityFixes.Read(file, sink);
        var distribution = Array.Find(Distributions, d => fixes.UrlPrefix.Contains(d.Host, StringComparison.Ordinal));
        if (distribution.Ecosystem is null)
            throw ParseException.AtLine(file.Path, 1, $"packages of Wolfi, Chainguard or MinimOS, not of {fixes.UrlPrefix}");
        foreach (var advisory in fixes.Advisories(FeedId, distribution.Ecosystem, _ => null))
            sink.Add(advisory);
    }
}
