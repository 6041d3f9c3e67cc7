using System.Text;
using System.Xml;
using Pavior.Core;

namespace Pavior.Scan.Java;

/// <summary>Walks the elements of a pom.xml and keeps those that say what it is and what it depends on.</summary>
internal sealed class PomBuilder(XmlReader xml, IXmlLineInfo lines, string path, int maxDepth)
{
    /// <summary>Dependencies and managed versions of one file; the largest bills of materials have some 3,000.</summary>
    private const int MaxDependencies = 50_000;

    private const int MaxProperties = 50_000;

    private const int MaxLicenses = 64;

    /// <summary>Characters of the name of a licence or an organization.</summary>
    private const int MaxName = 1_000;

    private readonly Pom _pom = new();
    private readonly List<string> _open = [];
    private readonly StringBuilder _text = new();
    private PomDependency? _dependency;
    private string? _licenseName;
    private string? _licenseUrl;
    private string? _organization;

    public Pom Build()
    {
        var sawProject = false;
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (_open.Count == 0 && xml.LocalName != "project")
                        throw ParseException.AtLine(path, lines.LineNumber, "a project element");
                    sawProject = true;
                    Start();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    _text.Append(xml.Value);
                    break;
                case XmlNodeType.EndElement:
                    End();
                    break;
            }
        }

        if (!sawProject)
            throw ParseException.AtLine(path, 1, "a project element");
        return _pom;
    }

    private void Start()
    {
        if (_open.Count >= maxDepth)
            throw ParseException.Limit(path, $"XML nested deeper than {maxDepth}");
        _text.Clear();
        _open.Add(xml.LocalName);
        if (xml.LocalName == "dependency" && DependencyList() is { } list)
        {
            if (list.Count >= MaxDependencies)
                throw ParseException.Limit(path, $"more than {MaxDependencies} dependencies");
            _dependency = new PomDependency { Line = lines.LineNumber, IsInProfile = _open[1] == "profiles" };
            list.Add(_dependency);
        }

        if (xml.IsEmptyElement)
            End();
    }

    /// <summary>project/dependencies, project/dependencyManagement/dependencies, and both below profiles/profile; null for those of plugins.</summary>
    private List<PomDependency>? DependencyList()
    {
        var at = _open.Count > 3 && _open[1] == "profiles" && _open[2] == "profile" ? 3 : 1;
        if (_open.Count == at + 2 && _open[at] == "dependencies")
            return _pom.Dependencies;
        if (_open.Count == at + 3 && _open[at] == "dependencyManagement" && _open[at + 1] == "dependencies")
            return _pom.Managed;
        return null;
    }

    private void End()
    {
        var name = _open[^1];
        var depth = _open.Count;
        var text = _text.ToString().Trim();
        _text.Clear();
        if (depth == 2)
            Project(name, text);
        else if (depth == 3)
            Inner(_open[1], name, text);
        else if (depth == 4 && _open[1] == "licenses")
            License(name, text);
        if (_dependency is not null && depth >= 2 && _open[^2] == "dependency")
            Dependency(name, text);
        if (name == "dependency" && DependencyList() is not null)
            _dependency = null;
        _open.RemoveAt(depth - 1);
    }

    private void Project(string name, string text)
    {
        switch (name)
        {
            case "groupId": _pom.Group = NotEmpty(text); break;
            case "artifactId": _pom.Artifact = NotEmpty(text); break;
            case "version": _pom.Version = NotEmpty(text); break;
            case "organization": _pom.Organization = _organization; break;
        }
    }

    private void Inner(string parent, string name, string text)
    {
        switch (parent, name)
        {
            case ("parent", "groupId"): _pom.ParentGroup = NotEmpty(text); break;
            case ("parent", "artifactId"): _pom.ParentArtifact = NotEmpty(text); break;
            case ("parent", "version"): _pom.ParentVersion = NotEmpty(text); break;
            case ("organization", "name"): _organization = Name(text); break;
            case ("properties", _):
                if (_pom.Properties.Count >= MaxProperties)
                    throw ParseException.Limit(path, $"more than {MaxProperties} properties");
                _pom.Properties[name] = text;
                break;
            case ("licenses", "license"):
                if ((_licenseName ?? _licenseUrl) is { } license && _pom.Licenses.Count < MaxLicenses && !_pom.Licenses.Contains(license))
                    _pom.Licenses.Add(license);
                _licenseName = _licenseUrl = null;
                break;
        }
    }

    private void License(string name, string text)
    {
        if (name == "name")
            _licenseName = Name(text);
        else if (name == "url")
            _licenseUrl = Name(text);
    }

    private void Dependency(string name, string text)
    {
        switch (name)
        {
            case "groupId": _dependency!.Group = NotEmpty(text); break;
            case "artifactId": _dependency!.Artifact = NotEmpty(text); break;
            case "version": _dependency!.Version = NotEmpty(text); break;
            case "scope": _dependency!.Scope = NotEmpty(text); break;
            case "type": _dependency!.Type = NotEmpty(text); break;
            case "optional": _dependency!.IsOptional = text == "true"; break;
        }
    }

    /// <summary>Null for what is no name: some projects put the text of their licence there.</summary>
    private static string? Name(string text) => text.Length is 0 or > MaxName ? null : text;

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;
}
