using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// What <c>db update</c> keeps beside the database: <c>feeds/ID/NAME.DIGEST</c> as the publishers ship it, <c>feeds.incoming</c> with what
/// is not judged yet, <c>feeds.json</c> with what is known of each file and of the database, <c>feeds.lock</c> while an update runs.
/// <para>
/// A new version of a file lies beside the old one until feeds.json names it, and what feeds.json does not name is cleared away. So
/// feeds.json is the one thing that turns old into new, and wherever an update stops, what is there fits together.
/// </para>
/// </summary>
internal sealed class FeedStore : IDisposable
{
    /// <summary>Bytes of feeds.json.</summary>
    private const int MaxState = 16 * 1024 * 1024;

    /// <summary>Raised with every change of feeds.json; another one is as if it were not there.</summary>
    private const int Version = 2;

    /// <summary>Characters of the digest in the name of a kept file.</summary>
    private const int MarkLength = 16;

    private const string Kept = "feeds";
    private const string Incoming = "feeds.incoming";
    private const string StateFile = "feeds.json";
    private const string LockFile = "feeds.lock";

    /// <summary>EWOULDBLOCK: somebody holds the lock. Any other error, as of a file system that is read-only, would be waited for without end.</summary>
    private const int WouldBlock = 11;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    /// <summary>After it, an unfinished file is nobody's.</summary>
    private static readonly TimeSpan Unfinished = TimeSpan.FromDays(1);

    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly SortedDictionary<string, PartState> _states = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _whole = new(StringComparer.Ordinal);

    private FeedStore(string folder, FileStream held)
    {
        _folder = folder;
        _lock = held;
        if (ReadStates())
            Clear();
    }

    /// <summary>The database that was built from the kept files; null when none is known.</summary>
    public Digest? Database { get; set; }

    /// <summary>Waits until no other update runs in this folder.</summary>
    /// <exception cref="SourceException">Something in the folder is a link.</exception>
    public static async Task<FeedStore> OpenAsync(string folder, Action<string> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = UpdateFolder.Below(folder, LockFile);
        while (true)
        {
            FileStream? held = null;
            try
            {
                held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException busy) when (busy.HResult == WouldBlock)
            {
                progress($"waits for another update that holds {path}");
                await Task.Delay(LockPause, cancellation).ConfigureAwait(false);
            }

            if (held is not null)
                return Of(folder, held);
        }
    }

    private static FeedStore Of(string folder, FileStream held)
    {
        try
        {
            return new FeedStore(folder, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>What feeds.json says of a file, whether it is there or not.</summary>
    public PartState? Recorded(string name) => _states.GetValueOrDefault(name);

    /// <summary>What is known of a file that is there as it was fetched. Hashes it, once.</summary>
    public PartState? Known(string name) => _states.TryGetValue(name, out var state) && _whole.GetOrAdd(name, _ => IsWhole(name, state)) ? state : null;

    /// <summary>Names of the files that feeds.json names.</summary>
    public IReadOnlyList<string> Names => [.. _states.Keys];

    public string KeptPath(string name) => KeptPath(name, _states[name]);

    public string IncomingPath(string name) => UpdateFolder.Below(_folder, $"{Incoming}/{name}");

    /// <summary>Takes a file from the incoming ones; feeds.json has to be saved before the old one is forgotten.</summary>
    public void Keep(string name, PartState state)
    {
        var kept = KeptPath(name, state);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.Move(IncomingPath(name), kept, overwrite: true);
        _states[name] = state;
        _whole[name] = true;
    }

    public void Note(string name, PartState state) => _states[name] = state;

    public void Discard(string name) => File.Delete(IncomingPath(name));

    public void Save() => AtomicFile.Write(UpdateFolder.Below(_folder, StateFile), stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        if (Database is { } database)
            json.WriteString("database", database.ToString());
        json.WriteStartObject("files");
        foreach (var (name, state) in _states)
        {
            json.WritePropertyName(name);
            state.Write(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Clears away what no line of feeds.json names: versions that were replaced, and what an update that was cut off left.</summary>
    public void Clear()
    {
        var named = _states.Select(s => KeptPath(s.Key, s.Value)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in FilesBelow(Kept).Where(f => !named.Contains(f)))
            File.Delete(file);
        foreach (var file in FilesBelow(Incoming).Where(f => !f.EndsWith(".part", StringComparison.Ordinal) && !f.EndsWith(".mark", StringComparison.Ordinal)))
            File.Delete(file);
        foreach (var file in Directory.EnumerateFiles(_folder, $".*{AtomicFile.UnfinishedEnding}"))
        {
            // Those of an update were written while it held the lock, and now this one does; the others may be a build's that runs.
            if (IsOfUpdate(Path.GetFileName(file)) || TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Unfinished)
                File.Delete(file);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static bool IsOfUpdate(string unfinished) =>
        unfinished.StartsWith($".{StateFile}.", StringComparison.Ordinal) || unfinished.Contains($"{DatabaseUpdate.FreshEnding}.", StringComparison.Ordinal);

    private string KeptPath(string name, PartState state) => UpdateFolder.Below(_folder, $"{Kept}/{name}.{state.Digest.Hex[..MarkLength]}");

    private bool IsWhole(string name, PartState state)
    {
        var path = KeptPath(name, state);
        if (new FileInfo(path) is not { Exists: true } file || file.Length != state.Bytes)
            return false;
        try
        {
            using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Digest.Sha256(SHA256.HashData(bytes)) == state.Digest;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Files in folders of feeds. A link is an error and not a way.</summary>
    private List<string> FilesBelow(string top)
    {
        var files = new List<string>();
        var folder = UpdateFolder.Below(_folder, top);
        if (!Directory.Exists(folder))
            return files;
        foreach (var feed in Directory.EnumerateDirectories(folder))
            files.AddRange(Directory.EnumerateFiles(UpdateFolder.Below(folder, Path.GetFileName(feed))));
        return files;
    }

    /// <summary>What cannot be read is as if it were not there: everything is fetched anew then. False when the system refuses to give it.</summary>
    private bool ReadStates()
    {
        var path = UpdateFolder.Below(_folder, StateFile);
        if (!File.Exists(path))
            return true;
        try
        {
            // A regular file and nothing else: a pipe would never end.
            using var file = DiskFile.OpenRegular(path, path);
            using var json = JsonDocument.Parse(file.ReadAll(MaxState));
            Read(json.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ParseException or InvalidOperationException or IOException)
        {
            _states.Clear();
            Database = null;
            return unreadable is not IOException;
        }

        return true;
    }

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number) || number != Version
            || !root.TryGetProperty("files", out var files) || files.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (root.TryGetProperty("database", out var database) && Digest.TryParse(database.GetString(), out var digest))
            Database = digest;
        foreach (var member in files.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && IsName(member.Name) && PartState.Read(member.Value) is { } state)
                _states[member.Name] = state;
        }
    }

    /// <summary><c>ID/NAME</c>, and nothing that leads elsewhere.</summary>
    private static bool IsName(string name) =>
        name.Split('/') is [{ Length: > 0 } id, { Length: > 0 } file] && id[0] != '.' && file[0] != '.'
        && id.AsSpan().IndexOfAnyExcept(FeedPages.FileName) < 0 && file.AsSpan().IndexOfAnyExcept(FeedPages.FileName) < 0;
}
