using System.Buffers.Binary;
using Pavior.Core;
using Pavior.Reports;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Osv;
using Pavior.Scan.Advisories.Store;

namespace Pavior.Fuzz.Targets;

/// <summary>Vulnerability databases: damaged ones, and those that a hostile author made, whose checksums are right.</summary>
internal static class DatabaseTargets
{
    /// <summary>Blocks beside the first; a database of several is read over their borders.</summary>
    private const int Records = 700;

    private static readonly byte[] _small = Build(2);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("vulnerability-database", [_small], bytes =>
        {
            Ask(bytes);
            if (!bytes.AsSpan().SequenceEqual(_small))
                throw new InvalidOperationException("a changed byte was not noticed");
        }),
        new("vulnerability-database-hostile", [Content(_small), Content(Build(Records))], bytes => Ask(Sealed(bytes))),
    ];

    private static void Ask(byte[] bytes)
    {
        using var database = VulnerabilityDatabase.Open(new MemoryFileContent("vulnerabilities.db", bytes));
        database.Verify();
        Package[] packages = [Package("brick0", "1.0.0"), Package("brick1", "1.1.0"), Package("brick699", "0.1.0")];
        var report = database.Assess(new Report(new Target(TargetKind.SourceTree, "bricks") { Platform = "linux/amd64" }, new Inventory(null, packages, [])));
        foreach (var writer in ReportWriters.All)
            writer.Write(report, Stream.Null);
    }

    private static Package Package(string name, string version) =>
        new() { Purl = new PackageUrl("npm", null, name, version), Evidence = [new Evidence("package-lock.json", "npm-package-lock")] };

    private static byte[] Content(byte[] database) => database[..(int)BinaryPrimitives.ReadInt64LittleEndian(database.AsSpan(16))];

    /// <summary>Gives any content the length and hashes that it must have.</summary>
    private static byte[] Sealed(byte[] content)
    {
        var bytes = new byte[Math.Max(content.Length, DatabaseFormat.HeaderLength)];
        content.CopyTo(bytes, 0);
        DatabaseFormat.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), DatabaseFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), bytes.Length);
        using var output = new MemoryStream();
        var blocks = new BlockWriter(output);
        blocks.Write(bytes);
        blocks.Finish();
        return output.ToArray();
    }

    private static byte[] Build(int records)
    {
        var sink = new FeedSink();
        for (var i = 0; i < records; i++)
        {
            sink.Add(new Advisory
            {
                Id = $"GHSA-aaaa-bbbb-{i:D4}",
                Feed = "ghsa",
                Aliases = [$"CVE-2024-{1000 + (i / 2)}"],
                Summary = $"Brick {i} falls down {new string('!', 80)}",
                Severity = Severity.High,
                Published = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero),
                Cvss = ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"],
                Weaknesses = ["CWE-682"],
                References = ["https://example.org/brick"],
                Affected =
                [
                    new AffectedPackage
                    {
                        Ecosystem = "npm",
                        Name = $"brick{i}",
                        Vulnerable = new VersionRange([VersionInterval.Before("1.1.0"), new VersionInterval("2.0.0", true, "2.0.3", true)]),
                        Versions = ["1.1.0"],
                        OperatingSystems = i == 1 ? ["linux"] : [],
                    },
                ],
            });
        }

        sink.Add(new KnownExploited("CVE-2024-1000", new DateOnly(2024, 3, 2), new DateOnly(2024, 4, 2), true));
        sink.Add(new ExploitPrediction("CVE-2024-1000", 0.9f, 0.99f));
        var builder = new DatabaseBuilder();
        builder.Add(new OsvFeed(), sink);
        using var bytes = new MemoryStream();
        builder.Write(bytes);
        return bytes.ToArray();
    }
}
