using System.Globalization;
using System.Text;

namespace Pavior.Formats.Tests.Cel;

/// <summary>A message in the text format of protocol buffers, as far as the conformance files of CEL use it.</summary>
internal sealed class TextProto
{
    private readonly List<(string Name, object Value)> _fields = [];

    /// <summary>Every field of a name that is a message.</summary>
    public IEnumerable<TextProto> All(string name) => _fields.Where(f => f.Name == name).Select(f => f.Value).OfType<TextProto>();

    public TextProto? One(string name) => All(name).FirstOrDefault();

    /// <summary>A scalar: text with its escapes resolved (bytes as Latin-1), a number or word as it stands; null when it is not there.</summary>
    public string? Text(string name) => Texts(name).FirstOrDefault();

    public IEnumerable<string> Texts(string name) => _fields.Where(f => f.Name == name).Select(f => f.Value).OfType<string>();

    public bool Has(string name) => _fields.Exists(f => f.Name == name);

    public IEnumerable<string> Names => _fields.Select(f => f.Name);

    public static TextProto Parse(string text)
    {
        var at = 0;
        var message = new TextProto();
        Fields(text, ref at, message);
        return message;
    }

    private static void Fields(string text, ref int at, TextProto into)
    {
        while (true)
        {
            Blank(text, ref at);
            if (at >= text.Length || text[at] is '}' or '>')
                return;
            var name = Word(text, ref at);
            Blank(text, ref at);
            if (text[at] == ':')
                at++;
            Blank(text, ref at);
            if (text[at] == '[')
            {
                at++;
                for (Blank(text, ref at); text[at] != ']'; Blank(text, ref at))
                {
                    into._fields.Add((name, Value(text, ref at)));
                    Blank(text, ref at);
                    if (text[at] == ',')
                        at++;
                }

                at++;
            }
            else
            {
                into._fields.Add((name, Value(text, ref at)));
            }

            Blank(text, ref at);
            if (at < text.Length && text[at] is ',' or ';')
                at++;
        }
    }

    private static object Value(string text, ref int at)
    {
        if (text[at] is '{' or '<')
        {
            at++;
            var message = new TextProto();
            Fields(text, ref at, message);
            at++;
            return message;
        }

        if (text[at] is not ('"' or '\''))
            return Word(text, ref at);
        var all = new StringBuilder();
        for (; at < text.Length && text[at] is '"' or '\''; Blank(text, ref at))
            all.Append(Quoted(text, ref at));
        return all.ToString();
    }

    private static void Blank(string text, ref int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '#'))
        {
            if (text[at] == '#')
                at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
            else
                at++;
        }
    }

    private static string Word(string text, ref int at)
    {
        var start = at;
        if (text[at] == '[')
        {
            at = text.IndexOf(']', at) + 1;
            return text[start..at];
        }

        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-' or '+'))
            at++;
        return at > start ? text[start..at] : throw new FormatException($"no word at {at}: {text.Substring(at, Math.Min(20, text.Length - at))}");
    }

    /// <summary>Escapes that name bytes beyond ASCII are put together as UTF-8 where they are, else kept as Latin-1.</summary>
    private static string Quoted(string text, ref int at)
    {
        var quote = text[at++];
        var bytes = new List<byte>();
        while (text[at] != quote)
        {
            if (text[at] != '\\')
            {
                var length = char.IsHighSurrogate(text[at]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text, at, length));
                at += length;
                continue;
            }

            at++;
            var c = text[at++];
            switch (c)
            {
                case 'n': bytes.Add((byte)'\n'); break;
                case 'r': bytes.Add((byte)'\r'); break;
                case 't': bytes.Add((byte)'\t'); break;
                case 'a': bytes.Add(7); break;
                case 'b': bytes.Add(8); break;
                case 'f': bytes.Add(12); break;
                case 'v': bytes.Add(11); break;
                case 'x':
                    var hex = at;
                    while (at < hex + 2 && char.IsAsciiHexDigit(text[at]))
                        at++;
                    bytes.Add(byte.Parse(text.AsSpan(hex, at - hex), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    break;
                case 'u' or 'U':
                    var digits = c == 'u' ? 4 : 8;
                    bytes.AddRange(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(int.Parse(text.AsSpan(at, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
                    at += digits;
                    break;
                case >= '0' and <= '7':
                    var octal = c - '0';
                    for (var i = 0; i < 2 && text[at] is >= '0' and <= '7'; i++)
                        octal = (octal * 8) + (text[at++] - '0');
                    bytes.Add((byte)octal);
                    break;
                default:
                    bytes.Add((byte)c);
                    break;
            }
        }

        at++;
        var raw = bytes.ToArray();
        return System.Text.Unicode.Utf8.IsValid(raw) ? Encoding.UTF8.GetString(raw) : "\u0000latin1\u0000" + Encoding.Latin1.GetString(raw);
    }

    /// <summary>The bytes of a text that stands for bytes.</summary>
    public static byte[] Bytes(string text) =>
        text.StartsWith("\u0000latin1\u0000", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(text[8..]) : Encoding.UTF8.GetBytes(text);
}
