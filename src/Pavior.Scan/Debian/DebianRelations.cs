using System.Buffers;
using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Scan.OperatingSystems;

namespace Pavior.Scan.Debian;

/// <summary>
/// Which packages of one database a package needs (deb-control fields Depends and Pre-Depends). Of alternatives the first one that is
/// installed counts, as apt chooses it; a virtual name stands for the installed package that provides it. Version conditions are not
/// evaluated: dpkg did, before it installed the package.
/// </summary>
internal sealed class DebianRelations(Extraction into)
{
    /// <summary>Names that one record of its own file may need.</summary>
    private const int MaxNames = 30_000;

    private static readonly SearchValues<byte> NameEnd = SearchValues.Create(" \t\r\n(:[<"u8);

    private readonly ProviderIndex _providers = new(into);

    public void AddInstalled(ReadOnlySpan<byte> utf8Name, string name, ReadOnlySpan<byte> provides)
    {
        _providers.AddName(utf8Name, name);
        while (TakeUntil(ref provides, (byte)',', out var entry))
        {
            if (Name(entry) is { IsEmpty: false } virtualName)
                _providers.AddProvided(virtualName, name);
        }
    }

    /// <summary>Adds the names of installed packages that satisfy the field, each once.</summary>
    public void Resolve(ReadOnlySpan<byte> field, string self, DistinctNames names)
    {
        while (TakeUntil(ref field, (byte)',', out var group))
        {
            if (FirstInstalled(group) is { } name && name != self)
                names.Add(name);
        }
    }

    /// <summary>For a record whose database is spread over many files: the names of all alternatives, left to whoever knows the others.</summary>
    /// <exception cref="ParseException">More than <see cref="MaxNames"/>.</exception>
    public static void AddAllNames(ReadOnlySpan<byte> field, string self, Utf8Pool pool, DistinctNames names, string path)
    {
        while (TakeUntil(ref field, (byte)',', out var group))
        {
            while (TakeUntil(ref group, (byte)'|', out var alternative))
            {
                var name = pool.Get(Name(alternative));
                if (names.Count >= MaxNames)
                    throw ParseException.Limit(path, $"a package that needs more than {MaxNames} others");
                if (name.Length > 0 && name != self)
                    names.Add(name);
            }
        }
    }

    private string? FirstInstalled(ReadOnlySpan<byte> group)
    {
        while (TakeUntil(ref group, (byte)'|', out var alternative))
        {
            if (_providers.Find(Name(alternative)) is { } found)
                return found;
        }

        return null;
    }

    /// <summary><c>libc6:any (>= 2.34) [amd64] &lt;!nocheck&gt;</c> without all but the name.</summary>
    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> relation)
    {
        relation = relation.TrimStart(" \t\r\n"u8);
        var end = relation.IndexOfAny(NameEnd);
        return end < 0 ? relation : relation[..end];
    }

    private static bool TakeUntil(scoped ref ReadOnlySpan<byte> rest, byte separator, out ReadOnlySpan<byte> part)
    {
        if (rest.IsEmpty)
        {
            part = default;
            return false;
        }

        var end = rest.IndexOf(separator);
        part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return true;
    }
}
