using System.Globalization;
using System.Xml;
using Pavior.Core;
using Pavior.Formats.Xml;

namespace Pavior.Scan.Sbom;

/// <summary>
/// Spells a CycloneDX XML document as the JSON of the same content, as far as it is read or checked. Each value stands on the line on which it stood,
/// so that complaints about the JSON name lines of the XML.
/// </summary>
internal sealed class CycloneDxXml
{
    private const string Namespace = "http://cyclonedx.org/schema/bom/";
    private const int MaxDepth = 100;

    private readonly string _path;
    private readonly XmlReader _xml;
    private readonly CycloneDxXmlOutput _json;
    private string _namespace = "";
    private int _depth;

    private CycloneDxXml(string path, XmlReader xml)
    {
        _path = path;
        _xml = xml;
        _json = new CycloneDxXmlOutput(path, xml as IXmlLineInfo);
    }

    /// <exception cref="ParseException">It is not well-formed, of another namespace, or its structure is not CycloneDX.</exception>
    public static ReadOnlyMemory<byte> ToJson(string path, ReadOnlyMemory<byte> bytes)
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
            using var xml = XmlDocumentText.Read(bytes, settings, path);
            return new CycloneDxXml(path, xml).Convert();
        }
        catch (XmlException bad)
        {
            throw ParseException.AtLine(path, Math.Max(bad.LineNumber, 1), $"CycloneDX XML ({bad.Message})");
        }
    }

    private ReadOnlyMemory<byte> Convert()
    {
        if (_xml.MoveToContent() != XmlNodeType.Element || _xml.LocalName != "bom" || !_xml.NamespaceURI.StartsWith(Namespace, StringComparison.Ordinal))
            throw Expected($"the element bom of the namespace {Namespace}1.x");
        _namespace = _xml.NamespaceURI;
        var serial = _xml.GetAttribute("serialNumber");
        _json.Open();
        _json.Member("bomFormat", "CycloneDX");
        _json.Member("specVersion", _namespace[Namespace.Length..]);
        if (serial is not null)
            _json.Member("serialNumber", serial);
        Children(Bom);
        _json.Close();
        while (_xml.Read())
        {
            // What follows the root must be well-formed as well.
        }

        return _json.ToUtf8();
    }

    private void Bom(string name)
    {
        switch (name)
        {
            case "metadata":
                Object(name, Metadata);
                break;
            case "dependencies":
                List(name, "dependency", Dependency);
                break;
            case "citations":
                List(name, "citation", Citation);
                break;
            default:
                Shared(name);
                break;
        }
    }

    /// <summary>Members that mean the same wherever they stand; all others are passed over.</summary>
    private void Shared(string name)
    {
        switch (name)
        {
            case "components":
                List(name, "component", Component);
                break;
            case "services":
                List(name, "service", Service);
                break;
            case "licenses":
                Licenses();
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
                _json.Key(name);
                Component();
                break;
            case "licenses" or "properties":
                Shared(name);
                break;
            case "timestamp":
                Text(name);
                break;
            default:
                _json.Key(name);
                _json.Null();
                _xml.Skip();
                break;
        }
    }

    private void Component()
    {
        _json.Open();
        Attribute("type");
        Attribute("bom-ref");
        if (_xml.GetAttribute("isExternal") is "true" or "1")
            _json.True("isExternal");
        Children(ComponentMember);
        _json.Close();
    }

    private void ComponentMember(string name)
    {
        switch (name)
        {
            case "group" or "name" or "version" or "versionRange" or "description" or "scope" or "purl" or "cpe" or "publisher":
                Text(name);
                break;
            case "supplier" or "manufacturer":
                Object(name, child => Value(child, ["name"]));
                break;
            case "hashes":
                List(name, "hash", Hash);
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
            default:
                Shared(name);
                break;
        }
    }

    private void Swid()
    {
        _json.Key("swid");
        _json.Open();
        Attribute("tagId");
        Attribute("name");
        _json.Close();
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
        _json.Open();
        Attribute("type");
        Children(name =>
        {
            if (name == "resolves")
                List(name, "issue", Issue);
            else
                _xml.Skip();
        });
        _json.Close();
    }

    private void Issue()
    {
        _json.Open();
        Attribute("type");
        _xml.Skip();
        _json.Close();
    }

    private void Evidence(string name)
    {
        if (name == "identity")
            Identity();
        else if (name == "occurrences")
            List(name, "occurrence", () => Plain(child => Value(child, ["location", "additionalContext"], ["line"])));
        else
            _xml.Skip();
    }

    /// <summary>Stands once or several times in a row, and is an array in JSON.</summary>
    private void Identity()
    {
        _json.Key("identity");
        _json.OpenList();
        do
        {
            _json.Comma();
            Plain(name => Value(name, ["field"], ["confidence"]));
        }
        while (_xml.MoveToContent() == XmlNodeType.Element && _xml.LocalName == "identity");
        _json.CloseList();
    }

    private void Hash()
    {
        _json.Open();
        Attribute("alg");
        Text("content");
        _json.Close();
    }

    private void Property()
    {
        _json.Open();
        Attribute("name");
        Text("value");
        _json.Close();
    }

    private void Licenses()
    {
        _json.Key("licenses");
        _json.OpenList();
        Children(name =>
        {
            _json.Comma();
            switch (name)
            {
                case "license":
                    _json.Open();
                    Object(name, License);
                    _json.Close();
                    break;
                case "expression":
                    _json.Open();
                    Text(name);
                    _json.Close();
                    break;
                case "expression-detailed":
                    _json.Open();
                    _json.Member("expression", _xml.GetAttribute("expression") ?? "");
                    _json.Close();
                    _xml.Skip();
                    break;
                default:
                    throw Expected("license or expression");
            }
        });
        _json.CloseList();
    }

    private void License(string name)
    {
        switch (name)
        {
            case "id" or "name":
                Text(name);
                break;
            case "text":
                _json.Key(name);
                _json.Open();
                Attribute("encoding");
                _json.Close();
                _xml.Skip();
                break;
            default:
                Shared(name);
                break;
        }
    }

    private void Service()
    {
        _json.Open();
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
                default:
                    Shared(name);
                    break;
            }
        });
        _json.Close();
    }

    /// <summary>Since 1.5 dataflow elements, whose flow is not checked; before and beside them classifications.</summary>
    private void Data()
    {
        _json.Key("data");
        _json.OpenList();
        Children(name =>
        {
            if (name == "classification")
            {
                _json.Comma();
                _json.Open();
                Attribute("flow");
                _json.Close();
            }

            _xml.Skip();
        });
        _json.CloseList();
    }

    private void Dependency()
    {
        _json.Open();
        Attribute("ref");
        _json.Key("dependsOn");
        _json.OpenList();
        Children(name =>
        {
            if (name == "dependency")
            {
                _json.Comma();
                _json.Quoted(_xml.GetAttribute("ref") ?? "");
            }

            _xml.Skip();
        });
        _json.CloseList();
        _json.Close();
    }

    private void Citation() => Plain(name =>
    {
        if (name is "pointers" or "expressions" or "attributedTo" or "process")
            _json.True(name);

        _xml.Skip();
    });

    private void Object(string name, Action<string> member)
    {
        _json.Key(name);
        Plain(member);
    }

    private void Plain(Action<string> member)
    {
        _json.Open();
        Children(member);
        _json.Close();
    }

    private void List(string name, string of, Action item)
    {
        _json.Key(name);
        _json.OpenList();
        Children(child =>
        {
            if (child != of)
                throw Expected($"{of} in {name}");
            _json.Comma();
            item();
        });
        _json.CloseList();
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

    /// <summary>Takes a member that is a text or a number; all others are passed over.</summary>
    private void Value(string name, ReadOnlySpan<string> texts, ReadOnlySpan<string> numbers = default)
    {
        if (texts.Contains(name))
            Text(name);
        else if (numbers.Contains(name))
            Number(name);
        else
            _xml.Skip();
    }

    private void Text(string name)
    {
        _json.Key(name);
        _json.Quoted(_xml.ReadElementContentAsString());
    }

    private void Number(string name)
    {
        _json.Key(name);
        var text = _xml.ReadElementContentAsString().Trim();
        if (text.Length < 20 && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            _json.Number(number);
        else
            _json.Quoted(text);
    }

    private void Attribute(string name)
    {
        if (_xml.GetAttribute(name) is { } value)
            _json.Member(name, value);
    }

    private ParseException Expected(string what) => ParseException.AtLine(_path, _xml is IXmlLineInfo { LineNumber: > 0 } place ? place.LineNumber : 1, what);
}
