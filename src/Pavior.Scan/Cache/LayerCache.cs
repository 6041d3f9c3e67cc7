using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Cache;

/// <summary>
/// Keeps what layers said, so that a base image is read once however many images stand on it. The key is the digest of the
/// stored bytes and of the unpacked ones, both checked when the entry was made, and the version of every extractor.
/// Files are written beside and renamed, so that concurrent scans share one cache; a damaged file is read anew.
/// </summary>
public sealed class LayerCache
{
    /// <summary>Bytes kept; the least recently used go first.</summary>
    public const long MaxBytes = 1024L * 1024 * 1024;

    /// <summary>Bytes of one entry.</summary>
    private const int MaxEntry = 256 * 1024 * 1024;

    private const string Ending = ".layer";

    /// <summary>Hexadecimal digits of an entry's name.</summary>
    private const int KeyLength = 2 * SHA256.HashSizeInBytes;

    /// <summary>How long an entry may be in writing; what is older was left by a scan that was killed.</summary>
    private static readonly TimeSpan LongestWriting = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly long _maxBytes;

    /// <param name="folder">Where entries lie; made with access for this user only.</param>
    /// <param name="time">Dates the use of entries.</param>
    /// <param name="maxBytes">What <see cref="Prune"/> leaves at most.</param>
    public LayerCache(string folder, TimeProvider time, long maxBytes = MaxBytes)
    {
        _folder = folder;
        _time = time;
        _maxBytes = maxBytes;
    }

    /// <summary><c>PAVIOR_CACHE</c>, else <c>pavior</c> in XDG_CACHE_HOME or ~/.cache.</summary>
    public static string DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("PAVIOR_CACHE") is { Length: > 0 } named)
                return named;
            var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(caches, "pavior");
        }
    }

    /// <summary>Removes every entry; other files in the folder stay, and what another scan is writing. Returns how many went.</summary>
    /// <exception cref="IOException">Entries that are still there could not be removed (also <see cref="UnauthorizedAccessException"/>); all others are gone.</exception>
    public int Clear()
    {
        var removed = 0;
        Exception? first = null;
        foreach (var entry in Entries())
        {
            try
            {
                entry.Delete();
                removed++;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                if (File.Exists(entry.FullName))
                    first ??= refused;
            }
        }

        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
        return removed;
    }

    /// <summary>Removes the least recently used entries until what is left fits. Other scans may write, use and prune the same folder meanwhile.</summary>
    public void Prune()
    {
        var left = 0L;
        foreach (var entry in EntriesOrNone().OrderByDescending(e => e.Used))
        {
            try
            {
                left += entry.File.Length;
                if (left > _maxBytes)
                    entry.File.Delete();
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Renamed or removed by another scan since it was listed.
            }
        }
    }

    internal LayerResult? TryRead(Layer layer, string extractors)
    {
        var path = PathOf(layer, extractors);
        try
        {
            // An entry is a file with bytes: a pipe would be waited for without end, and a link leads to what is not ours.
            if (new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: > 0 and <= MaxEntry })
                return null;
            var result = LayerCodec.TryDecode(File.ReadAllBytes(path));
            if (result is not null)
                File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
            return result;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Pruned or cleared meanwhile, or not ours to read: the layer is read instead.
            return null;
        }
    }

    /// <summary>Keeps a result. A full or read-only disk is no reason to fail a scan: then nothing is kept.</summary>
    internal void Write(Layer layer, string extractors, LayerResult result)
    {
        var bytes = LayerCodec.Encode(result);
        if (bytes.Length > MaxEntry)
            return;
        try
        {
            Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            AtomicFile.Write(PathOf(layer, extractors), file => file.Write(bytes), UnixFileMode.UserRead | UnixFileMode.UserWrite, isDurable: false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string PathOf(Layer layer, string extractors)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{layer.DiffId}\n{layer.Blob}\n{extractors}"));
        return Path.Combine(_folder, Convert.ToHexStringLower(key) + Ending);
    }

    /// <summary>With the time of use, read once: it changes while others are sorted.</summary>
    private (FileInfo File, DateTime Used)[] EntriesOrNone()
    {
        try
        {
            return [.. Entries().Select(e => (e, e.LastWriteTimeUtc))];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private FileInfo[] Entries() => Directory.Exists(_folder)
        ? [.. new DirectoryInfo(_folder).GetFiles("*").Where(f => IsFinished(f.Name) is { } finished && (finished || IsLeftover(f)))]
        : [];

    private bool IsLeftover(FileInfo file) => _time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > LongestWriting;

    /// <summary>True for an entry, false for one in writing; null for a name that we never gave.</summary>
    private static bool? IsFinished(ReadOnlySpan<char> name)
    {
        var entry = name.TrimStart('.');
        if (entry.Length < KeyLength + Ending.Length || entry[..KeyLength].ContainsAnyExcept(Digits) || !entry[KeyLength..].StartsWith(Ending, StringComparison.Ordinal))
            return null;
        var rest = entry[(KeyLength + Ending.Length)..];
        if (rest.IsEmpty)
            return name.Length == entry.Length ? true : null;
        return rest[0] == '.' && rest.EndsWith(AtomicFile.UnfinishedEnding, StringComparison.Ordinal) ? false : null;
    }
}
