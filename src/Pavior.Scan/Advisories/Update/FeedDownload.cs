using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Scan.Registry;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// Fetches one file: asks only for what changed, takes a broken transfer up where it stopped (also in the next run), and hands on
/// nothing that is not complete.
/// </summary>
internal sealed class FeedDownload(RegistryHttp http, FeedPages pages, Action<string> progress)
{
    /// <summary>Bytes of one file; npm's, the largest, had 220 MB in 2026.</summary>
    private const long MaxBytes = 4L * 1024 * 1024 * 1024;

    private const int BufferSize = 128 * 1024;

    private const int BrokenOff = -2;

    /// <summary>Bytes between two words of progress.</summary>
    private const long ProgressStep = 4 * 1024 * 1024;

    /// <summary>Fetches to <paramref name="path"/>. Null when the publisher has nothing newer than what is known.</summary>
    /// <param name="part">What to fetch.</param>
    /// <param name="path">Where to; what a broken transfer brought is kept beside it.</param>
    /// <param name="known">What is there already.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <exception cref="SourceException">It cannot be had.</exception>
    /// <exception cref="MissingPartException">The publisher says that there is no such file.</exception>
    public async Task<PartState?> FetchAsync(FeedPart part, string path, PartState? known, CancellationToken cancellation)
    {
        var place = pages.Of(part.Address);
        var partial = new PartialFile(path, FeedPages.Identity(place));
        try
        {
            return await FetchAsync(part, path, place, partial, known, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // However it ends, by a slow server, a full disk or Ctrl-C.
            partial.DeleteUnlessResumable();
        }
    }

    private async Task<PartState?> FetchAsync(FeedPart part, string path, Uri place, PartialFile partial, PartState? known, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var had = partial.Length;
            using var response = await http.SendAsync(Request(place, partial, known), cancellation).ConfigureAwait(false);
            switch (response.StatusCode)
            {
                case HttpStatusCode.NotModified when had == 0 && known is { IsIncomplete: false } && known.Place == FeedPages.Identity(place):
                    return null;
                case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                    throw new MissingPartException($"{RegistryHttp.Show(place)}: answers {(int)response.StatusCode}");
                case HttpStatusCode.RequestedRangeNotSatisfiable when had > 0:
                    partial.Delete();
                    continue;
                case HttpStatusCode.OK:
                    partial.Begin(response);
                    break;
                case HttpStatusCode.PartialContent when had > 0 && response.Content.Headers.ContentRange?.From == had && partial.Fits(response):
                    break;
                case HttpStatusCode.PartialContent when had > 0 && attempt <= http.Limits.Resumes:
                    partial.Delete();
                    continue;
                default:
                    throw new SourceException($"{RegistryHttp.Show(place)}: answers {(int)response.StatusCode}");
            }

            var (trouble, isFinal) = await CopyAsync(response, partial, place, cancellation).ConfigureAwait(false);
            if (trouble.Length == 0)
                return Finish(part, path, partial, place);
            var (came, kept) = (partial.Length, partial.CanResume ? "; the next update takes it up there" : "");
            partial.DeleteUnlessResumable();
            if (isFinal || attempt > http.Limits.Resumes)
                throw new SourceException(string.Create(CultureInfo.InvariantCulture, $"{RegistryHttp.Show(place)}: {trouble} after {came} bytes{kept}"));

            await http.PauseAsync(attempt, null, cancellation).ConfigureAwait(false);
        }
    }

    private static RegistryRequest Request(Uri place, PartialFile partial, PartState? known)
    {
        if (partial.Length > 0)
            return new RegistryRequest(place) { From = partial.Length, IfRange = partial.Validator };
        // A mark is the word of the server that gave it, and of no other; what could not be read is asked for anew.
        return known is { IsIncomplete: false } && known.Place == FeedPages.Identity(place)
            ? new RegistryRequest(place) { IfNoneMatch = known.ETag, IfModifiedSince = known.LastModified }
            : new RegistryRequest(place);
    }

    /// <summary>Empty when the body is complete, else what was wrong, and whether it would be the same the next time.</summary>
    private async Task<(string Trouble, bool IsFinal)> CopyAsync(HttpResponseMessage response, PartialFile partial, Uri place, CancellationToken cancellation)
    {
        var announced = response.Content.Headers.ContentLength is { } length ? partial.Length + length : (long?)null;
        if (announced > MaxBytes)
        {
            partial.Delete();
            throw new SourceException($"{RegistryHttp.Show(place)}: {announced} bytes, more than the limit of {MaxBytes}");
        }

        using var file = partial.OpenAppend();
        var buffer = new byte[BufferSize];
        var (said, waited, arrived) = (0L, TimeSpan.Zero, 0L);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            while (true)
            {
                var start = Stopwatch.GetTimestamp();
                var read = await ReadAsync(body, buffer, cancellation).ConfigureAwait(false);
                if (read == BrokenOff)
                    return ("broke off", false);
                if (read < 0)
                    return ($"nothing came for {RegistryHttp.Seconds(http.Limits.Body)}", false);
                if (read == 0)
                    return (announced is null || partial.Length == announced ? "" : "ended early", false);
                (waited, arrived) = (waited + Stopwatch.GetElapsedTime(start), arrived + read);
                if (partial.Length + read > (announced ?? MaxBytes))
                {
                    partial.Delete();
                    throw new SourceException($"{RegistryHttp.Show(place)}: more than {announced ?? MaxBytes} bytes");
                }

                await WriteAsync(file, buffer.AsMemory(0, read), partial, cancellation).ConfigureAwait(false);
                partial.Length += read;
                if (waited > http.Limits.RateSpan)
                {
                    if (arrived < http.Limits.LeastRate * waited.TotalSeconds)
                        return ($"{arrived} bytes in {RegistryHttp.Seconds(waited)}, slower than {http.Limits.LeastRate} bytes a second; stopped", true);
                    (waited, arrived) = (TimeSpan.Zero, 0);
                }

                if (partial.Length - said >= ProgressStep)
                {
                    said = partial.Length;
                    progress($"{place.Host}{place.AbsolutePath}: {said / (1024 * 1024)} MB{(announced is { } all ? $" of {all / (1024 * 1024)}" : "")}");
                }
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or HttpIOException)
        {
            return ("broke off", false);
        }
    }

    /// <summary>What a full disk cannot hold is given back to it at once: others need the room.</summary>
    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, PartialFile partial, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            partial.Delete();
            throw;
        }
    }

    /// <summary>Bytes read; negative when nothing came in time, or the connection broke.</summary>
    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(http.Limits.Body);
        try
        {
            return await body.ReadAsync(buffer, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return -1;
        }
        catch (IOException)
        {
            return BrokenOff;
        }
    }

    private static PartState Finish(FeedPart part, string path, PartialFile partial, Uri place)
    {
        Digest digest;
        using (var file = partial.OpenRead())
            digest = Digest.Sha256(SHA256.HashData(file));
        if (part.Digest is { IsEmpty: false } wanted && wanted != digest)
        {
            partial.Delete();
            throw new SourceException($"{RegistryHttp.Show(place)}: its digest is {digest}, and its publisher says {wanted}");
        }

        var state = new PartState { Place = FeedPages.Identity(place), ETag = partial.ETag, LastModified = partial.LastModified, Bytes = partial.Length, Digest = digest };
        partial.MoveTo(path);
        return state;
    }
}
