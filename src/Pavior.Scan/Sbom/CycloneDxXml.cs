using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Pavior.Core;

namespace Pavior.Scan.Sbom;

/// <summary>
/// Spells a CycloneDX XML document as the JSON of the same content, as far as it is read or checked. Each value stands on the line on which it stood,
/// so that complaints about the JSON name lines of the XML.
/// </summary>
internal sealed class CycloneDxXml
{
    private const string Namespace = "http://cyclonedx.org/schema/bom/";
    private const int MaxDepth = 100;

    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly string _path;
    private readonly XmlReader _xml;
    private readonly StringBuilder _json = new();
    private readonly Stack<HashSet<string>?> _members = new();
    private string _namespace = "";
    private int _line = 1;
    private int _depth;

    private CycloneDxXml(string path, XmlReader xml)
    {
        _path = path;
        _xml = xml;
    }

    /// <exception cref="ParseException">It is not well-formed, of another namespace, or its structure is not CycloneDX.</exception>
    public static byte[] ToJson(string path, ReadOnlyMemory<byte> bytes)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = SbomFile.MaxLength,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using var xml = XmlReader.Create(stream, settings);
            return new CycloneDxXml(path, xml).Convert();
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine(path, Math.Max(bad.LineNumber, 1), $"CycloneDX XML ({bad.Message})");
        }
    }

    private byte[] Convert()
    {
        if (_xml.MoveToContent() != XmlNodeType.Element || _xml.LocalName != "bom" || !_xml.NamespaceURI.StartsWith(Namespace, StringComparison.Ordinal))
            throw Expected($"the element bom of the namespace {Namespace}1.x");
        _namespace = _xml.NamespaceURI;
        var serial = _xml.GetAttribute("serialNumber");
        Open();
        Member("bomFormat", "CycloneDX");
        Member("specVersion", _namespace[Namespace.Length..]);
        if (serial is not null)
            Member("serialNumber", serial);
        Children(Bom);
        Close();
        while (_xml.Read())
        {
            // What follows the root must be well-formed as well.
        }

        return Utf8.GetBytes(_json.ToString());
    }

    private void Bom(string name)
    {
        switch (name)
        {
            case "metadata":
                Object(name, Metadata);
                break;
            case "components":
                List(name, "component", Component);
                break;
            case "services":
                List(name, "service", Service);
                break;
            case "dependencies":
                List(name, "dependency", Dependency);
                break;
            case "citations":
                List(name, "citation", Citation);
                break;
            case "properties":
                List(name, "property", Property);
                break;
            default:
                _xml.Skip();
                break;
        }
    }

    private void Metadata(string name)
    {
        switch (name)
        {
            case "component":
                Key(name);
                Component();
                break;
            case "licenses":
                Licenses();
                break;
            case "properties":
                List(name, "property", Property);
                break;
            case "timestamp":
                Text(name);
                break;
            default:
                Key(name);
                _json.Append("null");
                _xml.Skip();
                break;
        }
    }

    private void Component()
    {
        Open();
        Attribute("type");
        Attribute("bom-ref");
        if (_xml.GetAttribute("isExternal") is "true" or "1")
            True("isExternal");
        Children(ComponentMember);
        Close();
    }

    private void ComponentMember(string name)
    {
        switch (name)
        {
            case "group" or "name" or "version" or "versionRange" or "description" or "scope" or "purl" or "cpe" or "publisher":
                Text(name);
                break;
            case "supplier" or "manufacturer":
                Object(name, NameOnly);
                break;
            case "hashes":
                List(name, "hash", Hash);
                break;
            case "licenses":
                Licenses();
                break;
            case "swid":
                Swid();
                break;
            case "pedigree":
                Object(name, Pedigree);
                break;
            case "evidence":
                Object(name, Evidence);
                break;
            case "components":
                List(name, "component", Component);
                break;
            case "properties":
                List(name, "property", Property);
                break;
            default:
                _xml.Skip();
                break;
        }
    }

    private void Swid()
    {
        Key("swid");
        Open();
        Attribute("tagId");
        Attribute("name");
        Close();
        _xml.Skip();
    }

    private void Pedigree(string name)
    {
        if (name is "ancestors" or "descendants" or "variants")
            List(name, "component", Component);
        else if (name == "patches")
            List(name, "patch", Patch);
        else
            _xml.Skip();
    }

    private void Patch()
    {
        Open();
        Attribute("type");
        Children(name =>
        {
            if (name == "resolves")
                List(name, "issue", Issue);
            else
                _xml.Skip();
        });
        Close();
    }

    private void Issue()
    {
        Open();
        Attribute("type");
        _xml.Skip();
        Close();
    }

    private void Evidence(string name)
    {
        if (name == "identity")
            Identity();
        else if (name == "occurrences")
            List(name, "occurrence", () => Plain(Occurrence));
        else
            _xml.Skip();
    }

    /// <summary>Stands once or several times in a row, and is an array in JSON.</summary>
    private void Identity()
    {
        Key("identity");
        _json.Append('[');
        do
        {
            Comma();
            Plain(name =>
            {
                if (name == "field")
                    Text(name);
                else if (name == "confidence")
                    Number(name);
                else
                    _xml.Skip();
            });
        }
        while (_xml.MoveToContent() == XmlNodeType.Element && _xml.LocalName == "identity");
        _json.Append(']');
    }

    private void Occurrence(string name)
    {
        if (name is "location" or "additionalContext")
            Text(name);
        else if (name == "line")
            Number(name);
        else
            _xml.Skip();
    }

    private void NameOnly(string name)
    {
        if (name == "name")
            Text(name);
        else
            _xml.Skip();
    }

    private void Hash()
    {
        Open();
        Attribute("alg");
        Text("content");
        Close();
    }

    private void Property()
    {
        Open();
        Attribute("name");
        Text("value");
        Close();
    }

    private void Licenses()
    {
        Key("licenses");
        _json.Append('[');
        Children(name =>
        {
            Comma();
            switch (name)
            {
                case "license":
                    Open();
                    Object(name, License);
                    Close();
                    break;
                case "expression":
                    Open();
                    Text(name);
                    Close();
                    break;
                case "expression-detailed":
                    Open();
                    Member("expression", _xml.GetAttribute("expression") ?? "");
                    Close();
                    _xml.Skip();
                    break;
                default:
                    throw Expected("license or expression");
            }
        });
        _json.Append(']');
    }

    private void License(string name)
    {
        switch (name)
        {
            case "id" or "name":
                Text(name);
                break;
            case "text":
                Key(name);
                Open();
                Attribute("encoding");
                Close();
                _xml.Skip();
                break;
            case "properties":
                List(name, "property", Property);
                break;
            default:
                _xml.Skip();
                break;
        }
    }

    private void Service()
    {
        Open();
        Attribute("bom-ref");
        Children(name =>
        {
            switch (name)
            {
                case "name":
                    Text(name);
                    break;
                case "data":
                    Data();
                    break;
                case "properties":
                    List(name, "property", Property);
                    break;
                case "services":
                    List(name, "service", Service);
                    break;
                default:
                    _xml.Skip();
                    break;
            }
        });
        Close();
    }

    /// <summary>Since 1.5 dataflow elements, whose flow is not checked; before and beside them classifications.</summary>
    private void Data()
    {
        Key("data");
        _json.Append('[');
        Children(name =>
        {
            if (name == "classification")
            {
                Comma();
                Open();
                Attribute("flow");
                Close();
            }

            _xml.Skip();
        });
        _json.Append(']');
    }

    private void Dependency()
    {
        Open();
        Attribute("ref");
        Key("dependsOn");
        _json.Append('[');
        Children(name =>
        {
            if (name == "dependency")
            {
                Comma();
                Quoted(_xml.GetAttribute("ref") ?? "");
            }

            _xml.Skip();
        });
        _json.Append(']');
        Close();
    }

    private void Citation() => Plain(name =>
    {
        if (name is "pointers" or "expressions" or "attributedTo" or "process")
            True(name);

        _xml.Skip();
    });

    private void Object(string name, Action<string> member)
    {
        Key(name);
        Plain(member);
    }

    private void Plain(Action<string> member)
    {
        Open();
        Children(member);
        Close();
    }

    private void List(string name, string of, Action item)
    {
        Key(name);
        _json.Append('[');
        Children(child =>
        {
            if (child != of)
                throw Expected($"{of} in {name}");
            Comma();
            item();
        });
        _json.Append(']');
    }

    /// <summary>Hands over each child of this namespace, which the action has to take whole.</summary>
    private void Children(Action<string> child)
    {
        if (++_depth > MaxDepth)
            throw ParseException.Limit(_path, $"elements nested deeper than {MaxDepth}");
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
        }
        else
        {
            _xml.Read();
            while (_xml.MoveToContent() != XmlNodeType.EndElement)
            {
                if (_xml.NodeType == XmlNodeType.Element && _xml.NamespaceURI == _namespace)
                    child(_xml.LocalName);
                else if (_xml.NodeType == XmlNodeType.Element)
                    _xml.Skip();
                else if (!_xml.Read())
                    break;
            }

            _xml.Read();
        }

        _depth--;
    }

    private void Text(string name)
    {
        Key(name);
        Quoted(_xml.ReadElementContentAsString());
    }

    private void Number(string name)
    {
        Key(name);
        var text = _xml.ReadElementContentAsString().Trim();
        if (text.Length < 20 && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            _json.Append(number.ToString("R", CultureInfo.InvariantCulture));
        else
            Quoted(text);
    }

    private void True(string name)
    {
        Key(name);
        _json.Append("true");
    }

    private void Attribute(string name)
    {
        if (_xml.GetAttribute(name) is { } value)
            Member(name, value);
    }

    private void Member(string name, string value)
    {
        Key(name);
        Quoted(value);
    }

    private void Key(string name)
    {
        if (!(_members.Peek() ?? Renew()).Add(name))
            throw Expected($"{name} once");
        Comma();
        Quoted(name);
        _json.Append(':');
    }

    private HashSet<string> Renew()
    {
        _members.Pop();
        var names = new HashSet<string>(StringComparer.Ordinal);
        _members.Push(names);
        return names;
    }

    private void Open()
    {
        CatchUp();
        _members.Push(null);
        _json.Append('{');
    }

    private void Close()
    {
        _members.Pop();
        _json.Append('}');
    }

    private void Comma()
    {
        CatchUp();
        if (_json[^1] is not ('{' or '[' or '\n'))
            _json.Append(',');
        else if (_json[^1] == '\n' && LastSign() is not ('{' or '[' or ',' or ':'))
            _json.Append(',');
    }

    private char LastSign()
    {
        var i = _json.Length - 1;
        while (_json[i] == '\n')
            i--;
        return _json[i];
    }

    /// <summary>Line ends between tokens keep the JSON on the line of the XML.</summary>
    private void CatchUp()
    {
        if (_xml is not IXmlLineInfo place || place.LineNumber <= _line)
            return;
        _json.Append('\n', place.LineNumber - _line);
        _line = place.LineNumber;
    }

    private void Quoted(string text)
    {
        _json.Append('"').Append(JsonEncodedText.Encode(text)).Append('"');
        if (_json.Length > SbomFile.MaxLength)
            throw ParseException.Limit(_path, $"more than {SbomFile.MaxLength} characters");
    }

    private ParseException Expected(string what) => ParseException.AtLine(_path, _xml is IXmlLineInfo { LineNumber: > 0 } place ? place.LineNumber : 1, what);
}
