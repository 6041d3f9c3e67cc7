using System.Text;
using Pavior.Core;
using Pavior.Formats.Tar;
using Pavior.Formats.Text;
using Pavior.Scan.Assembly;

namespace Pavior.Scan.Layers;

/// <summary>Walks one layer's tar and runs the extractors over the files they want.</summary>
internal sealed class LayerWalker(ExtractorIndex index, ScanBudget budget) : IDisposable
{
    /// <summary>Shorter files are no programs.</summary>
    private const int SmallestExecutable = 128;

    /// <summary>Bytes read once more for second and further names of a file; a name more costs what the file costs.</summary>
    private const long MaxReadAgain = 256L * 1024 * 1024;

    private static readonly string TooOften = $"other names of hard-linked files ask for more than {MaxReadAgain} bytes to be read again";

    private readonly EntryFiles _files = new(budget);
    private readonly List<IExtractor> _wanted = [];
    private char[] _text = new char[512];
    private long _readAgain;

    /// <summary>True when the name decoded last is the same bytes as UTF-8.</summary>
    private bool _isPlain;

    /// <summary>False when the archive was damaged, which its result says: bytes that end early have no digest to compare.</summary>
    public bool ReachedEnd { get; private set; } = true;

    /// <summary>Reads to the end of the archive, or to where it is damaged: that becomes a gap, and what was read before stays.</summary>
    /// <param name="name">What the layer is called in gaps.</param>
    /// <param name="reader">The tar from its start.</param>
    public LayerResult Walk(string name, TarReader reader)
    {
        var layer = new LayerBuilder(budget, name);
        try
        {
            while (reader.MoveNext())
                Take(name, reader, layer);
            if (reader.EntriesFollow())
                layer.AddLast(new Gap(name, GapKind.Malformed, $"{name}: what looks like entries follows the end of the archive; nothing unpacks them"));
        }
        catch (ParseException bad)
        {
            ReachedEnd = false;
            layer.AddLast(bad.AsGap());
        }

        return layer.Build();
    }

    /// <summary>Reads single files of a layer again, under the paths by which links make them wanted. Damage ends it, and what was read before stays.</summary>
    /// <param name="reader">The tar from its start.</param>
    /// <param name="aliases">Which files, under which names.</param>
    /// <param name="gaps">Counts what those files say.</param>
    public AliasResult ReadAliases(TarReader reader, Aliases aliases, FileGaps gaps)
    {
        var found = new Dictionary<string, IReadOnlyList<Extraction>>(StringComparer.Ordinal);
        var linked = new Dictionary<string, IReadOnlyList<Extraction>>(StringComparer.Ordinal);
        var kept = new KeptEntries(budget);
        while (MoveNext(reader))
        {
            // What the first reading refused is passed over here too.
            var name = Decode(reader.Path);
            if (reader.Type == TarEntryType.Other || !LayerBuilder.TryPlace(kept, name, out var place) || LayerBuilder.IsWhiteout(place))
                continue;
            kept.Replace(place, reader.Type == TarEntryType.Directory);
            if (reader.Type == TarEntryType.SymbolicLink && LayerBuilder.IsLinkTarget(reader.LinkTarget))
                LayerBuilder.AddLink(kept, budget, place.ToString(), PathText.Decode(reader.LinkTarget));
            if (reader.Type == TarEntryType.HardLink)
            {
                // The name gets the file that is there now, whatever comes to lie at the target later.
                var (link, target) = (place.ToString(), kept.PlaceOf(TarPaths.Normalize(PathText.Decode(reader.LinkTarget))));
                if (aliases.Asks(target, link) && kept.HasFound(target) && found.TryGetValue(link, out var now))
                    linked[link] = now;
                if (!aliases.Of(link).IsEmpty)
                    kept.AddHardLink(link, target);
            }

            if (reader.Type != TarEntryType.File || aliases.Of(place) is not { IsEmpty: false } names)
                continue;
            kept.AddFound(place.ToString(), []);
            if (!TryReadAs(names, reader, found, gaps))
                break;
        }

        // What another entry took the place of is no more.
        foreach (var (target, name) in aliases.Pairs)
        {
            if (!kept.HasFound(target))
                found.Remove(name);
        }

        foreach (var (link, then) in linked)
            found[link] = then;
        return new AliasResult(found, kept.HardLinks);
    }

    /// <summary>Reads the current file under each of its names. False when the layer is damaged in it.</summary>
    private bool TryReadAs(ReadOnlySpan<(string Target, string Name)> names, TarReader reader, Dictionary<string, IReadOnlyList<Extraction>> found, FileGaps gaps)
    {
        try
        {
            var content = _files.Open(reader, names[0].Name);
            var isProgram = ExecutableMagic.Matches(Start(content));
            foreach (var (_, path) in names)
                found[path] = Counted(path, path == names[0].Name || MayReadAgain(content.Length) ? RunOver(path, content, isProgram) : Unread(path, ParseException.Limit(path, TooOften)), gaps);
            return true;
        }
        catch (ParseException unread) when (IsOfFile(unread))
        {
            foreach (var (_, path) in names)
                found[path] = Counted(path, Unread(path, unread), gaps);
            return true;
        }
        catch (ParseException)
        {
            ReachedEnd = false;
            return false;
        }
    }

