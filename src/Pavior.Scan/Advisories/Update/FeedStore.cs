using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// What <c>db update</c> keeps beside the database: <c>feeds/ID/NAME</c> as the publishers ship it, <c>feeds.incoming</c> with what
/// is not judged yet, <c>feeds.json</c> with what is known of each file, <c>feeds.lock</c> while an update runs.
/// </summary>
internal sealed class FeedStore : IDisposable
{
    /// <summary>Bytes of feeds.json.</summary>
    private const int MaxState = 16 * 1024 * 1024;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly SortedDictionary<string, PartState> _states;

    private FeedStore(string folder, FileStream held)
    {
        _folder = folder;
        _lock = held;
        _states = ReadStates(Path.Combine(folder, "feeds.json"));
    }

    /// <summary>Waits until no other update runs in this folder.</summary>
    public static async Task<FeedStore> OpenAsync(string folder, Action<string> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "feeds.lock");
        while (true)
        {
            FileStream? held = null;
            try
            {
                held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException busy) when (busy is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
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

    /// <summary>What is known of a file; null when it is not there as it was fetched.</summary>
    public PartState? Known(string name) =>
        _states.TryGetValue(name, out var state) && new FileInfo(KeptPath(name)) is { Exists: true } file && file.Length == state.Bytes ? state : null;

    public string KeptPath(string name) => Path.Combine(_folder, "feeds", name);

    public string IncomingPath(string name) => Path.Combine(_folder, "feeds.incoming", name);

    /// <summary>Names of the files that are kept.</summary>
    public IReadOnlyList<string> Names => [.. _states.Keys.Where(n => Known(n) is not null)];

    /// <summary>Takes a file from the incoming ones.</summary>
    public void Keep(string name, PartState state)
    {
        var kept = KeptPath(name);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.Move(IncomingPath(name), kept, overwrite: true);
        _states[name] = state;
    }

    public void Note(string name, PartState state) => _states[name] = state;

    public void Remove(string name)
    {
        File.Delete(KeptPath(name));
        _states.Remove(name);
    }

    public void Discard(string name) => File.Delete(IncomingPath(name));

    public void Save() => AtomicFile.Write(Path.Combine(_folder, "feeds.json"), stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        foreach (var (name, state) in _states)
        {
            json.WritePropertyName(name);
            state.Write(json);
        }

        json.WriteEndObject();
    });

    public void Dispose() => _lock.Dispose();

    /// <summary>What cannot be read is as if it were not there: everything is fetched anew then.</summary>
    private static SortedDictionary<string, PartState> ReadStates(string path)
    {
        var states = new SortedDictionary<string, PartState>(StringComparer.Ordinal);
        if (!File.Exists(path))
            return states;
        try
        {
            // A regular file and nothing else: a pipe would never end.
            using var file = DiskFile.OpenRegular(path, path);
            using var json = JsonDocument.Parse(file.ReadAll(MaxState));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return states;
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Object && IsName(member.Name) && PartState.Read(member.Value) is { } state)
                    states[member.Name] = state;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or ParseException or InvalidOperationException or IOException)
        {
            states.Clear();
        }

        return states;
    }

    /// <summary><c>ID/NAME</c>, and nothing that leads elsewhere.</summary>
    private static bool IsName(string name) =>
        name.Split('/') is [{ Length: > 0 } id, { Length: > 0 } file] && id[0] != '.' && file[0] != '.'
        && id.AsSpan().IndexOfAnyExcept(FeedPages.FileName) < 0 && file.AsSpan().IndexOfAnyExcept(FeedPages.FileName) < 0;
}
