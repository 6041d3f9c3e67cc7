using System.Globalization;
using System.Xml;
using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Oval;

/// <summary>The tests of an OVAL document with the objects and states that they refer to, by their numbers.</summary>
internal sealed class OvalTests
{
    /// <summary>Tests, objects and states of one document; Oracle's has three million.</summary>
    private const int MaxEntries = 10_000_000;

    private readonly string _path;
    private readonly Dictionary<long, (long Object, long State)> _tests = [];
    private readonly Dictionary<long, string> _objects = [];
    private readonly Dictionary<long, OvalState> _states = [];

    /// <summary>Versions and names are said again and again.</summary>
    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);

    private Pending _pending;

    private OvalTests(string path) => _path = path;

    public static OvalTests Read(FileContent file)
    {
        var tests = new OvalTests(file.Path);
        FeedXml.Walk(file, (node, _) => tests.Node(node));
        return tests;
    }

    /// <summary>Null when the document has no such test about a package; its words may then still tell.</summary>
    public OvalTest? Find(long number, string comment)
    {
        if (!_tests.TryGetValue(number, out var test) || !_objects.TryGetValue(test.Object, out var package))
            return null;
        // Without a state it asks whether the package is there at all.
        if (test.State == 0)
            return new OvalTest(package, new OvalState(null, "", null, null, HasSignature: false, HasOther: true), comment);
        return _states.TryGetValue(test.State, out var state) ? new OvalTest(package, state, comment) : null;
    }

    /// <summary>What stands behind the last colon of an id (<c>oval:com.oracle.elsa:tst:20070057001</c>): the pattern of the schema has a number there.</summary>
    public static long Number(string? id, string path) =>
        id is not null && long.TryParse(id.AsSpan(id.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ParseException(path, 0, $"an OVAL id with a number at its end, not {SummaryLine.From(id)}");

    private void Node(XmlReader node)
    {
        if (node.NodeType == XmlNodeType.Element)
            Start(node);
        else if (node.NodeType == XmlNodeType.EndElement)
            End(node.LocalName);
        else
            _pending.Text = node.Value.Trim();
    }

    private void Start(XmlReader node)
    {
        var name = node.LocalName;
        _pending.Text = "";
        if (name is "rpminfo_test" or "rpminfo_object" or "rpminfo_state")
            _pending = new Pending { Number = Number(node.GetAttribute("id"), _path), Text = "", EvrOperation = "" };
        else if (name == "object")
            _pending.Object = Number(node.GetAttribute("object_ref"), _path);
        else if (name == "state" && node.GetAttribute("state_ref") is { } state)
            _pending.State = Number(state, _path);
        else if (name == "evr")
            _pending.EvrOperation = Shared(node.GetAttribute("operation") ?? "equals");
        if (node.IsEmptyElement)
            End(name);
    }

    private void End(string element)
    {
        switch (element)
        {
            case "rpminfo_test":
                Keep(_tests, (_pending.Object, _pending.State));
                break;
            case "rpminfo_object":
                Keep(_objects, _pending.Name ?? "");
                break;
            case "rpminfo_state":
                Keep(_states, new OvalState(_pending.Evr, _pending.EvrOperation ?? "", _pending.Version, _pending.Architecture, _pending.HasSignature, _pending.HasOther));
                break;
            case "name":
                _pending.Name = Shared(_pending.Text);
                break;
            case "evr":
                _pending.Evr = Shared(_pending.Text);
                break;
            case "version":
                _pending.Version = Shared(_pending.Text);
                break;
            case "arch":
                _pending.Architecture = Shared(_pending.Text);
                break;
            case "signature_keyid":
                _pending.HasSignature = true;
                break;
            case "release" or "epoch":
                _pending.HasOther = true;
                break;
        }
    }

    private void Keep<T>(Dictionary<long, T> into, T value)
    {
        if (_tests.Count + _objects.Count + _states.Count >= MaxEntries)
            throw ParseException.Limit(_path, $"more than {MaxEntries} tests, objects and states");
        if (_pending.Number > 0)
            into[_pending.Number] = value;
        _pending = default;
    }

    private string Shared(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (_strings.TryGetValue(text, out var known))
            return known;
        return _strings[text] = text;
    }

    /// <summary>What was read so far of the entry that the reader is in.</summary>
    private struct Pending
    {
        public long Number;
        public long Object;
        public long State;
        public string? Text;
        public string? Name;
        public string? Evr;
        public string? EvrOperation;
        public string? Version;
        public string? Architecture;
        public bool HasSignature;
        public bool HasOther;
    }
}
