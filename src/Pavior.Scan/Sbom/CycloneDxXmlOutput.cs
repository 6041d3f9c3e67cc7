using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Pavior.Core;

namespace Pavior.Scan.Sbom;

/// <summary>Writes JSON whose tokens stand on the lines on which their XML stands. Names are unique in each object.</summary>
internal sealed class CycloneDxXmlOutput(string path, IXmlLineInfo? place)
{
    private readonly StringBuilder _json = new();
    private readonly Stack<HashSet<string>?> _names = new();
    private int _line = 1;

    public byte[] ToUtf8() => new UTF8Encoding(false).GetBytes(_json.ToString());

    public void Open()
    {
        CatchUp();
        _names.Push(null);
        _json.Append('{');
    }

    public void Close()
    {
        _names.Pop();
        _json.Append('}');
    }

    public void OpenList() => _json.Append('[');

    public void CloseList() => _json.Append(']');

    /// <summary>Before each item of a list: a comma where one is due.</summary>
    public void Comma()
    {
        CatchUp();
        var last = _json.Length - 1;
        while (last >= 0 && _json[last] == '\n')
            last--;
        if (last >= 0 && _json[last] is not ('{' or '[' or ',' or ':'))
            _json.Append(',');
    }

    public void Key(string name)
    {
        if (!(_names.Peek() ?? Renew()).Add(name))
            throw ParseException.AtLine(path, Math.Max(place?.LineNumber ?? 1, 1), $"{name} once");
        Comma();
        Quoted(name);
        _json.Append(':');
    }

    public void Member(string name, string value)
    {
        Key(name);
        Quoted(value);
    }

    public void True(string name)
    {
        Key(name);
        _json.Append("true");
    }

    public void Null() => _json.Append("null");

    public void Number(double number) => _json.Append(number.ToString("R", CultureInfo.InvariantCulture));

    public void Quoted(string text)
    {
        _json.Append('"').Append(JsonEncodedText.Encode(text)).Append('"');
        if (_json.Length > SbomFile.MaxLength)
            throw ParseException.Limit(path, $"more than {SbomFile.MaxLength} characters");
    }

    private HashSet<string> Renew()
    {
        _names.Pop();
        var names = new HashSet<string>(StringComparer.Ordinal);
        _names.Push(names);
        return names;
    }

    private void CatchUp()
    {
        if (place is null || place.LineNumber <= _line)
            return;
        _json.Append('\n', place.LineNumber - _line);
        _line = place.LineNumber;
    }
}
