using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Formats.Bolt;

/// <summary>A sorted map of keys to values and to further buckets.</summary>
public sealed class BoltBucket
{
    private const int BucketHeader = 16;

    /// <summary>Branch pages on the way to a leaf; 16 already address more than a file can hold.</summary>
    private const int MaxDepth = 16;

    /// <summary>Bytes of a page with its overflow, which one large value makes long.</summary>
    private const int MaxPage = 64 * 1024 * 1024;

    /// <summary>Keys that one listing gives.</summary>
    private const int MaxKeys = 1_000_000;

    private readonly BoltFile _file;
    private readonly ulong _root;
    private readonly ReadOnlyMemory<byte> _inline;

    internal BoltBucket(BoltFile file, ulong root, ReadOnlyMemory<byte> inline)
    {
        _file = file;
        _root = root;
        _inline = inline;
    }

    /// <summary>The bucket of that name; null when there is none.</summary>
    /// <exception cref="ParseException">A page on the way is damaged.</exception>
    public BoltBucket? Bucket(ReadOnlySpan<byte> name)
    {
        if (Find(name, out var isBucket) is not { } value || !isBucket)
            return null;
        if (value.Length < BucketHeader)
            throw new ParseException(_file.Path, 0, "a bucket header of 16 bytes");
        var root = BinaryPrimitives.ReadUInt64LittleEndian(value.Span);
        return new BoltBucket(_file, root, root == 0 ? value[BucketHeader..] : default);
    }

    /// <summary>The value of a key; null when there is none.</summary>
    /// <exception cref="ParseException">A page on the way is damaged.</exception>
    public ReadOnlyMemory<byte>? Value(ReadOnlySpan<byte> key)
    {
        var found = Find(key, out var isBucket);
        return isBucket ? default(ReadOnlyMemory<byte>?) : found;
    }

    /// <summary>The names of the buckets in this one, in order.</summary>
    /// <exception cref="ParseException">A page is damaged, or there are too many.</exception>
    public IReadOnlyList<byte[]> BucketNames()
    {
        var names = new List<byte[]>();
        var pages = 0L;
        Collect(RootPage(), 0, ref pages, names);
        return names;
    }

    private byte[] RootPage() => _root == 0 ? _inline.ToArray() : _file.Page(_root, MaxPage);

    private ReadOnlyMemory<byte>? Find(ReadOnlySpan<byte> key, out bool isBucket)
    {
        isBucket = false;
        var bytes = RootPage();
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            var page = new BoltPage(_file.Path, bytes);
            var at = LastNotAfter(page, key);
            if (!page.IsLeaf)
            {
                if (page.Count == 0)
                    return null;
                bytes = _file.Page(page.Child(Math.Max(at, 0)), MaxPage);
                continue;
            }

            if (at < 0 || !page.Key(at).SequenceEqual(key))
                return null;
            isBucket = page.IsBucket(at);
            return page.Value(at).ToArray();
        }

        throw ParseException.Limit(_file.Path, $"more than {MaxDepth} pages from root to leaf");
    }

    /// <summary>Index of the last key that is not greater; -1 when all are.</summary>
    private static int LastNotAfter(BoltPage page, ReadOnlySpan<byte> key)
    {
        int low = 0, high = page.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (page.Key(middle).SequenceCompareTo(key) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private void Collect(byte[] bytes, int depth, ref long pages, List<byte[]> names)
    {
        if (depth >= MaxDepth || ++pages > MaxKeys)
            throw ParseException.Limit(_file.Path, $"more than {MaxDepth} pages from root to leaf, or more than {MaxKeys} pages");
        var page = new BoltPage(_file.Path, bytes);
        for (var i = 0; i < page.Count; i++)
        {
            if (!page.IsLeaf)
                Collect(_file.Page(page.Child(i), MaxPage), depth + 1, ref pages, names);
            else if (page.IsBucket(i))
                names.Add(page.Key(i).ToArray());
            if (names.Count > MaxKeys)
                throw ParseException.Limit(_file.Path, $"more than {MaxKeys} buckets in one");
        }
    }
}
