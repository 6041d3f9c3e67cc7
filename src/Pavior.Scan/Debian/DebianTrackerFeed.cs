using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Debian;

/// <summary>
/// The JSON of Debian's security tracker: package, vulnerability, release, status. Debian has worked out in it what its lists say together.
/// </summary>
internal sealed class DebianTrackerFeed : AdvisoryFeed
{
    public const string FeedId = "debian";

    /// <summary>Bytes of the file; it has 70 MB.</summary>
    private const int MaxBytes = 512 * 1024 * 1024;

    /// <summary>Releases that one vulnerability of one package may name.</summary>
    private const int MaxReleases = 1_000;

    public override string Id => FeedId;

    public override string Title => "Debian security tracker, JSON";

    public override bool Joins => true;

    /// <summary>The first value that a package has is a vulnerability, and the words of the format stand in the first of these.</summary>
    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n"u8).StartsWith("{"u8) && head.IndexOf("\"releases\""u8) > 0
        && (head.IndexOf("\"scope\""u8) > 0 || head.IndexOf("\"repositories\""u8) > 0) && (head.IndexOf("\"CVE-"u8) > 0 || head.IndexOf("\"TEMP-"u8) > 0);

    public override void Read(FileContent file, FeedSink sink)
    {
        var pool = new Utf8Pool();
        var gaps = new RecordGaps(file.Path, sink);
        var cursor = new JsonCursor(file.Path, file.ReadAll(MaxBytes).Span);
        if (!cursor.EnterObject(out var top))
            throw cursor.Expected("an object of packages");
        while (cursor.NextMember(top))
        {
            var package = pool.Get(cursor.Name);
            if (!cursor.EnterObject(out var vulnerabilities))
                throw cursor.Expected("an object of vulnerabilities");
            while (cursor.NextMember(vulnerabilities))
            {
                if (ReadVulnerability(ref cursor, package, pool, gaps) is { Affected.Count: > 0 } advisory)
                    sink.Add(advisory);
            }
        }

        cursor.End();
    }

    private static Advisory ReadVulnerability(ref JsonCursor cursor, string package, Utf8Pool pool, RecordGaps gaps)
    {
        var id = pool.Get(cursor.Name);
        if (!cursor.EnterObject(out var depth))
            throw cursor.Expected("an object with releases");
        var summary = "";
        var affected = new List<AffectedPackage>();
        while (cursor.NextMember(depth))
        {
            if (cursor.Name.SequenceEqual("description"u8))
                summary = SummaryLine.From(cursor.Text);
            else if (cursor.Name.SequenceEqual("releases"u8) && cursor.EnterObject(out var releases))
                ReadReleases(ref cursor, releases, (id, package), pool, gaps, affected);
        }

        return new Advisory
        {
            Id = id,
            Feed = FeedId,
            Summary = summary,
            References = [$"https://security-tracker.debian.org/tracker/{id}"],
            Affected = affected,
        };
    }

    private static void ReadReleases(
        ref JsonCursor cursor, int depth, (string Id, string Package) of, Utf8Pool pool, RecordGaps gaps, List<AffectedPackage> affected)
    {
        while (cursor.NextMember(depth))
        {
            var name = pool.Get(cursor.Name);
            if (affected.Count == MaxReleases)
                throw cursor.Expected($"at most {MaxReleases} releases for {of.Id} of {of.Package}");
            var status = ReadStatus(ref cursor, pool);
            if (DebianReleases.Ecosystem(name) is not { } ecosystem)
                gaps.At($"{of.Id} of {of.Package}", $"a release of Debian, not {name}");
            else if (status.Statement(ecosystem, of.Package) is not { } statement)
                gaps.At($"{of.Id} of {of.Package} in {name}", $"the status resolved, open or undetermined, not {status.Word}");
            else
                affected.Add(statement);
        }
    }

    private static DebianTrackerStatus ReadStatus(ref JsonCursor cursor, Utf8Pool pool)
    {
        var status = new DebianTrackerStatus();
        if (!cursor.EnterObject(out var depth))
            throw cursor.Expected("an object with a status");
        while (cursor.NextMember(depth))
        {
            var value = cursor.Utf8;
            if (cursor.Name.SequenceEqual("status"u8))
                status.Word = pool.Get(value);
            else if (cursor.Name.SequenceEqual("fixed_version"u8))
                status.Fix = pool.Get(value);
            else if (cursor.Name.SequenceEqual("urgency"u8))
                status.Urgency = pool.Get(value);
            else if (cursor.Name.SequenceEqual("nodsa"u8))
                status.HasNoAdvisory = true;
            else if (cursor.Name.SequenceEqual("nodsa_reason"u8))
                status.Reason = pool.Get(value);
        }

        return status;
    }
}
