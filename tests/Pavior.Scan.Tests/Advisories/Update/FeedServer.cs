using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Pavior.Scan.Tests.Registry;

namespace Pavior.Scan.Tests.Advisories.Update;

/// <summary>The publishers of advisories in one server, each at its own host and path, with the headers that real ones send.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (byte[] Body, DateTimeOffset Changed)> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<ScriptedRequest, ScriptedAnswer?>> _scripts = new(StringComparer.Ordinal);
    private readonly ScriptedServer _server;

    public FeedServer() => _server = new ScriptedServer(Answer);

    /// <summary>For <c>--mirror</c>.</summary>
    public Uri Address => new($"http://{_server.Host}/");

    /// <summary>What was asked since the last look, as <c>200 host/path</c> or <c>304 host/path</c>.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public void Put(string place, string text) => Put(place, Encoding.UTF8.GetBytes(text));

    public void Put(string place, byte[] body) => _files[place] = (body, new DateTimeOffset(2026, 1, 1, 0, 0, _files.Count % 60, TimeSpan.Zero));

    /// <summary>As <see cref="Put(string, byte[])"/>, with the time that the publisher gives it.</summary>
    public void Put(string place, string text, DateTimeOffset changed) => _files[place] = (Encoding.UTF8.GetBytes(text), changed);

    public void Remove(string place) => _files.TryRemove(place, out _);

    /// <summary>Answers otherwise as long as the script gives an answer.</summary>
    public void Script(string place, Func<ScriptedRequest, ScriptedAnswer?> answer) => _scripts[place] = answer;

    public void Unscript(string place) => _scripts.TryRemove(place, out _);

    public byte[] Body(string place) => _files[place].Body;

    public static string ETag(byte[] body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"";

    public static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    public static byte[] TarZst(params (string Name, string Text)[] files)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, text) in files)
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        using var packer = new ZstdSharp.Compressor();
        return packer.Wrap(tar.ToArray()).ToArray();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ScriptedAnswer Answer(ScriptedRequest request)
    {
        var place = Uri.UnescapeDataString(request.Path.TrimStart('/'));
        if (_scripts.TryGetValue(place, out var script) && script(request) is { } scripted)
            return scripted;
        if (!_files.TryGetValue(place, out var file))
            return Say(404, place, ScriptedAnswer.Status(404));
        var (body, changed) = file;
        string[] marks = [$"ETag: {ETag(body)}", "Last-Modified: " + changed.ToString("R", CultureInfo.InvariantCulture)];
        if (request["If-None-Match"] == ETag(body))
            return Say(304, place, ScriptedAnswer.Raw(ScriptedAnswer.Head(304, marks)));
        if (request["Range"] is { } range && request["If-Range"] == ETag(body))
        {
            var from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            return Say(206, place, ScriptedAnswer.Raw(
                ScriptedAnswer.Head(206, [.. marks, $"Content-Range: bytes {from}-{body.Length - 1}/{body.Length}", $"Content-Length: {body.Length - from}"]), body[from..]));
        }

        return Say(200, place, ScriptedAnswer.Of(body, "application/octet-stream", marks));
    }

    private ScriptedAnswer Say(int status, string place, ScriptedAnswer answer)
    {
        Log.Enqueue($"{status} {place}");
        return answer;
    }
}
