using System.Globalization;
using System.Net.Http.Headers;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// What came of a file so far, and by which mark the publisher tells whether the rest still fits: <c>NAME.part</c> and <c>NAME.mark</c>.
/// Without a mark that is sure, a transfer begins anew.
/// </summary>
internal sealed class PartialFile
{
    /// <summary>Characters of a mark; longer ones are not kept.</summary>
    private const int MaxMark = 1000;

    private readonly string _part;
    private readonly string _mark;
    private readonly string _address;

    public PartialFile(string path, string address)
    {
        (_part, _mark, _address) = (path + ".part", path + ".mark", address);
        Restore();
    }

    public long Length { get; set; }

    public string? ETag { get; private set; }

    public DateTimeOffset? LastModified { get; private set; }

    /// <summary>For <c>If-Range</c>: a strong ETag, else the time of the last change.</summary>
    public RangeConditionHeaderValue? Validator =>
        ETag is not null && EntityTagHeaderValue.TryParse(ETag, out var tag) && !tag.IsWeak ? new RangeConditionHeaderValue(tag)
        : LastModified is { } time ? new RangeConditionHeaderValue(time)
        : null;

    public bool CanResume => Length > 0 && Validator is not null;

    /// <summary>The whole comes: forgets what was there.</summary>
    public void Begin(HttpResponseMessage response)
    {
        Length = 0;
        ETag = response.Headers.ETag?.ToString() is { Length: <= MaxMark } tag ? tag : null;
        LastModified = response.Content.Headers.LastModified;
        Directory.CreateDirectory(Path.GetDirectoryName(_part)!);
        // The old part goes before the new mark comes: they must never meet.
        File.Delete(_part);
        File.WriteAllLines(_mark, [_address, ETag ?? "", LastModified?.ToString("O", CultureInfo.InvariantCulture) ?? ""]);
    }

    /// <summary>False when the rest is of another version than what came before: some servers look at Range and not at If-Range.</summary>
    public bool Fits(HttpResponseMessage response) =>
        (ETag is null || response.Headers.ETag is null || response.Headers.ETag.ToString() == ETag)
        && (LastModified is null || response.Content.Headers.LastModified is not { } changed || changed == LastModified);

    public FileStream OpenAppend() => new(_part, FileMode.Append, FileAccess.Write, FileShare.Read);

    public FileStream OpenRead() => new(_part, FileMode.Open, FileAccess.Read, FileShare.Read);

    public void MoveTo(string path)
    {
        File.Move(_part, path, overwrite: true);
        File.Delete(_mark);
    }

    public void Delete()
    {
        File.Delete(_part);
        File.Delete(_mark);
        (Length, ETag, LastModified) = (0, null, null);
    }

    private void Restore()
    {
        var part = new FileInfo(_part);
        var mark = new FileInfo(_mark);
        if (!part.Exists || !mark.Exists || mark.Length > 4 * MaxMark)
            return;
        var lines = File.ReadAllLines(_mark);
        if (lines is not [var address, var tag, var time] || address != _address)
            return;
        ETag = tag.Length > 0 ? tag : null;
        LastModified = DateTimeOffset.TryParseExact(time, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? known : null;
        Length = part.Length;
        if (!CanResume)
            Delete();
    }
}
