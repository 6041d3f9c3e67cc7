using System.Xml;
using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Oval;

/// <summary>
/// Reads the definitions of an OVAL document (oval.mitre.org, version 5) one after the other. They stand before the tests that they refer to,
/// so a document is gone through twice; see <see cref="OvalTests"/>.
/// </summary>
internal sealed class OvalDefinitions
{
    /// <summary>Characters of a description that are kept.</summary>
    private const int MaxDescription = 4_096;

    /// <summary>Conditions, references and other entries of one definition.</summary>
    private const int MaxEntries = 200_000;

    private readonly string _path;
    private readonly Action<OvalDefinition> _take;
    private readonly Stack<OvalCriteria> _criteria = new();
    private OvalDefinition? _current;
    private string _element = "";
    private int _entries;

    private OvalDefinitions(string path, Action<OvalDefinition> take)
    {
        _path = path;
        _take = take;
    }

    /// <summary>Calls for each definition, when it is complete.</summary>
    public static void Walk(FileContent file, Action<OvalDefinition> take)
    {
        var definitions = new OvalDefinitions(file.Path, take);
        FeedXml.Walk(file, definitions.Node);
    }

    private void Node(XmlReader node, int line)
    {
        if (node.NodeType == XmlNodeType.Element)
            Start(node, line);
        else if (node.NodeType == XmlNodeType.EndElement)
            End(node.LocalName);
        else if (_current is not null)
            Text(_current, node.Value);
    }

    private void Start(XmlReader node, int line)
    {
        _element = node.LocalName;
        if (_element == "definition")
        {
            _current = new OvalDefinition { Id = node.GetAttribute("id") ?? "", Line = line };
            _entries = 0;
            _criteria.Clear();
        }
        else if (_current is not null)
        {
            StartWithin(_current, node);
        }

        if (node.IsEmptyElement)
            End(node.LocalName);
    }

    private void StartWithin(OvalDefinition definition, XmlReader node)
    {
        switch (node.LocalName)
        {
            case "criteria":
                Count();
                var criteria = Criteria(node);
                if (_criteria.TryPeek(out var parent))
                    parent.Criteria.Add(criteria);
                else
                    definition.Criteria ??= criteria;
                _criteria.Push(criteria);
                break;
            case "criterion" when _criteria.TryPeek(out var within):
                Count();
                var negated = node.GetAttribute("negate") is "true" or "1";
                within.Tests.Add((negated ? 0 : OvalTests.Number(node.GetAttribute("test_ref"), _path), node.GetAttribute("comment") ?? ""));
                break;
            case "extend_definition" when _criteria.TryPeek(out var extended):
                Count();
                extended.Tests.Add((0, ""));
                break;
            case "reference":
                Count();
                definition.References.Add((node.GetAttribute("source") ?? "", node.GetAttribute("ref_id") ?? "", node.GetAttribute("ref_url") ?? ""));
                break;
            case "issued":
                definition.Issued ??= FeedDates.Time(node.GetAttribute("date"));
                break;
            case "updated":
                definition.Updated ??= FeedDates.Time(node.GetAttribute("date"));
                break;
            case "cve" when node.GetAttribute("cvss3") is { } cvss && cvss.IndexOf("CVSS:", StringComparison.Ordinal) is >= 0 and var vector:
                Count();
                definition.Vectors.Add(cvss[vector..]);
                break;
        }
    }

    /// <summary>Criteria that are negated, or joined by another word, hold a condition that cannot be used, and so does all that contains them.</summary>
    private static OvalCriteria Criteria(XmlReader node)
    {
        var word = node.GetAttribute("operator") ?? "AND";
        if (word is "AND" or "OR" && node.GetAttribute("negate") is not ("true" or "1"))
            return new OvalCriteria(word == "AND");
        var unusable = new OvalCriteria(all: true);
        unusable.Tests.Add((0, ""));
        return unusable;
    }

    private void End(string element)
    {
        if (element == "criteria")
            _criteria.TryPop(out _);
        else if (element == "definition" && _current is { } complete)
        {
            _current = null;
            _take(complete);
        }

        _element = "";
    }

    private void Text(OvalDefinition definition, string text)
    {
        switch (_element)
        {
            case "title":
                definition.Title = text.Trim();
                break;
            case "description":
                definition.Description = text.Length > MaxDescription ? text[..MaxDescription] : text;
                break;
            case "severity":
                definition.Severity = text.Trim();
                break;
            case "patchable":
                definition.Patchable = text.Trim();
                break;
            case "advisory_date":
                definition.Issued ??= FeedDates.Time(text.Trim());
                break;
            case "cve":
                Count();
                definition.Cves.Add(text.Trim());
                break;
        }
    }

    private void Count()
    {
        if (++_entries > MaxEntries)
            throw ParseException.Limit(_path, $"more than {MaxEntries} conditions and references in one definition");
    }
}
