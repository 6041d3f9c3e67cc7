using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Pavior.Core;

namespace Pavior.Scan.Sbom;

/// <summary>Writes JSON whose tokens stand on the lines on which their XML stands. Names are unique in each object.</summary>
internal sealed class CycloneDxXmlOutput(string path, IXmlLineInfo? place)
{
    private byte[] _json = new byte[64 * 1024];
    private int _length;
    private readonly Stack<HashSet<string>?> _names = new();
    private int _line = 1;

    public ReadOnlyMemory<byte> ToUtf8() => _json.AsMemory(0, _length);

    public void Open()
    {
        CatchUp();
        _names.Push(null);
        Append((byte)'{');
    }

    public void Close()
    {
        _names.Pop();
        Append((byte)'}');
    }

    public void OpenList() => Append((byte)'[');

    public void CloseList() => Append((byte)']');

    /// <summary>Before each item of a list: a comma where one is due.</summary>
    public void Comma()
    {
        CatchUp();
        var text = _json.AsSpan(0, _length).TrimEnd((byte)'\n');
        if (!text.IsEmpty && text[^1] is not ((byte)'{' or (byte)'[' or (byte)',' or (byte)':'))
            Append((byte)',');
    }

    public void Key(string name)
    {
        if (!(_names.Peek() ?? Renew()).Add(name))
            throw ParseException.AtLine(path, Math.Max(place?.LineNumber ?? 1, 1), $"{name} once");
        Comma();
        Quoted(name);
        Append((byte)':');
    }

    public void Member(string name, string value)
    {
        Key(name);
        Quoted(value);
    }

    public void True(string name)
    {
        Key(name);
        Append("true"u8);
    }

    public void Null() => Append("null"u8);

    public void Number(double number) => Append(Encoding.ASCII.GetBytes(number.ToString("R", CultureInfo.InvariantCulture)));

    public void Quoted(string text)
    {
        Append((byte)'"');
        Append(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        Append((byte)'"');
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
        Room(place.LineNumber - _line).Fill((byte)'\n');
        _length += place.LineNumber - _line;
        _line = place.LineNumber;
    }

    private void Append(byte one)
    {
        Room(1)[0] = one;
        _length++;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int count)
    {
        if (count > SbomFile.MaxLength - _length)
            throw ParseException.Limit(path, $"more than {SbomFile.MaxLength} bytes as JSON");
        if (_json.Length - _length < count)
            Array.Resize(ref _json, Math.Min(SbomFile.MaxLength, Math.Max(_json.Length * 2, _length + count)));
        return _json.AsSpan(_length, count);
    }
}
