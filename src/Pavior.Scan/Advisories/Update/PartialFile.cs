using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// What came of a file so far, from which place, and by which mark its server tells whether the rest still fits: <c>NAME.part</c> and
/// <c>NAME.mark</c>. Without a mark that is sure, or from another place, a transfer begins anew.
/// </summary>
internal sealed class PartialFile
{
    /// <summary>Characters of a mark; longer ones are not kept.</summary>
    private const int MaxMark = 1000;

    /// <summary>Bytes of the file that the mark is kept in.</summary>
    private const int MaxMarkFile = 128 * 1024;

    private readonly string _part;
    private readonly string _mark;
    private readonly string _place;

    /// <param name="path">Where the whole file goes.</param>
    /// <param name="place">What is asked for it: a mirror and a publisher are two.</param>
    /// <exception cref="SourceException">Somebody put a link there.</exception>
    public PartialFile(string path, string place)
    {
        (_part, _mark, _place) = (path + ".part", path + ".mark", place);
        UpdateFolder.RefuseLink(_part);
        UpdateFolder.RefuseLink(_mark);
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
        using (var mark = UpdateFolder.Create(_mark))
            mark.Write(Encoding.UTF8.GetBytes($"{_place}\n{ETag}\n{LastModified?.ToString("O", CultureInfo.InvariantCulture)}\n"));
        UpdateFolder.Create(_part).Dispose();
    }

    /// <summary>False when the rest is of another version than what came before: some servers look at Range and not at If-Range.</summary>
    public bool Fits(HttpResponseMessage response) =>
        (ETag is null || response.Headers.ETag is null || response.Headers.ETag.ToString() == ETag)
        && (LastModified is null || response.Content.Headers.LastModified is not { } changed || changed == LastModified);

    public FileStream OpenAppend() => new(_part, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public FileStream OpenRead() => new(_part, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>The whole is there: it is put on the disk, and to its place.</summary>
    public void MoveTo(string path)
    {
        using (var whole = new FileStream(_part, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
            whole.Flush(flushToDisk: true);
        File.Move(_part, path, overwrite: true);
        File.Delete(_mark);
    }

    public void Delete()
    {
        if (Directory.Exists(Path.GetDirectoryName(_part)))
        {
            File.Delete(_part);
            File.Delete(_mark);
        }

        (Length, ETag, LastModified) = (0, null, null);
    }

    /// <summary>What nobody can take up is not kept.</summary>
    public void DeleteUnlessResumable()
    {
        if (!CanResume)
            Delete();
    }

    private void Restore()
    {
        var part = new FileInfo(_part);
        var mark = new FileInfo(_mark);
        // Pipes and devices have no length.
        if (part is not { Exists: true, Length: > 0 } || mark is not { Exists: true, Length: > 0 and < MaxMarkFile })
            return;
        if (File.ReadAllText(_mark).Split('\n') is not [var place, var tag, var time, ""] || place != _place)
            return;
        ETag = tag.Length > 0 ? tag : null;
        LastModified = DateTimeOffset.TryParseExact(time, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? known : null;
        Length = part.Length;
        DeleteUnlessResumable();
    }
}
