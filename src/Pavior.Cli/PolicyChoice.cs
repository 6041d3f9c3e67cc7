using System.Globalization;
using Pavior.Core;
using Pavior.Formats.Vex;
using Pavior.Policy;
using Pavior.Policy.Vex;

namespace Pavior.Cli;

/// <summary>
/// The policy that counts for a scan: the one that the caller names, else <c>pavior.yaml</c> of the folder that the caller stands in, else the built-in
/// one. Never one that lies in what is scanned: a stranger's folder must not say how it is judged.
/// </summary>
/// <param name="File">The policy.</param>
/// <param name="Stage">The stage that is asked.</param>
/// <param name="Documents">VEX documents.</param>
/// <param name="Today">The day on which waivers count and ages are taken.</param>
internal sealed record PolicyChoice(PolicyFile File, string Stage, IReadOnlyList<VexInput> Documents, DateOnly Today)
{
    /// <summary>Bytes of a policy; what is longer is refused before it is read.</summary>
    private const int MaxPolicy = 2 * 1024 * 1024;

    /// <summary>Things of one VEX document that could not be used and are told one by one.</summary>
    private const int MaxUnread = 20;

    /// <exception cref="ParseException">The policy or a document is not what it should be.</exception>
    /// <exception cref="SourceException">The policy has no gate for the stage, or the day is none.</exception>
    /// <exception cref="IOException">A file cannot be read (also <see cref="UnauthorizedAccessException"/>).</exception>
    public static PolicyChoice Read(string? policy, string stage, IReadOnlyList<string> documents, string? today)
    {
        var path = policy ?? (System.IO.File.Exists(PolicyFile.FileName) ? PolicyFile.FileName : null);
        var file = path is null ? PolicyFile.BuiltIn : PolicyFile.Read(path, Bytes(path, MaxPolicy, "a policy"));
        _ = file.GateOf(stage);
        return new PolicyChoice(file, stage, [.. documents.Select(d => new VexInput(d, Document(d)))], Day(today));
    }

    /// <summary>A policy that lies in the scanned folder and is not asked; null when there is none.</summary>
    public static string? Foreign(string target)
    {
        var folder = target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var path = Path.Combine(Directory.Exists(target) ? target : folder, PolicyFile.FileName);
        return System.IO.File.Exists(path) && Path.GetFullPath(path) != Path.GetFullPath(PolicyFile.FileName) ? path : null;
    }

    /// <summary>What of the VEX documents could not be used: they set less aside than their authors meant.</summary>
    public IEnumerable<string> Unread()
    {
        foreach (var document in Documents)
        {
            foreach (var gap in document.Document.Gaps.Take(MaxUnread))
                yield return $"{gap.Path}: {gap.Reason}";
            if (document.Document.Gaps.Count > MaxUnread)
                yield return $"{document.Path}: {document.Document.Gaps.Count - MaxUnread} more things could not be used";
        }
    }

    private static byte[] Bytes(string path, int most, string what)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > most)
                throw ParseException.Limit(path, $"more than {most} bytes, where {what} was expected");
        }

        return bytes.ToArray();
    }

    private static VexDocument Document(string path) => VexReader.Read(path, Bytes(path, VexReader.MaxBytes, "a VEX document"));

    /// <summary>The day that was named, else that of SOURCE_DATE_EPOCH (reproducible-builds.org), else today by UTC.</summary>
    private static DateOnly Day(string? named)
    {
        if (named is not null)
            return DateOnly.TryParseExact(named, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new SourceException($"--today {named}: expected a day, such as 2026-12-31");
        if (Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is not { Length: > 0 } epoch)
            return DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime)
            : throw new SourceException($"SOURCE_DATE_EPOCH={epoch}: expected seconds since 1970");
    }
}
