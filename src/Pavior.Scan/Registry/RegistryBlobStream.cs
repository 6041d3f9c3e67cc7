using System.Net;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Registry;

/// <summary>
/// A blob as it comes: exactly the announced number of bytes or an exception. Reads ahead by one buffer, so that the network
/// works while the reader unpacks, and takes up a broken transfer where it stopped.
/// </summary>
internal sealed class RegistryBlobStream : ForwardStream
{
    private const int BufferSize = 64 * 1024;

    private readonly string _what;
    private readonly long _size;
    private readonly Func<long, CancellationToken, Task<HttpResponseMessage>> _open;
    private readonly RegistryHttp _http;
    private readonly CancellationTokenSource _ending;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private byte[] _current = new byte[BufferSize];
    private byte[] _next = new byte[BufferSize];
    private int _start;
    private int _end;
    private long _fetched;
    private int _resumes;
    private Task<int>? _ahead;
    private TimeSpan _waited;
    private long _arrived;
    private bool _isDisposed;

    public RegistryBlobStream(
        string what, long size, HttpResponseMessage first, Func<long, CancellationToken, Task<HttpResponseMessage>> open, RegistryHttp http, CancellationToken cancellation)
    {
        _what = what;
        _size = size;
        _open = open;
        _http = http;
        _response = first;
        RequireLength(first);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    public override long Length => _size;

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !Turn(FetchedAsync().GetAwaiter().GetResult()))
            return 0;
        var count = Math.Min(buffer.Length, _end - _start);
        _current.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end && !Turn(await FetchedAsync().WaitAsync(cancellationToken).ConfigureAwait(false)))
            return 0;
        return Read(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _ending.Cancel();
            // A fetch may still run and needs the source until it ends by the cancellation; what it throws then concerns nobody.
            (_ahead ?? Task.FromResult(0)).ContinueWith(
                static (ended, source) =>
                {
                    _ = ended.Exception;
                    ((CancellationTokenSource)source!).Dispose();
                },
                _ending,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            _response?.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task<int> FetchedAsync() => _ahead ??= FetchAsync(_next);

    /// <summary>Makes the fetched buffer the current one and fetches the next. False at the end.</summary>
    private bool Turn(int fetched)
    {
        (_current, _next) = (_next, _current);
        (_start, _end) = (0, fetched);
        _ahead = fetched == 0 ? Task.FromResult(0) : FetchAsync(_next);
        return fetched > 0;
    }

    /// <summary>Fills a buffer, or what is left of the blob into it; zero when the blob ended where it must.</summary>
    private async Task<int> FetchAsync(byte[] into)
    {
        var wanted = (int)Math.Min(into.Length, _size - _fetched);
        if (wanted == 0)
        {
            await RequireEndAsync().ConfigureAwait(false);
            return 0;
        }

        var filled = 0;
        while (true)
        {
            (var read, var trouble) = await FillAsync(into.AsMemory(filled, wanted - filled)).ConfigureAwait(false);
            filled += read;
            _fetched += read;
            if (filled == wanted)
                return filled;
            await ResumeAsync(trouble).ConfigureAwait(false);
        }
    }

    /// <summary>Reads until the buffer is full or something is wrong, and counts what came in which time: only waiting counts, not the work of the reader.</summary>
    private async Task<(int Read, string Trouble)> FillAsync(Memory<byte> into)
    {
        var start = _http.Time.GetTimestamp();
        var filled = await FillInTimeAsync(into).ConfigureAwait(false);
        _waited += _http.Time.GetElapsedTime(start);
        _arrived += filled.Read;
        if (_waited < _http.Limits.RateSpan)
            return filled;
        if (_arrived < _http.Limits.LeastRate * _waited.TotalSeconds)
            throw new SourceException($"{_what}: {_arrived} bytes in {RegistryHttp.Seconds(_waited)}, slower than {_http.Limits.LeastRate} bytes a second");
        (_waited, _arrived) = (TimeSpan.Zero, 0);
        return filled;
    }

    private async Task<(int Read, string Trouble)> FillInTimeAsync(Memory<byte> into)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        deadline.CancelAfter(_http.Limits.Body);
        var filled = 0;
        try
        {
            _body ??= await _response!.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            while (filled < into.Length)
            {
                var read = await _body.ReadAsync(into[filled..], deadline.Token).ConfigureAwait(false);
                if (read == 0)
                    return (filled, "ended early");
                filled += read;
            }

            return (filled, "");
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return (filled, "broke off");
        }
        catch (OperationCanceledException) when (!_ending.IsCancellationRequested)
        {
            return (filled, $"stalled for {RegistryHttp.Seconds(_http.Limits.Body)}");
        }
    }

    private async Task RequireEndAsync()
    {
        var (read, trouble) = await FillAsync(new byte[1]).ConfigureAwait(false);
        if (read > 0)
            throw new SourceException($"{_what}: more bytes than the {_size} that its descriptor says");
        if (trouble != "ended early")
            throw new SourceException($"{_what}: {trouble} after {_fetched} bytes");
    }

    private async Task ResumeAsync(string trouble)
    {
        if (_resumes == _http.Limits.Resumes)
            throw new SourceException($"{_what}: {trouble} after {_fetched} of {_size} bytes");
        _resumes++;
        _response?.Dispose();
        (_response, _body) = (null, null);
        await _http.PauseAsync(_resumes, null, _ending.Token).ConfigureAwait(false);
        _response = await _open(_fetched, _ending.Token).ConfigureAwait(false);
        if (_response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = _response.Content.Headers.ContentRange;
            if (range?.From != _fetched || (range.Length is { } whole && whole != _size))
                throw new SourceException($"{_what}: asked for bytes from {_fetched}, got {range?.ToString() ?? "an unnamed range"}");
            return;
        }

        // The server knows no ranges and starts over.
        RequireLength(_response);
        await SkipAsync().ConfigureAwait(false);
    }

    private async Task SkipAsync()
    {
        var discarded = new byte[BufferSize];
        for (var left = _fetched; left > 0;)
        {
            var (read, trouble) = await FillAsync(discarded.AsMemory(0, (int)Math.Min(left, discarded.Length))).ConfigureAwait(false);
            left -= read;
            if (trouble.Length > 0)
                throw new SourceException($"{_what}: {trouble} again, after {_fetched - left} of {_size} bytes");
        }
    }

    private void RequireLength(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentLength is { } length && length != _size)
            throw new SourceException($"{_what}: {length} bytes, not the {_size} that its descriptor says");
    }
}