    private IReadOnlyList<Extraction> RunOver(string path, FileContent content, bool isProgram)
    {
        _wanted.Clear();
        index.Find(path, _wanted);
        if (isProgram)
            AddPrograms();
        return ExtractorRunner.Run(_wanted, new FileWindow(path, content, 0, content.Length));
    }

    private IReadOnlyList<Extraction> Counted(string path, IReadOnlyList<Extraction> said, FileGaps gaps)
    {
        said = gaps.Keep(path, said);
        budget.Take(said);
        budget.TakeGaps(said);
        return said;
    }

    private bool MayReadAgain(long bytes)
    {
        _readAgain += bytes;
        return _readAgain <= MaxReadAgain;
    }

    /// <summary>True for what is wrong with one file only: the archive can be read on behind it.</summary>
    private static bool IsOfFile(ParseException unread) => unread.Kind is GapKind.LimitReached or GapKind.Unreadable;

    private static Extraction[] Unread(string path, ParseException why)
    {
        var unread = new Extraction("layer", path);
        unread.Add(why.AsGap() with { Path = path });
        return [unread];
    }

    private static byte[] Start(FileContent content)
    {
        var start = new byte[ExecutableMagic.Bytes];
        return content.ReadAt(0, start) == start.Length ? start : [];
    }

    private void AddPrograms()
    {
        foreach (var extractor in index.Executables)
        {
            if (!_wanted.Contains(extractor))
                _wanted.Add(extractor);
        }
    }

    /// <summary>For a second reading, which ends where the layer is damaged: the first reading said so.</summary>
    private bool MoveNext(TarReader reader)
    {
        try
        {
            return reader.MoveNext();
        }
        catch (ParseException)
        {
            ReachedEnd = false;
            return false;
        }
    }

    public void Dispose() => _files.Dispose();

    private void Take(string name, TarReader reader, LayerBuilder layer)
    {
        var written = Decode(reader.Path);
        if (reader.PathEscapes)
            layer.AddOdd(name, written, "whose name leads out of the layer, read as");
        if (written.IsEmpty)
            return;
        if (reader.Type == TarEntryType.Other)
        {
            layer.AddOdd(name, written, $"of a type that no runtime unpacks ({Shown(reader.TypeFlag)})", GapKind.Unsupported);
            return;
        }

        if (!layer.TryPlace(name, written, out var path) || layer.TakeWhiteout(path))
            return;
        layer.AddPath(reader.Type, path == written && _isPlain ? reader.Path : Encoding.UTF8.GetBytes(path.ToString()), path);
        switch (reader.Type)
        {
            case TarEntryType.File:
                TakeFile(reader, path, layer);
                break;
            case TarEntryType.SymbolicLink:
                layer.AddLink(name, path.ToString(), reader.LinkTarget);
                break;
            case TarEntryType.HardLink:
                TakeHardLink(reader, path, layer);
                break;
        }
    }

    private static string Shown(byte flag) => flag is > 0x20 and < 0x7f ? $"{(char)flag}" : $"{flag}";

    private void TakeFile(TarReader reader, ReadOnlySpan<char> path, LayerBuilder layer)
    {
        _wanted.Clear();
        index.Find(path, _wanted);
        if (reader.Length >= SmallestExecutable && ExecutableMagic.Matches(reader.Peek(ExecutableMagic.Bytes)))
            AddPrograms();

        if (_wanted.Count == 0)
            return;
        var text = path.ToString();
        try
        {
            layer.AddExtractions(text, ExtractorRunner.Run(_wanted, _files.Open(reader, text)));
        }
        catch (ParseException unread) when (IsOfFile(unread))
        {
            layer.AddExtractions(text, Unread(text, unread));
        }
    }

    /// <summary>A name that somebody wants, or that tells what a program is, is read once more under that name. Any other is another name of what was found.</summary>
    private void TakeHardLink(TarReader reader, ReadOnlySpan<char> path, LayerBuilder layer)
    {
        _wanted.Clear();
        index.Find(path, _wanted);
        var target = layer.PlaceOf(reader.LinkTarget);
        if (_wanted.Count > 0 || index.NamesProgram(path))
            layer.AddHardLink(path.ToString(), target);
        else
            layer.AddOtherName(path, target);
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> path)
    {
        _isPlain = PathText.IsPlain(path);
        if (!_isPlain)
            return PathText.Decode(path);
        if (_text.Length < path.Length)
            _text = new char[path.Length * 2];
        return _text.AsSpan(0, Encoding.UTF8.GetChars(path, _text));
    }
}
