using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Alpine;

/// <summary>Alpine's security database, one file for each repository of each release.</summary>
internal sealed class AlpineSecurityFeed : AdvisoryFeed
{
    public const string FeedId = "alpine";

    public override string Id => FeedId;

    public override string Title => "Alpine secdb";

    public override bool Joins => true;

    /// <summary>The place of a package is told by a pattern, which has the release in it: other users of this form have no releases.</summary>
    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        SecurityFixes.IsDatabase(head, "{{urlprefix}}/{{distroversion}}/"u8);

    public override void Read(FileContent file, FeedSink sink)
    {
        var fixes = SecurityFixes.Read(file, sink);
        if (fixes.Release.Length == 0)
            throw ParseException.AtLine(file.Path, 1, "a distroversion");
        foreach (var advisory in fixes.Advisories(FeedId, $"Alpine:{fixes.Release}", id => $"https://security.alpinelinux.org/vuln/{id}"))
            sink.Add(advisory);
    }
}
