using Pavior.Core;
using Pavior.Formats.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pavior.Formats.Yaml;

/// <summary>Builds the trees of one stream from the parser's events. Its own stack, not the program's, holds the open collections.</summary>
internal sealed class YamlTreeBuilder
{
    private readonly string _path;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<string, (YamlNode Node, long Size)> _anchors = new(StringComparer.Ordinal);
    private readonly SharedTexts _texts = new();
    private readonly Stack<OpenCollection> _open = new();
    private List<YamlDuplicateKey> _duplicates = [];
    private YamlNode? _root;
    private Mark _documentStart = Mark.Empty;
    private int _nodes;
    private long _aliased;

    public YamlTreeBuilder(string path, string text)
    {
        _path = path;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    public List<YamlDocument> Build()
    {
        var documents = new List<YamlDocument>();
        while (MoveNext())
        {
            if (_parser.Current is DocumentEnd)
            {
                if (documents.Count >= YamlStream.MaxDocuments)
                    throw ParseException.Limit(_path, $"more than {YamlStream.MaxDocuments} YAML documents");
                documents.Add(new YamlDocument(_root ?? Empty(_documentStart), _duplicates));
            }
            else if (_parser.Current is { } @event)
            {
                Take(@event);
            }
        }

        return documents;
    }

    /// <summary>The one place where the library runs; what it throws at bad input is named here.</summary>
    private bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (YamlException bad)
        {
            throw ParseException.AtLine(_path, Line(bad.End), $"YAML ({Clean(bad.Message)})");
        }
        catch (Exception bad) when (bad is ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            throw ParseException.AtLine(_path, Line(_scanner.CurrentPosition), "YAML");
        }
    }

    private void Take(ParsingEvent @event)
    {
        switch (@event)
        {
            case DocumentStart start:
                _documentStart = start.End;
                _anchors.Clear();
                _duplicates = [];
                _root = null;
                break;
            case Scalar { Value: "", Style: ScalarStyle.Plain } empty when _open.Count == 0 && empty.Anchor.IsEmpty && empty.Tag.IsEmpty:
                // The library places a root left out where the next document starts.
                Count(empty.Start);
                _root = Empty(_documentStart);
                break;
            case Scalar scalar:
                Count(scalar.Start);
                Forget(scalar);
                Complete(new YamlScalar(_texts.Get(scalar.Value), Style(scalar.Style), Span(scalar.Start, scalar.End), Anchor(scalar)), 1);
                break;
            case SequenceStart sequence:
                Push(sequence, isMapping: false, sequence.Style == SequenceStyle.Flow);
                break;
            case MappingStart mapping:
                Push(mapping, isMapping: true, mapping.Style == MappingStyle.Flow);
                break;
            case SequenceEnd or MappingEnd:
                Close(@event.Start);
                break;
            case AnchorAlias alias:
                Resolve(alias);
                break;
        }
    }

    private void Push(NodeEvent start, bool isMapping, bool isFlow)
    {
        Count(start.Start);
        Forget(start);
        if (_open.Count >= YamlStream.MaxDepth)
            throw ParseException.Limit(_path, $"line {Line(start.Start)}: YAML nested deeper than {YamlStream.MaxDepth} levels");
        _open.Push(new OpenCollection(isMapping, isFlow, Position(start.Start), Anchor(start)));
    }

    private void Close(Mark at)
    {
        var open = _open.Pop();

        // The library marks where the closing bracket stands, and for a block collection, which has none, where the next token does.
        var end = open.IsFlow ? Position(at) with { Column = Position(at).Column + 1 } : open.LastEnd ?? open.Start;
        var span = new YamlSpan(open.Start, end);
        YamlNode node = open.IsMapping
            ? new YamlMapping(open.Entries, YamlMapping.Index(open.Entries, _duplicates), open.IsFlow, span, open.Anchor)
            : new YamlSequence(open.Items, open.IsFlow, span, open.Anchor);
        Complete(node, open.Size);
    }

    private void Resolve(AnchorAlias alias)
    {
        Count(alias.Start);
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            throw ParseException.AtLine(_path, Line(alias.Start), $"an alias of a node that is complete, not *{alias.Value.Value}");
        _aliased += target.Size;
        if (_aliased > YamlStream.MaxAliasedNodes)
            throw ParseException.Limit(_path, $"line {Line(alias.Start)}: aliases that stand for more than {YamlStream.MaxAliasedNodes} nodes");
        Complete(target.Node.AliasAt(Span(alias.Start, alias.End)), target.Size);
    }

    private void Complete(YamlNode node, long size)
    {
        if (node.Anchor is not null)
            _anchors[node.Anchor] = (node, size);
        if (_open.TryPeek(out var parent))
            parent.Add(node, size);
        else
            _root = node;
    }

    /// <summary>From here on an alias of this name means this node, which can be named only once it is complete.</summary>
    private void Forget(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            _anchors.Remove(node.Anchor.Value);
    }

    private void Count(Mark at)
    {
        if (++_nodes > YamlStream.MaxNodes)
            throw ParseException.Limit(_path, $"line {Line(at)}: more than {YamlStream.MaxNodes} YAML nodes");
    }

    private static string? Anchor(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private static YamlScalar Empty(Mark at) => new("", YamlScalarStyle.Plain, Span(at, at), anchor: null);

    private static YamlScalarStyle Style(ScalarStyle style) => style switch
    {
        ScalarStyle.SingleQuoted => YamlScalarStyle.SingleQuoted,
        ScalarStyle.DoubleQuoted => YamlScalarStyle.DoubleQuoted,
        ScalarStyle.Literal => YamlScalarStyle.Literal,
        ScalarStyle.Folded => YamlScalarStyle.Folded,
        _ => YamlScalarStyle.Plain,
    };

    private static YamlSpan Span(Mark start, Mark end) => new(Position(start), Position(end));

    private static YamlPosition Position(Mark mark) => new(Line(mark), (int)Math.Clamp(mark.Column, 1, int.MaxValue));

    private static int Line(Mark mark) => (int)Math.Clamp(mark.Line, 1, int.MaxValue);

    /// <summary>The library's words, on one line and without its own place.</summary>
    private static string Clean(string message)
    {
        var text = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return text.Length > 200 ? text[..200] : text;
    }

    /// <summary>A collection whose end has not come yet.</summary>
    private sealed class OpenCollection(bool isMapping, bool isFlow, YamlPosition start, string? anchor)
    {
        private YamlNode? _key;

        public bool IsMapping { get; } = isMapping;

        public bool IsFlow { get; } = isFlow;

        public YamlPosition Start { get; } = start;

        public string? Anchor { get; } = anchor;

        public List<YamlEntry> Entries { get; } = [];

        public List<YamlNode> Items { get; } = [];

        public long Size { get; private set; } = 1;

        public YamlPosition? LastEnd { get; private set; }

        public void Add(YamlNode node, long size)
        {
            Size += size;
            LastEnd = node.Span.End;
            if (!IsMapping)
            {
                Items.Add(node);
            }
            else if (_key is null)
            {
                _key = node;
            }
            else
            {
                Entries.Add(new YamlEntry(_key, node));
                _key = null;
            }
        }
    }
}
