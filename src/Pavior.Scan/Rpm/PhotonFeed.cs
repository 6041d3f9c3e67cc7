using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Rpm;

/// <summary>Photon OS, a JSON file for each release (<c>cve_data_photon4.0.json</c>) with a record for each vulnerability of a package.</summary>
internal sealed class PhotonFeed : AdvisoryFeed
{
    public const string FeedId = "photon";

    private const int MaxBytes = 64 * 1024 * 1024;

    public override string Id => FeedId;

    public override string Title => "Photon OS CVE data";

    public override bool Joins => true;

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("["u8) && head.IndexOf("\"cve_id\""u8) > 0 && head.IndexOf("\"res_ver\""u8) > 0;

    public override void Read(FileContent file, FeedSink sink)
    {
        var gaps = new RecordGaps(file.Path, sink);
        using var json = JsonFile.Parse(file.Path, file.ReadAll(MaxBytes));
        var records = new Dictionary<string, List<AffectedPackage>>(StringComparer.Ordinal);
        var ecosystem = Ecosystem(json.Root) ?? throw ParseException.AtLine(file.Path, 1, "a version with the tag of a release, as in 7.88.1-4.ph4");
        foreach (var record in json.Root.Items())
        {
            if (record.TextOf("cve_id"u8) is not { Length: > 0 } id || Statement(record, ecosystem) is not { } statement)
                gaps.AtLine(json.LineOf(record), "a vulnerability, a package and a status with the version that mends it");
            else if (records.TryGetValue(id, out var statements))
                statements.Add(statement);
            else
                records[id] = [statement];
        }

        foreach (var (id, affected) in records)
            sink.Add(new Advisory { Id = id, Feed = FeedId, Affected = affected });
    }

    /// <summary>All of a file is about one release; its packages tell which.</summary>
    private static string? Ecosystem(System.Text.Json.JsonElement root)
    {
        foreach (var record in root.Items())
        {
            if (record.TextOf("res_ver"u8) is { } version && version.LastIndexOf(".ph", StringComparison.Ordinal) is >= 0 and var tag
                && version[(tag + 3)..] is { Length: > 0 and < 4 } release && release.All(char.IsAsciiDigit))
            {
                return $"Photon OS:{release}.0";
            }
        }

        return null;
    }

    private static AffectedPackage? Statement(System.Text.Json.JsonElement record, string ecosystem)
    {
        if (record.TextOf("pkg"u8) is not { Length: > 0 } package)
            return null;
        var statement = new AffectedPackage { Ecosystem = ecosystem, Name = package, IsSource = true };
        return (record.TextOf("status"u8), record.TextOf("res_ver"u8)) switch
        {
            ("Fixed", { Length: > 0 } fix) when fix != "NA" => statement with { Vulnerable = new([VersionInterval.Before(fix)]) },
            ("Not Affected", _) => statement with { Status = AffectedStatus.NotAffected },
            ("Not Fixed" or "Unfixed" or "Vulnerable", _) => statement,
            ("Won't Fix", _) => statement with { Status = AffectedStatus.WillNotFix },
            _ => null,
        };
    }
}
